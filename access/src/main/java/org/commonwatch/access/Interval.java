package org.commonwatch.access;

import java.time.Instant;

/** The time from an instant, included, to another, not included. */
public record Interval(Instant from, Instant to) {
    public Interval {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from " + from + " to " + to + " is no time at all");
        }
    }

    /** From an instant on, with no end known. */
    public static Interval since(Instant from) {
        return new Interval(from, Instant.MAX);
    }

    /** Whether the instant lies within. */
    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }
}
