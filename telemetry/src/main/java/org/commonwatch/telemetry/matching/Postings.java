package org.commonwatch.telemetry.matching;

import org.commonwatch.stix.StixId;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Lists of indicators, each a chain of numbers; 0 is the empty list. */
final class Postings {
    private static final int FIRST = 1 << 6;
    private static final int LONG_LIST = 32;

    private long[] high = new long[FIRST];
    private long[] low = new long[FIRST];
    private int[] next = new int[FIRST];
    // The number a list began with tells it from others, however it grows.
    private int[] root = new int[FIRST];
    // Lists too long to go through for each new indicator.
    private final Map<Integer, Set<UUID>> large = new HashMap<>();
    private int last;

    /** A list with the indicator in front of another list. */
    int add(StixId indicator, int rest) {
        last++;
        if (last == next.length) {
            high = Arrays.copyOf(high, 2 * last);
            low = Arrays.copyOf(low, 2 * last);
            next = Arrays.copyOf(next, 2 * last);
            root = Arrays.copyOf(root, 2 * last);
        }
        high[last] = indicator.uuid().getMostSignificantBits();
        low[last] = indicator.uuid().getLeastSignificantBits();
        next[last] = rest;
        root[last] = rest == 0 ? last : root[rest];
        Set<UUID> all = large.get(root[last]);
        if (all != null) {
            all.add(indicator.uuid());
        }
        return last;
    }

    /** Whether the indicator is in the list. */
    boolean contains(int list, StixId indicator) {
        int left = LONG_LIST;
        for (int i = list; i != 0; i = next[i]) {
            if (high[i] == indicator.uuid().getMostSignificantBits()
                    && low[i] == indicator.uuid().getLeastSignificantBits()) {
                return true;
            }
            if (left-- == 0) {
                return large.computeIfAbsent(root[list], any -> all(list))
                        .contains(indicator.uuid());
            }
        }
        return false;
    }

    private Set<UUID> all(int list) {
        Set<UUID> all = new HashSet<>();
        for (int i = list; i != 0; i = next[i]) {
            all.add(new UUID(high[i], low[i]));
        }
        return all;
    }

    /** The rest of a list. */
    int next(int list) {
        return next[list];
    }

    /** The first indicator of a list. */
    StixId indicator(int list) {
        return new StixId(IndicatorTable.TYPE, new UUID(high[list], low[list]));
    }
}
