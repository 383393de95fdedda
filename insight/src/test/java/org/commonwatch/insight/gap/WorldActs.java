package org.commonwatch.insight.gap;

import java.util.List;

/** What is true of the rulings of generated worlds, written down a second time. */
final class WorldActs {
    /** When any of their rulings changes. */
    static final List<Long> CHANGES = List.of(1_767_225_600L + 180 * 86_400L);

    private WorldActs() {}

    /** Blocks 0 and 1 need one act each, their own; block 2 needs both. */
    static boolean would(int block, int change) {
        return block == change;
    }
}
