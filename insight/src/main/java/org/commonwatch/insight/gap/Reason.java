package org.commonwatch.insight.gap;

import java.util.List;

/**
 * Indicators that were withheld for the same reasons. Each of the gap is in exactly one, so they
 * sum to it.
 *
 * @param reasons numbers of reasons, as the blocks of the rulings have them: one for each way in
 *     which a holding of the indicator was withheld when it was seen
 */
public record Reason(List<Integer> reasons, long indicators, long sessions) {
    public Reason {
        reasons = List.copyOf(reasons);
    }
}
