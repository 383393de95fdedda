package org.commonwatch.insight.knowledge;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;

/** Checks of columns, and where the rows of each number are once they are sorted by it. */
final class Rows {
    private Rows() {}

    static void same(String what, int have, String of, int need) {
        if (have != need) {
            throw new InsightRefusedException(new InsightRefusal.Unequal(what, have, of, need));
        }
    }

    static void within(String what, int[] column, int bound) {
        within(what, column, 0, bound);
    }

    static void within(String what, int[] column, int least, int bound) {
        for (int row = 0; row < column.length; row++) {
            if (column[row] < least || column[row] >= bound) {
                throw new InsightRefusedException(
                        new InsightRefusal.BadRow(
                                what,
                                row,
                                Integer.toString(column[row]),
                                "a number from " + least + " to " + (bound - 1)));
            }
        }
    }

    /** Where the rows of each number begin, and at the end how many rows there are. */
    static int[] starts(int[] column, int bound) {
        int[] starts = new int[bound + 1];
        for (int each : column) {
            starts[each + 1]++;
        }
        for (int i = 0; i < bound; i++) {
            starts[i + 1] += starts[i];
        }
        return starts;
    }

    /** For each place in sorted order the row that goes there; rows of one number keep theirs. */
    static int[] order(int[] column, int[] starts) {
        int[] next = starts.clone();
        int[] order = new int[column.length];
        for (int row = 0; row < column.length; row++) {
            order[next[column[row]]++] = row;
        }
        return order;
    }

    static int[] sorted(int[] column, int[] order) {
        int[] sorted = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            sorted[i] = column[order[i]];
        }
        return sorted;
    }

    static long[] sorted(long[] column, int[] order) {
        long[] sorted = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            sorted[i] = column[order[i]];
        }
        return sorted;
    }
}
