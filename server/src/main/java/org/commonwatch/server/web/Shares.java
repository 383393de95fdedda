package org.commonwatch.server.web;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.springframework.security.authentication.AuthenticationServiceException;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * How much of the server each party has: so many requests a second. A few at once are let through
 * as they come; more wait for their turn, so that they never come all at once, and those that would
 * wait too long are refused. It is asked before anything else is done, so that a party that asks
 * too fast costs the others next to nothing.
 */
public final class Shares {
    /** How long a request waits for its turn at most, or as many are refused as come. */
    public static final int WAIT_SECONDS = 2;

    /** How many go through at once after a pause. */
    public static final int AT_ONCE = 10;

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
                    OptionalLong wait = turn(party);
                    if (wait.isPresent()) {
                        LockSupport.parkNanos(wait.getAsLong());
                    } else {
                        throw new AuthenticationServiceException(
                                "too fast",
                                new ProblemException(
                                        new Problem.TooFast(
                                                "Your party", perSecond, RETRY_SECONDS)));
                    }
                });
    }

    /** Takes one of whatever else is counted so; false if the share is used up. */
    public boolean take(String what) {
        return turn(what).isPresent();
    }

    /** How long to wait, in nanoseconds; empty if that is too long. */
    OptionalLong turn(String party) {
        long now = nanos.getAsLong();
        Share share;
        synchronized (shares) {
            share = shares.computeIfAbsent(party, _ -> new Share(now));
            if (shares.size() > LIMIT) {
                shares.remove(shares.keySet().iterator().next());
            }
        }
        return share.turn(now);
    }

    /** When everything asked so far has had its turn; asking is possible until that is far off. */
    private final class Share {
        private final AtomicLong done;

        Share(long now) {
            this.done = new AtomicLong(now);
        }

        OptionalLong turn(long now) {
            long each = SECOND / perSecond;
            while (true) {
                long before = done.get();
                long after = (before - now > 0 ? before : now) + each;
                long wait = after - now - AT_ONCE * each;
                if (wait > WAIT_SECONDS * SECOND) {
                    return OptionalLong.empty();
                }
                if (done.compareAndSet(before, after)) {
                    return OptionalLong.of(Math.max(0, wait));
                }
            }
        }
    }
}
