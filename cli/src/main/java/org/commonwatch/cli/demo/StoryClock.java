package org.commonwatch.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The time in a story: it goes on as usual, and leaps ahead when told to, and never goes back. */
final class StoryClock implements InstantSource {
    private final InstantSource real;
    private final AtomicReference<Duration> ahead;

    StoryClock(Instant begin, InstantSource real) {
        this.real = real;
        ahead = new AtomicReference<>(Duration.between(real.instant(), begin));
    }

    @Override
    public Instant instant() {
        return real.instant().plus(ahead.get());
    }

    /** Leaps to a time, if it is still to come. */
    void leap(Instant to) {
        Duration more = Duration.between(instant(), to);
        if (more.isPositive()) {
            ahead.accumulateAndGet(more, Duration::plus);
        }
    }
}
