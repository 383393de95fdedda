package org.commonwatch.access;

import java.time.Instant;

/** The time from a moment, included, to another, not included, as far as they are known. */
public record Span(Moment from, Moment to) {
    public Span {
        if (!from.earliest().isBefore(to.latest())) {
            throw new AccessRefusedException(
                    new AccessRefusal.NoTime(from.toString(), to.toString()));
        }
    }

    /** From a moment on, with no end known. */
    public static Span since(Moment from) {
        return new Span(from, Moment.NEVER);
    }

    /** From an instant on, with no end known. */
    public static Span since(Instant from) {
        return since(Moment.exactly(from));
    }

    /** Whether it surely has begun and surely has not ended at an instant. */
    public boolean contains(Instant instant) {
        return from.passed(instant).orElse(false) && !to.passed(instant).orElse(true);
    }

    /** Whether there is an instant that surely lies in both. */
    public boolean overlaps(Span other) {
        return from.latest().isBefore(other.to.earliest())
                && other.from.latest().isBefore(to.earliest());
    }

    @Override
    public String toString() {
        return to.equals(Moment.NEVER) ? "since " + from : "from " + from + " to " + to;
    }
}
