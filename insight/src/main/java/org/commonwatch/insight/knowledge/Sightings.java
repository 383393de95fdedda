package org.commonwatch.insight.knowledge;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;

import java.util.Arrays;

/** What one party's telemetry had of each indicator, in the order of time. */
public final class Sightings {
    // So that the negative of each is a number too, and sums of millions are.
    private static final int MOST_SESSIONS = 1_000_000_000;

    private final int[] start;
    private final long[] at;
    private final int[] asset;
    // Below zero where what matched was no attack: one number tells both.
    private final int[] sessions;

    private Sightings(int[] start, long[] at, int[] asset, int[] sessions) {
        this.start = start;
        this.at = at;
        this.asset = asset;
        this.sessions = sessions;
    }

    /**
     * A row for what was seen of an indicator at an asset within, say, an hour.
     *
     * @param at when, in seconds since 1970
     * @param sessions how many, from one on
     * @param harmless whether they were known to be no attacks
     */
    @SuppressWarnings("ArrayRecordComponent") // millions of rows, which nobody compares
    public record Columns(
            int[] indicator, long[] at, int[] asset, int[] sessions, boolean[] harmless) {}

    /** Checks and sorts the rows. */
    public static Sightings of(int indicators, Columns columns) {
        int rows = columns.indicator.length;
        Rows.same("times", columns.at.length, "sightings", rows);
        Rows.same("assets", columns.asset.length, "sightings", rows);
        Rows.same("sessions", columns.sessions.length, "sightings", rows);
        Rows.same("marks of what is harmless", columns.harmless.length, "sightings", rows);
        Rows.within("indicator", columns.indicator, indicators);
        int[] signed = columns.sessions.clone();
        for (int row = 0; row < rows; row++) {
            if (signed[row] < 1 || signed[row] > MOST_SESSIONS) {
                throw new InsightRefusedException(
                        new InsightRefusal.BadRow(
                                "number of sessions",
                                row,
                                Integer.toString(signed[row]),
                                "1 to " + MOST_SESSIONS));
            }
            signed[row] = columns.harmless[row] ? -signed[row] : signed[row];
        }
        int[] start = Rows.starts(columns.indicator, indicators);
        int[] order = Rows.order(columns.indicator, start);
        for (int i = 0; i < indicators; i++) {
            inTime(order, start[i], start[i + 1], columns.at);
        }
        return new Sightings(
                start,
                Rows.sorted(columns.at, order),
                Rows.sorted(columns.asset, order),
                Rows.sorted(signed, order));
    }

    // They nearly always come in that order.
    private static void inTime(int[] order, int from, int to, long[] at) {
        boolean sorted = true;
        for (int k = from + 1; k < to && sorted; k++) {
            sorted = at[order[k - 1]] <= at[order[k]];
        }
        if (!sorted) {
            Integer[] rows = new Integer[to - from];
            Arrays.setAll(rows, k -> order[from + k]);
            Arrays.sort(rows, (a, b) -> Long.compare(at[a], at[b]));
            for (int k = from; k < to; k++) {
                order[k] = rows[k - from];
            }
        }
    }

    public int indicators() {
        return start.length - 1;
    }

    /** The first row of an indicator; those of the next end it. */
    public int start(int indicator) {
        return start[indicator];
    }

    public long at(int row) {
        return at[row];
    }

    public int asset(int row) {
        return asset[row];
    }

    public int sessions(int row) {
        return Math.abs(sessions[row]);
    }

    /** Whether what was seen counts as an attack. */
    public boolean attack(int row) {
        return sessions[row] > 0;
    }

    /** When an indicator was first in an attack. */
    public long first(int indicator) {
        for (int row = start[indicator]; row < start[indicator + 1]; row++) {
            if (sessions[row] > 0) {
                return at[row];
            }
        }
        return Times.NEVER;
    }
}
