package org.commonwatch.telemetry.matching;

import org.commonwatch.stix.Observable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntConsumer;

/** Collects what stands on one shelf, in any order, and makes a {@link KeyTable} of it. */
final class KeyColumn {
    /** All keys of a shelf together have no more bytes. */
    static final int BYTES_LIMIT = Integer.MAX_VALUE - 64;

    private static final int FIRST = 1 << 6;
    // Beyond this, going through all before for each would take too long.
    private static final int SHORT_RUN = 32;

    private final Shelf shelf;
    private long[] hashes = new long[FIRST];
    private int[] references = new int[FIRST];
    private byte[] bytes = new byte[FIRST];
    private int[] ends = new int[FIRST];
    private int size;

    /** One indicator: a key, and who says so. */
    private record Entry(String key, int reference) {}

    KeyColumn(Shelf shelf) {
        this.shelf = shelf;
    }

    /** Adds a key of IPv4. */
    void add(long hash, int reference) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * size);
            references = Arrays.copyOf(references, 2 * size);
        }
        hashes[size] = hash;
        references[size] = reference;
        size++;
    }

    /** Whether so many bytes more are still within the limit. */
    boolean hasRoom(int more) {
        return ends[size] <= BYTES_LIMIT - more;
    }

    /** Adds a key of any other shelf. */
    void add(byte[] text, int from, int to, int reference) {
        int start = ends[size];
        int end = start + to - from;
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(end, Math.min(2L * end, BYTES_LIMIT)));
        }
        System.arraycopy(text, from, bytes, start, to - from);
        add(shelf.hash(text, from, to), reference);
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
        }
        ends[size] = end;
    }

    /** The table of what was collected, with its repetitions; what was collected is gone then. */
    KeyTable table() {
        return KeyTable.of(shelf, inOrder(sorted(), size));
    }

    /**
     * The table of what was collected, each indicator once; what was collected is gone then.
     *
     * @param repeated takes the reference of each indicator that was there before
     */
    KeyTable table(IndicatorIds ids, IntConsumer repeated) {
        int[] order = sorted();
        int kept = 0;
        for (int from = 0; from < size; ) {
            int to = from + 1;
            while (to < size && hashes[order[to]] == hashes[order[from]]) {
                to++;
            }
            int runStart = kept;
            for (int i = from; i < to; i++) {
                order[kept++] = order[i];
            }
            if (to - from > 1) {
                kept = withoutRepeats(order, runStart, kept, ids, repeated);
            }
            from = to;
        }
        return KeyTable.of(shelf, inOrder(order, kept));
    }

    // Hashes are spread evenly: they are put into buckets, and sorted there.
    private int[] sorted() {
        int buckets = KeyTable.buckets(size);
        int[] next = new int[buckets + 1];
        for (int i = 0; i < size; i++) {
            next[KeyTable.bucket(hashes[i], buckets) + 1]++;
        }
        for (int i = 1; i <= buckets; i++) {
            next[i] += next[i - 1];
        }
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[next[KeyTable.bucket(hashes[i], buckets)]++] = i;
        }
        int from = 0;
        for (int bucket = 0; bucket < buckets; bucket++) {
            sort(order, from, next[bucket]);
            from = next[bucket];
        }
        return order;
    }

    private void sort(int[] order, int from, int to) {
        if (to - from > SHORT_RUN) {
            int[] sorted =
                    Arrays.stream(order, from, to)
                            .boxed()
                            .sorted((one, other) ->
                                    Long.compareUnsigned(hashes[one], hashes[other]))
                            .mapToInt(Integer::intValue)
                            .toArray();
            System.arraycopy(sorted, 0, order, from, sorted.length);
            return;
        }
        for (int i = from + 1; i < to; i++) {
            int moved = order[i];
            long hash = hashes[moved];
            int j = i;
            while (j > from && Long.compareUnsigned(hashes[order[j - 1]], hash) > 0) {
                order[j] = order[j - 1];
                j--;
            }
            order[j] = moved;
        }
    }

    // Of entries of one hash.
    private int withoutRepeats(
            int[] order, int from, int to, IndicatorIds ids, IntConsumer repeated) {
        Set<Entry> seen = to - from > SHORT_RUN ? new HashSet<>() : Set.of();
        int kept = from;
        for (int i = from; i < to; i++) {
            int entry = order[i];
            int who = who(entry, ids);
            boolean again = false;
            if (to - from > SHORT_RUN) {
                again = !seen.add(new Entry(key(entry), who));
            } else {
                for (int j = from; j < kept && !again; j++) {
                    again = isSameKey(entry, order[j]) && who(order[j], ids) == who;
                }
            }
            if (again) {
                repeated.accept(references[entry]);
            } else {
                order[kept++] = entry;
            }
        }
        return kept;
    }

    // The index of its name, or -1: of one key, all names that nobody gave are the same.
    private int who(int entry, IndicatorIds ids) {
        if (references[entry] < 0) {
            return ~references[entry];
        }
        return ids.size() == 0 ? -1 : ids.find(IndicatorIds.derived(observable(entry)));
    }

    private Observable observable(int entry) {
        return shelf == Shelf.FOUR
                ? shelf.observable(hashes[entry], bytes, 0, 0)
                : shelf.observable(hashes[entry], bytes, ends[entry], ends[entry + 1]);
    }

    private boolean isSameKey(int one, int other) {
        return shelf == Shelf.FOUR
                || Arrays.equals(
                        bytes, ends[one], ends[one + 1], bytes, ends[other], ends[other + 1]);
    }

    private String key(int entry) {
        return shelf == Shelf.FOUR
                ? ""
                : new String(
                        bytes,
                        ends[entry],
                        ends[entry + 1] - ends[entry],
                        StandardCharsets.ISO_8859_1);
    }

    private KeyTable.Columns inOrder(int[] order, int kept) {
        long[] keptHashes = new long[kept];
        int[] keptReferences = new int[kept];
        for (int i = 0; i < kept; i++) {
            keptHashes[i] = hashes[order[i]];
            keptReferences[i] = references[order[i]];
        }
        hashes = new long[0];
        references = new int[0];
        if (shelf == Shelf.FOUR) {
            return new KeyTable.Columns(keptHashes, keptReferences, new byte[0], new int[0]);
        }
        int[] keptEnds = new int[kept + 1];
        for (int i = 0; i < kept; i++) {
            keptEnds[i + 1] = keptEnds[i] + ends[order[i] + 1] - ends[order[i]];
        }
        byte[] keptBytes = new byte[keptEnds[kept]];
        for (int i = 0; i < kept; i++) {
            int start = keptEnds[i];
            System.arraycopy(bytes, ends[order[i]], keptBytes, start, keptEnds[i + 1] - start);
        }
        return new KeyTable.Columns(keptHashes, keptReferences, keptBytes, keptEnds);
    }
}
