package org.commonwatch.telemetry.session;

/** Goes through one partition of a run, some rows at a time. */
final class RunCursor {
    private final Words words;
    private final int rowWords;
    private final long end;
    private final long[] rows;
    private long next;
    private int at;
    private int filled;

    /** Stands before the first row. */
    RunCursor(SessionRun run, int partition, int bufferRows) {
        words = run.words();
        rowWords = run.rowWords();
        next = run.start(partition);
        end = run.start(partition + 1);
        rows = new long[(int) Math.min(end - next, (long) bufferRows * rowWords)];
    }

    /** Goes to the next row, if there is one. */
    boolean advance() {
        at += rowWords;
        if (at >= filled) {
            filled = (int) Math.min(end - next, rows.length);
            if (filled == 0) {
                return false;
            }
            words.read(next, rows, filled);
            next += filled;
            at = 0;
        }
        return true;
    }

    /** The array in which the row stands. */
    long[] rows() {
        return rows;
    }

    /** Where in it the row stands. */
    int at() {
        return at;
    }

    /** The order of the rows at which two cursors stand. */
    static int compare(RunCursor one, RunCursor other) {
        return Rows.compare(one.rows, one.at, other.rows, other.at, one.rowWords);
    }
}
