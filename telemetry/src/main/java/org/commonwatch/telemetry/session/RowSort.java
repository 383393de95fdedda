package org.commonwatch.telemetry.session;

/**
 * Sorts {@link Rows}. First words spread evenly, so most of the work is to put each row into the
 * bucket of its highest bits; a bucket is sorted by insertion if it is small and by merging if it
 * is not, which is so for a key with many intervals. So no input makes it slow.
 */
final class RowSort {
    private static final int BUCKET_ROWS = 8;
    private static final int BUCKET_BITS_LIMIT = 16;
    private static final int INSERTION_ROWS = 24;

    private final long[] rows;
    private final long[] spare;
    private final int words;
    private final long[] held;

    private RowSort(long[] rows, long[] spare, int words) {
        this.rows = rows;
        this.spare = spare;
        this.words = words;
        held = new long[words];
    }

    /**
     * Sorts so many rows from one array into another.
     *
     * @param from left in no order
     * @param into of the same length, or longer
     */
    static void sort(long[] from, long[] into, int count, int words) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(count / BUCKET_ROWS);
        bits = Math.clamp(bits, 1, BUCKET_BITS_LIMIT);
        int[] ends = new int[(1 << bits) + 1];
        int shift = Long.SIZE - bits;
        for (int at = 0; at < count * words; at += words) {
            ends[(int) (from[at] >>> shift) + 1] += words;
        }
        for (int bucket = 1; bucket < ends.length; bucket++) {
            ends[bucket] += ends[bucket - 1];
        }
        for (int at = 0; at < count * words; at += words) {
            int bucket = (int) (from[at] >>> shift);
            System.arraycopy(from, at, into, ends[bucket], words);
            ends[bucket] += words;
        }
        var sort = new RowSort(into, from, words);
        int start = 0;
        for (int bucket = 0; bucket < 1 << bits; bucket++) {
            sort.sort(start, ends[bucket]);
            start = ends[bucket];
        }
    }

    private void sort(int from, int to) {
        int count = (to - from) / words;
        if (count <= INSERTION_ROWS) {
            insert(from, to);
            return;
        }
        int middle = from + count / 2 * words;
        sort(from, middle);
        sort(middle, to);
        if (Rows.compare(rows, middle - words, rows, middle, words) > 0) {
            merge(from, middle, to);
        }
    }

    private void insert(int from, int to) {
        for (int next = from + words; next < to; next += words) {
            int at = next;
            while (at > from && Rows.compare(rows, at - words, rows, next, words) > 0) {
                at -= words;
            }
            if (at < next) {
                System.arraycopy(rows, next, held, 0, words);
                System.arraycopy(rows, at, rows, at + words, next - at);
                System.arraycopy(held, 0, rows, at, words);
            }
        }
    }

    private void merge(int from, int middle, int to) {
        System.arraycopy(rows, from, spare, from, middle - from);
        int left = from;
        int right = middle;
        int at = from;
        while (left < middle) {
            boolean isLeft = right == to || Rows.compare(spare, left, rows, right, words) <= 0;
            System.arraycopy(isLeft ? spare : rows, isLeft ? left : right, rows, at, words);
            left += isLeft ? words : 0;
            right += isLeft ? 0 : words;
            at += words;
        }
    }
}
