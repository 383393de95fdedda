package org.commonwatch.telemetry.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The intervals of one thread, all of rows of one width.
 *
 * <p>The table is a cache rather than a map: each key has two places, which hold the intervals it
 * and its neighbours were last seen in. An event that is near the interval of its key extends it;
 * any other takes the place whose interval ended first, and what stood there goes to the log. So an
 * event costs one or two lines of memory whatever came before it, nobody's choice of addresses
 * makes it dearer, and what the table parts wrongly the sorting of the log joins again.
 *
 * <p>Table and log grow to the limit. A log that is full then is sorted and joined, and kept
 * elsewhere unless that made it half empty.
 */
final class IntervalTable {
    static final int FIRST_ROWS = 1 << 10;

    private final int words;
    private final long gap;
    private final int rowLimit;
    private final Spill spill;
    private final List<SessionRun> runs = new ArrayList<>();

    // Places in pairs; free where the second word is 0.
    private long[] table;
    // The highest bits of a row's first word are the number of its pair.
    private int pairShift;
    private long[] log;
    private int logEnd;
    private long[] spare = {};

    /**
     * An empty one.
     *
     * @param rowLimit most rows in the table, and most in the log; a power of two
     */
    IntervalTable(int words, long gap, int rowLimit, Spill spill) {
        this.words = words;
        this.gap = gap;
        this.rowLimit = rowLimit;
        this.spill = spill;
        int rows = Math.min(FIRST_ROWS, rowLimit);
        table = new long[rows * words];
        log = new long[rows * words];
        pairShift = Long.SIZE + 1 - Integer.numberOfTrailingZeros(rows);
    }

    /**
     * Asks memory for the pairs of the first so many rows, many at a time, so that they are near
     * when the rows are added. What it returns means nothing, but is to be used.
     */
    long fetch(long[] mixed, int count) {
        long fetched = 0;
        for (int i = 0; i < count; i++) {
            int at = pair(mixed[i]);
            fetched ^= table[at] ^ table[at + 2 * words - 1];
        }
        return fetched;
    }

    /** Takes an event whose addresses are both of IPv4. */
    void add(long mixed, long meta, long time) {
        int at = pair(mixed);
        int other = at + Rows.NARROW;
        if (!extended(at, mixed, meta, time) && !extended(other, mixed, meta, time)) {
            put(free(at, other), mixed, meta, time);
            makeRoom();
        }
    }

    /** Takes an event with an IPv6 address. */
    void add(long mixed, long meta, long time, long high, long low) {
        int at = pair(mixed);
        int other = at + Rows.WIDE;
        boolean done =
                (isTarget(at, high, low) && extended(at, mixed, meta, time))
                        || (isTarget(other, high, low) && extended(other, mixed, meta, time));
        if (!done) {
            int free = free(at, other);
            put(free, mixed, meta, time);
            table[free + Rows.HIGH] = high;
            table[free + Rows.LOW] = low;
            makeRoom();
        }
    }

    /** All it holds, as sorted runs; nothing may be added any more. */
    List<SessionRun> finish() {
        int logged = sortLog() * words;
        run(log, logged, Words.of(log));
        int used = 0;
        for (int at = 0; at < table.length; at += words) {
            if (table[at + Rows.META] != 0) {
                System.arraycopy(table, at, table, used, words);
                used += words;
            }
        }
        RowSort.sort(table, spare, used / words, words);
        table = new long[0];
        run(spare, used, Words.of(spare));
        return runs;
    }

    /** How many words there is memory for. */
    int held() {
        return table.length + log.length + spare.length;
    }

    private int pair(long mixed) {
        return (int) (mixed >>> pairShift) * 2 * words;
    }

    private boolean extended(int at, long mixed, long meta, long time) {
        long[] rows = table;
        // The lowest bit of the second word does not belong to the key.
        if (rows[at] != mixed || (rows[at + Rows.META] | 1) != (meta | 1)) {
            return false;
        }
        long first = rows[at + Rows.FIRST];
        long last = rows[at + Rows.LAST];
        if (time - last > gap || first - time > gap) {
            return false;
        }
        rows[at + Rows.META] |= meta;
        if (time > last) {
            rows[at + Rows.LAST] = time;
        } else if (time < first) {
            rows[at + Rows.FIRST] = time;
        }
        return true;
    }

    private boolean isTarget(int at, long high, long low) {
        return table[at + Rows.HIGH] == high && table[at + Rows.LOW] == low;
    }

    // The one of two places that nothing stands in any more.
    private int free(int one, int other) {
        if (table[one + Rows.META] == 0) {
            return one;
        }
        if (table[other + Rows.META] == 0) {
            return other;
        }
        int at = table[one + Rows.LAST] <= table[other + Rows.LAST] ? one : other;
        System.arraycopy(table, at, log, logEnd, words);
        logEnd += words;
        return at;
    }

    private void put(int at, long mixed, long meta, long time) {
        table[at] = mixed;
        table[at + Rows.META] = meta;
        table[at + Rows.FIRST] = time;
        table[at + Rows.LAST] = time;
    }

    private void makeRoom() {
        if (logEnd < log.length) {
            return;
        }
        if (table.length < rowLimit * words) {
            grow();
            return;
        }
        int logged = sortLog() * words;
        boolean isHalfEmpty = logged <= log.length / 2;
        if (!isHalfEmpty) {
            run(log, logged, spill.keep(log, logged));
        }
        logEnd = isHalfEmpty ? logged : 0;
    }

    private void grow() {
        long[] old = table;
        table = new long[2 * old.length];
        log = Arrays.copyOf(log, table.length);
        pairShift--;
        for (int at = 0; at < old.length; at += words) {
            if (old[at + Rows.META] != 0) {
                // The rows of a pair go to two pairs, so there is a place for each.
                int place = pair(old[at]);
                place += table[place + Rows.META] == 0 ? 0 : words;
                System.arraycopy(old, at, table, place, words);
            }
        }
    }

    // Leaves the log in order and tells how many rows it has then.
    private int sortLog() {
        long[] unsorted = log;
        int count = logEnd / words;
        log = spare.length < unsorted.length ? new long[unsorted.length] : spare;
        spare = unsorted;
        RowSort.sort(unsorted, log, count, words);
        return Rows.coalesce(log, count, words, gap);
    }

    private void run(long[] sorted, int count, Words kept) {
        if (count > 0) {
            runs.add(SessionRun.of(sorted, count, words, kept));
        }
    }
}
