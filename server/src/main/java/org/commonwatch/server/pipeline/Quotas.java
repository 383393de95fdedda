package org.commonwatch.server.pipeline;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How many lines each sensor may deliver. A sensor saves up what it does not use for a while; what
 * it delivers beyond that it owes, and nothing more is taken from it until that is paid by time.
 */
final class Quotas {
    /** What a sensor saves up at most. */
    static final Duration SAVED = Duration.ofSeconds(10);

    private final int linesPerSecond;
    private final LongSupplier nanos;
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    /** Lines that a sensor may still deliver at a time; below zero it owes them. */
    private record Account(double lines, long at) {}

    /**
     * The same for every sensor.
     *
     * @param nanos a clock that only goes forward
     */
    Quotas(int linesPerSecond, LongSupplier nanos) {
        this.linesPerSecond = linesPerSecond;
        this.nanos = nanos;
    }

    /** Refuses a sensor that owes lines. */
    void check(String sensor) {
        double lines = charge(sensor, 0).lines;
        if (lines < 0) {
            int seconds = (int) Math.min(Integer.MAX_VALUE, Math.ceil(-lines / linesPerSecond));
            throw new ProblemException(new Problem.OverQuota(sensor, linesPerSecond, seconds));
        }
    }

    /** A sensor has delivered so many lines. */
    void add(String sensor, long lines) {
        charge(sensor, lines);
    }

    private Account charge(String sensor, long lines) {
        double most = linesPerSecond * (double) SAVED.toSeconds();
        long now = nanos.getAsLong();
        return accounts.compute(
                sensor,
                (name, before) -> {
                    double saved =
                            before == null
                                    ? most
                                    : before.lines + (now - before.at) / 1e9 * linesPerSecond;
                    return new Account(Math.min(most, saved) - lines, now);
                });
    }
}
