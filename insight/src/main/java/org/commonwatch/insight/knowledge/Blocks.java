package org.commonwatch.insight.knowledge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands between a reader and what it may not read. Rulings that withhold for the same reasons
 * and would be flipped by the same acts share a block; grounds and acts are numbers.
 */
public final class Blocks {
    /**
     * One of them.
     *
     * @param blocking every smallest set of grounds that alone would be enough to withhold
     * @param changes every smallest set of acts that would do
     */
    public record Block(List<List<Integer>> blocking, List<List<Integer>> changes) {
        private static final Comparator<List<Integer>> ORDER =
                (a, b) -> Arrays.compare(array(a), array(b));

        public Block {
            blocking = canonical(blocking);
            changes = canonical(changes);
        }

        private static List<List<Integer>> canonical(List<List<Integer>> sets) {
            return sets.stream()
                    .map(set -> set.stream().distinct().sorted().toList())
                    .distinct()
                    .sorted(ORDER)
                    .toList();
        }

        private static int[] array(List<Integer> set) {
            return set.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    private final int[] reason;
    private final List<List<List<Integer>>> reasons;
    private final int[][] alone;

    private Blocks(int[] reason, List<List<List<Integer>>> reasons, int[][] alone) {
        this.reason = reason;
        this.reasons = reasons;
        this.alone = alone;
    }

    /** Blocks in the order of their numbers. */
    public static Blocks of(List<Block> blocks) {
        int[] reason = new int[blocks.size()];
        int[][] alone = new int[blocks.size()][];
        Map<List<List<Integer>>, Integer> known = new LinkedHashMap<>();
        for (int i = 0; i < reason.length; i++) {
            Block block = blocks.get(i);
            Integer next = known.size();
            Integer before = known.putIfAbsent(block.blocking, next);
            reason[i] = before == null ? next : before;
            alone[i] =
                    block.changes.stream()
                            .filter(set -> set.size() == 1)
                            .mapToInt(List::getFirst)
                            .toArray();
        }
        return new Blocks(reason, new ArrayList<>(known.keySet()), alone);
    }

    int size() {
        return reason.length;
    }

    /** The reason of a block: blocks with the same blocking sets share it. */
    public int reason(int block) {
        return reason[block];
    }

    /** The blocking sets of several reasons, in an order that is theirs and not of the numbers. */
    public List<List<List<Integer>>> blocking(BitSet several) {
        return several.stream()
                .mapToObj(reasons::get)
                .sorted(Comparator.comparing(Object::toString))
                .toList();
    }

    /** Acts that alone would do, in ascending order. */
    int[] alone(int block) {
        return alone[block];
    }

    /** Whether an act alone would do. */
    boolean flips(int block, int change) {
        return Arrays.binarySearch(alone[block], change) >= 0;
    }
}
