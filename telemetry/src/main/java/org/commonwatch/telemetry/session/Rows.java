package org.commonwatch.telemetry.session;

/**
 * One interval of one key, as a row of words in a flat array: one event, or several of which none
 * is further than the gap from the next.
 *
 * <p>The first word is the network and as much of the target as fits, mixed with the rest of the
 * key. The mixing can be undone, so first word and rest together are the key and two keys are never
 * taken for one; and the first word alone spreads evenly, so that its highest bits serve as place
 * in a table and as partition. Rows are ordered by key (first word first, as unsigned), then by
 * their first moment.
 */
final class Rows {
    /** The first word of the key. */
    static final int MIXED = 0;

    /** {@link #USED}, kind and families, which belong to the key; the lowest bit does not. */
    static final int META = 1;

    /** When the interval begins, in microseconds since 1970. */
    static final int FIRST = 2;

    /** When it ends. */
    static final int LAST = 3;

    /** The first half of an IPv6 target. */
    static final int HIGH = 4;

    /** The second half of an IPv6 target. */
    static final int LOW = 5;

    /** Words of a row whose addresses are both of IPv4. */
    static final int NARROW = 4;

    /** Words of any other row. */
    static final int WIDE = 6;

    /** The highest bits of the first word tell the partition. */
    static final int PARTITION_BITS = 6;

    static final int PARTITIONS = 1 << PARTITION_BITS;

    private static final long USED = 1 << 10;
    private static final long ESTABLISHED = 1;

    private Rows() {}

    /**
     * Second word of a row.
     *
     * @param classification of its event
     * @param families a number from 0 to 3 for the families of both addresses
     */
    static long meta(int classification, int families) {
        long kind = classification >> 1 & 63;
        return USED | kind << 3 | (long) families << 1 | (classification & 1);
    }

    /** Kind and established in the place they have in a classification. */
    static int classification(long meta) {
        return (int) (meta >> 3 & 63) << 1 | (int) (meta & ESTABLISHED);
    }

    /** First word of a row with that second one. */
    static long mixed(long addresses, long meta) {
        return mix(addresses ^ mix(meta & ~ESTABLISHED));
    }

    /** First word of a row with those others. */
    static long mixed(long network, long meta, long high, long low) {
        return mix(network ^ mix(high ^ mix(low ^ mix(meta & ~ESTABLISHED))));
    }

    /** The partition of a row with that first word. */
    static int partition(long mixed) {
        return (int) (mixed >>> (Long.SIZE - PARTITION_BITS));
    }

    /** Whether two rows are of one key. */
    static boolean isOneKey(long[] a, int i, long[] b, int j, int words) {
        return a[i] == b[j]
                && (a[i + META] | ESTABLISHED) == (b[j + META] | ESTABLISHED)
                && (words == NARROW || (a[i + HIGH] == b[j + HIGH] && a[i + LOW] == b[j + LOW]));
    }

    /** The order of rows: by key, then by first moment. */
    static int compare(long[] a, int i, long[] b, int j, int words) {
        int order = Long.compareUnsigned(a[i], b[j]);
        if (order != 0) {
            return order;
        }
        order = Long.compare(a[i + META] | ESTABLISHED, b[j + META] | ESTABLISHED);
        for (int word = HIGH; word < words && order == 0; word++) {
            order = Long.compare(a[i + word], b[j + word]);
        }
        return order != 0 ? order : Long.compare(a[i + FIRST], b[j + FIRST]);
    }

    /**
     * Joins a row to one of the same key before it in order, if they are near enough, and tells
     * whether they were.
     */
    static boolean join(long[] rows, int at, long[] next, int nextAt, long gap) {
        if (next[nextAt + FIRST] - rows[at + LAST] > gap) {
            return false;
        }
        rows[at + LAST] = Math.max(rows[at + LAST], next[nextAt + LAST]);
        rows[at + META] |= next[nextAt + META] & ESTABLISHED;
        return true;
    }

    /** Joins what is to be joined of sorted rows in place, and tells how many are left. */
    static int coalesce(long[] rows, int count, int words, long gap) {
        int end = 0;
        for (int at = 0; at < count * words; at += words) {
            int kept = end - words;
            boolean joined =
                    kept >= 0
                            && isOneKey(rows, kept, rows, at, words)
                            && join(rows, kept, rows, at, gap);
            if (!joined) {
                System.arraycopy(rows, at, rows, end, words);
                end += words;
            }
        }
        return end / words;
    }

    // Stafford's variant 13 of the MurmurHash3 finaliser, which is one to one.
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
