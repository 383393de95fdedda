package org.commonwatch.insight.knowledge;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;

import java.time.Instant;

/**
 * The time that a question is about. Nothing after it counts: the answer is what could have been
 * said at its end.
 *
 * @param from its first second
 * @param to the first second after it
 */
public record Window(long from, long to) {
    // Some ten thousand years: what is beyond is no time, and sums stay far from overflow.
    private static final long FARTHEST = 300_000_000_000L;

    public Window {
        if (from >= to || from < -FARTHEST || to > FARTHEST) {
            throw new InsightRefusedException(
                    new InsightRefusal.OutOfRange(
                            "window",
                            from + " to " + to,
                            "a first second and a later one that is the first after the window"));
        }
    }

    /** Whether a time lies within. */
    public boolean contains(long time) {
        return from <= time && time < to;
    }

    /** Whether both share any time. */
    public boolean overlaps(Window other) {
        return from < other.to && other.from < to;
    }

    /** A time up to the window's end; what is later is never, as seen from there. */
    public long seen(long time) {
        return time < to ? time : Times.NEVER;
    }

    /** In words, such as {@code 2026-01-01T00:00:00Z to 2026-04-01T00:00:00Z}. */
    @Override
    public String toString() {
        return Instant.ofEpochSecond(from) + " to " + Instant.ofEpochSecond(to);
    }
}
