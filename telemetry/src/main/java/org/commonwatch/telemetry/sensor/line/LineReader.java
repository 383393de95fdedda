package org.commonwatch.telemetry.sensor.line;

import org.commonwatch.telemetry.sensor.Batch;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.Reason;
import org.commonwatch.telemetry.sensor.SensorReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads line by line in some format, in one go where the format can. Lines that are too long or
 * hold NUL bytes are rejected, blank ones skipped, and a byte order mark in front of a line is
 * passed over, whatever the format.
 */
public final class LineReader implements SensorReader {
    private static final int QUOTED_LIMIT = 200;

    private final LineFormat format;
    private final @Nullable QuickFormat quick;

    /** Reads in that format, which is not for use by another reader. */
    public LineReader(LineFormat format) {
        this.format = format;
        quick = format instanceof QuickFormat some ? some : null;
    }

    @Override
    public void read(Chunk.Lines chunk, Batch batch) {
        if (quick == null) {
            read(chunk, chunk.from(), batch);
        } else {
            read(chunk, quick, batch);
        }
    }

    private void read(Chunk.Lines chunk, QuickFormat usual, Batch batch) {
        byte[] bytes = chunk.bytes();
        int lastEnd = chunk.to() - 1;
        while (lastEnd >= chunk.from() && bytes[lastEnd] != '\n') {
            lastEnd--;
        }
        int from = chunk.from();
        while (from <= lastEnd) {
            int end = usual.take(bytes, from);
            if (end == QuickFormat.UNUSUAL) {
                end = lineEnd(bytes, from);
                batch.line(from);
                line(bytes, from, end > from && bytes[end - 1] == '\r' ? end - 1 : end, batch);
            } else {
                batch.line(from);
                end(usual.say(batch.events()), batch);
            }
            from = end + 1;
        }
        read(chunk, from, batch);
    }

    private static int lineEnd(byte[] bytes, int from) {
        int end = from;
        while (bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private void read(Chunk.Lines chunk, int start, Batch batch) {
        var rest = new Chunk.Lines(chunk.bytes(), start, chunk.to(), 1, 0);
        rest.forEach((from, to, number) -> {
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
        end(format.read(new Line(bytes, start, to), batch.events()), batch);
    }

    private static void end(Outcome outcome, Batch batch) {
        switch (outcome) {
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
