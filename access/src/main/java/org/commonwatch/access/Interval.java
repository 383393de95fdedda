package org.commonwatch.access;

import java.time.Instant;

/** The time from an instant, included, to another, not included. */
public record Interval(Instant from, Instant to) {
    /** All time. */
    public static final Interval EVER = new Interval(Instant.MIN, Instant.MAX);

    public Interval {
        if (!from.isBefore(to)) {
            throw new AccessRefusedException(
                    new AccessRefusal.NoTime(from.toString(), to.toString()));
        }
    }

    /** Whether the instant lies within. */
    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }

    /** Whether all of the other lies within. */
    public boolean covers(Interval other) {
        return !other.from.isBefore(from) && !other.to.isAfter(to);
    }
}
