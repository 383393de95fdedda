package org.commonwatch.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. */
public final class SettableClock implements InstantSource {
    private final AtomicReference<Instant> now;

    public SettableClock(Instant start) {
        now = new AtomicReference<>(start);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Moves the clock, forwards or back as real clocks do. */
    public void move(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }

    /** This clock as the platform's type, in UTC. */
    public Clock clock() {
        return withZone(ZoneOffset.UTC);
    }
}
