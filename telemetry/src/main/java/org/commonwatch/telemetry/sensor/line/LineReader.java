package org.commonwatch.telemetry.sensor.line;

import org.commonwatch.telemetry.sensor.Batch;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.Reason;
import org.commonwatch.telemetry.sensor.SensorReader;

/**
 * Reads line by line in some format. Lines that are too long or hold NUL bytes are rejected, blank
 * ones skipped, and a byte order mark in front of a line is passed over, whatever the format.
 */
public final class LineReader implements SensorReader {
    private static final int QUOTED_LIMIT = 200;

    private final LineFormat format;

    /** Reads in that format, which is not for use by another reader. */
    public LineReader(LineFormat format) {
        this.format = format;
    }

    @Override
    public void read(Chunk.Lines chunk, Batch batch) {
        chunk.forEach((from, to, number) -> {
            batch.line(from);
            line(chunk.bytes(), from, to, batch);
        });
    }

    private void line(byte[] bytes, int from, int to, Batch batch) {
        if (to - from > Chunk.LINE_LIMIT) {
            batch.reject(Reason.TOO_LONG);
            return;
        }
        int start = marked(bytes, from, to) ? from + 3 : from;
        boolean blank = true;
        for (int i = start; i < to; i++) {
            if (bytes[i] == 0) {
                batch.reject(Reason.NUL_BYTES);
                return;
            }
            blank &= bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\r';
        }
        if (blank) {
            batch.skip();
            return;
        }
        switch (format.read(new Line(bytes, start, to), batch.events())) {
            case Outcome.Taken(boolean understood) when understood -> batch.record();
            case Outcome.Taken taken -> batch.unknownRecord();
            case Outcome.Skipped() -> batch.skip();
            case Outcome.Refused(Reason reason, String detail) ->
                    batch.reject(
                            reason,
                            Line.textOf(
                                    detail.length() > QUOTED_LIMIT
                                            ? detail.substring(0, QUOTED_LIMIT)
                                            : detail));
        }
    }

    private static boolean marked(byte[] bytes, int from, int to) {
        return to - from >= 3
                && bytes[from] == (byte) 0xEF
                && bytes[from + 1] == (byte) 0xBB
                && bytes[from + 2] == (byte) 0xBF;
    }
}
