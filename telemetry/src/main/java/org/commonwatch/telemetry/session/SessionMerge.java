package org.commonwatch.telemetry.session;

import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** Joins the intervals of all runs, partition by partition, and counts what is left. */
final class SessionMerge {
    // For all runs of one partition together.
    private static final int BUFFER_ROWS = 1 << 17;
    private static final int LEAST_BUFFER_ROWS = 32;

    private final SessionState state;
    private final long gap;
    private final HourCounts counts = new HourCounts();

    SessionMerge(SessionState state) {
        this.state = state;
        gap = state.rule().gapMicros();
    }

    SessionCounts count(String sensor) {
        IntStream.range(0, Rows.PARTITIONS)
                .parallel()
                .forEach(partition -> {
                    var part = new HourCounts();
                    count(Rows.NARROW, partition, part);
                    count(Rows.WIDE, partition, part);
                    synchronized (counts) {
                        counts.add(part);
                    }
                });
        return new SessionCounts(counts.cells(sensor), state.withoutAddresses());
    }

    private void count(int words, int partition, HourCounts part) {
        PriorityQueue<RunCursor> cursors = cursors(words, partition);
        long[] session = new long[words]; // unused until a row was taken
        for (RunCursor next = cursors.poll(); next != null; next = cursors.poll()) {
            long[] rows = next.rows();
            int at = next.at();
            boolean joined =
                    Rows.isOneKey(session, 0, rows, at, words)
                            && Rows.join(session, 0, rows, at, gap);
            if (!joined) {
                if (session[Rows.META] != 0) {
                    part.add(session);
                }
                System.arraycopy(rows, at, session, 0, words);
            }
            if (next.advance()) {
                cursors.add(next);
            }
        }
        if (session[Rows.META] != 0) {
            part.add(session);
        }
    }

    private PriorityQueue<RunCursor> cursors(int words, int partition) {
        List<SessionRun> runs =
                state.runs().stream()
                        .filter(run -> run.rowWords() == words)
                        .filter(run -> run.start(partition) < run.start(partition + 1))
                        .toList();
        int bufferRows = Math.max(LEAST_BUFFER_ROWS, BUFFER_ROWS / Math.max(1, runs.size()));
        var cursors = new PriorityQueue<>(RunCursor::compare);
        for (SessionRun run : runs) {
            var cursor = new RunCursor(run, partition, bufferRows);
            if (cursor.advance()) {
                cursors.add(cursor);
            }
        }
        return cursors;
    }
}
