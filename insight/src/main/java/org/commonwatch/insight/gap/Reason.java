package org.commonwatch.insight.gap;

import java.util.List;

/**
 * Indicators that were withheld for the same reasons. Each of the gap is in exactly one, so they
 * sum to it.
 *
 * @param blocking for each way in which a holding of the indicator was withheld when it was seen,
 *     every smallest set of grounds that alone would have been enough
 */
public record Reason(List<List<List<Integer>>> blocking, long indicators, long sessions) {
    public Reason {
        blocking = List.copyOf(blocking);
    }
}
