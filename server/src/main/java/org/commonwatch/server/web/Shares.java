package org.commonwatch.server.web;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.springframework.security.authentication.AuthenticationServiceException;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How much of the server each party has: so many requests a second, and a little more after a
 * pause. It is asked before anything else is done, so that a party that asks too fast costs the
 * others next to nothing.
 */
public final class Shares {
    /** After a pause a party may ask at once what it may in so many seconds. */
    public static final int SAVED_SECONDS = 2;

    /** How many are told apart; beyond that, the one that asked least lately begins anew. */
    static final int LIMIT = 10_000;

    private static final int RETRY_SECONDS = 1;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final int perSecond;
    private final LongSupplier nanos;
    private final Map<String, Share> shares = new LinkedHashMap<>(16, 0.75f, true);

    /** Of so many requests a second each. */
    public Shares(int perSecond) {
        this(perSecond, System::nanoTime);
    }

    Shares(int perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
    }

    /** Takes one request of somebody who was let in; refuses if the share is used up. */
    void take(SignIn.Admitted admitted) {
        admitted.share()
                .ifPresent(party -> {
                    if (!take(party)) {
                        throw new AuthenticationServiceException(
                                "too fast",
                                new ProblemException(
                                        new Problem.TooFast(
                                                "Your party", perSecond, RETRY_SECONDS)));
                    }
                });
    }

    /** Takes one of whatever else is counted so; false if the share is used up. */
    public boolean take(String party) {
        long now = nanos.getAsLong();
        Share share;
        synchronized (shares) {
            share = shares.computeIfAbsent(party, _ -> new Share(now));
            if (shares.size() > LIMIT) {
                shares.remove(shares.keySet().iterator().next());
            }
        }
        return share.take(now);
    }

    /** When everything asked so far is paid for; asking is possible until that is far ahead. */
    private final class Share {
        private final AtomicLong paid;

        Share(long now) {
            this.paid = new AtomicLong(now);
        }

        boolean take(long now) {
            long price = SECOND / perSecond;
            long credit = SECOND * SAVED_SECONDS;
            while (true) {
                long before = paid.get();
                long after = (before - now > 0 ? before : now) + price;
                if (after - now > credit) {
                    return false;
                }
                if (paid.compareAndSet(before, after)) {
                    return true;
                }
            }
        }
    }
}
