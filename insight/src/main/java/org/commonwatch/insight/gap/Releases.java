package org.commonwatch.insight.gap;

import java.util.List;

/**
 * What single acts would have released, had they been done before all of this. Several acts may
 * release the same indicator, so the rows of acts do not sum to the gap; the rows of sets do.
 *
 * @param single for each act, the most first
 * @param sets each indicator of the gap once, by all acts that alone would have released it; with
 *     an empty set those that no single act would
 */
public record Releases(List<Single> single, List<AnyOf> sets) {
    /** What one act would have released: indicators and sessions of the gap. */
    public record Single(int change, long indicators, long sessions) {}

    /** Indicators of the gap that each of these acts, and no other, would have released alone. */
    public record AnyOf(List<Integer> changes, long indicators) {
        public AnyOf {
            changes = List.copyOf(changes);
        }
    }

    public Releases {
        single = List.copyOf(single);
        sets = List.copyOf(sets);
    }
}
