package org.commonwatch.server.collections;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.stix.StixId;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** All streams of events that are open, until the server ends. */
public final class Streams implements AutoCloseable {
    /** No party has more of them at once. */
    public static final int PER_PARTY = 8;

    private final CountDownLatch end = new CountDownLatch(1);
    private final Map<StixId, Integer> open = new ConcurrentHashMap<>();

    /** Opens one, or refuses it. */
    void open(StixId party) {
        open.compute(
                party,
                (same, count) -> {
                    int others = count == null ? 0 : count;
                    if (others == PER_PARTY) {
                        throw new ProblemException(
                                new Problem.TooMany("streams of events", "party", PER_PARTY));
                    }
                    return others + 1;
                });
    }

    /** That one has ended. */
    void ended(StixId party) {
        open.computeIfPresent(party, (same, count) -> count == 1 ? null : count - 1);
    }

    /** Waits; says whether all are to end. */
    boolean isEnd(Duration after) {
        try {
            return end.await(after.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Ends all of them, and any that is opened later. */
    @Override
    public void close() {
        end.countDown();
    }
}
