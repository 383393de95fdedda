package org.commonwatch.access;

import java.time.Instant;

/**
 * The two times of every question: what held at one instant, as recorded up to another.
 *
 * @param validAt the instant asked about
 * @param knownAt the instant whose knowledge answers
 */
public record AsOf(Instant validAt, Instant knownAt) {
    /** An instant, as known then. */
    public static AsOf then(Instant instant) {
        return new AsOf(instant, instant);
    }
}
