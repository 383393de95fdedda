package org.commonwatch.insight.knowledge;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** What was ruled for one reader over time, for each handling. */
public final class Rulings {
    /** The state in which the reader may read; any other is the number of a block. */
    public static final int READABLE = -1;

    private final int[] start;
    private final long[] from;
    private final int[] state;
    private final Blocks blocks;

    private Rulings(Periods periods, Blocks blocks) {
        this.start = periods.start;
        this.from = periods.from;
        this.state = periods.state;
        this.blocks = blocks;
    }

    /**
     * Periods of each handling, in order; each lasts until the next begins.
     *
     * @param start the first period of each handling, and at the end how many there are
     * @param from when a period begins; the first of a handling at {@link Times#BEGINNING}
     * @param state {@link #READABLE}, or which block
     */
    @SuppressWarnings("ArrayRecordComponent") // millions of rows, which nobody compares
    public record Periods(int[] start, long[] from, int[] state) {}

    /** Checks the periods. */
    public static Rulings of(Periods periods, Blocks blocks) {
        int rows = periods.from.length;
        Rows.same("states", periods.state.length, "periods", rows);
        int handlings = periods.start.length - 1;
        if (handlings < 0 || periods.start[0] != 0 || periods.start[handlings] != rows) {
            refuse("beginnings", 0, Arrays.toString(periods.start), "one for each handling");
        }
        for (int handling = 0; handling < handlings; handling++) {
            int first = periods.start[handling];
            if (periods.start[handling + 1] <= first || periods.from[first] != Times.BEGINNING) {
                refuse("first period", handling, "missing", "one from the beginning of time");
            }
            for (int row = first + 1; row < periods.start[handling + 1]; row++) {
                if (periods.from[row] <= periods.from[row - 1]) {
                    refuse("period", row, Long.toString(periods.from[row]), "periods in order");
                }
            }
        }
        for (int row = 0; row < rows; row++) {
            if (periods.state[row] < READABLE || periods.state[row] >= blocks.size()) {
                String state = Integer.toString(periods.state[row]);
                refuse("state", row, state, READABLE + " or the number of a block");
            }
        }
        return new Rulings(periods, blocks);
    }

    private static void refuse(String what, int row, String value, String allowed) {
        throw new InsightRefusedException(new InsightRefusal.BadRow(what, row, value, allowed));
    }

    /** Rulings by which the reader may read everything at any time. */
    public static Rulings permittingAll(int handlings) {
        int[] start = new int[handlings + 1];
        Arrays.setAll(start, i -> i);
        long[] from = new long[handlings];
        Arrays.fill(from, Times.BEGINNING);
        int[] state = new int[handlings];
        Arrays.fill(state, READABLE);
        return new Rulings(new Periods(start, from, state), Blocks.of(List.of()));
    }

    public int handlings() {
        return start.length - 1;
    }

    public Blocks blocks() {
        return blocks;
    }

    /** When what is handled so, and was there since a time, could first be read. */
    public long readable(int handling, long since) {
        for (int row = at(handling, since); row < start[handling + 1]; row++) {
            if (state[row] == READABLE) {
                return Math.max(since, from[row]);
            }
        }
        return Times.NEVER;
    }

    /** The same, had an act been done before all of this. */
    public long released(int handling, long since, int change) {
        for (int row = at(handling, since); row < start[handling + 1]; row++) {
            if (state[row] == READABLE || blocks.flips(state[row], change)) {
                return Math.max(since, from[row]);
            }
        }
        return Times.NEVER;
    }

    /** The state of a handling at a time. */
    public int state(int handling, long time) {
        return state[at(handling, time)];
    }

    /** Adds every act that alone would have flipped a ruling between two times, both included. */
    public void addReleasing(int handling, long since, long until, BitSet changes) {
        int row = at(handling, since);
        while (row < start[handling + 1] && from[row] <= until) {
            if (state[row] != READABLE) {
                for (int change : blocks.alone(state[row])) {
                    changes.set(change);
                }
            }
            row++;
        }
    }

    // There are few of a handling, and most questions are about the first.
    private int at(int handling, long time) {
        int row = start[handling];
        while (row + 1 < start[handling + 1] && from[row + 1] <= time) {
            row++;
        }
        return row;
    }
}
