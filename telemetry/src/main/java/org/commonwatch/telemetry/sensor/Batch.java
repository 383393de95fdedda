package org.commonwatch.telemetry.sensor;

import org.commonwatch.telemetry.event.Events;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of the lines of one chunk: events in columns, and how many lines were not records.
 * One object is used for chunk after chunk, and a line that is a record allocates nothing.
 *
 * <p>For each line a reader calls {@link #line}, says what it knows to {@link #events} between
 * {@link Events#begin} and the end, and ends with {@link #record}, {@link #skip} or {@link
 * #reject}.
 */
public final class Batch {
    private final Events events = new Events();
    private final List<Rejected> rejected = new ArrayList<>();
    private long firstLine;
    private long offset;
    private int from;
    private long lines;
    private long skipped;
    private long unknown;
    private int lineFrom;

    /** Forgets everything, and takes a chunk to be read. */
    public void clear(Chunk.Lines chunk) {
        events.clear(chunk.bytes());
        rejected.clear();
        firstLine = chunk.firstLine();
        offset = chunk.offset();
        from = chunk.from();
        lines = 0;
        skipped = 0;
        unknown = 0;
    }

    /**
     * Starts the next line, and an event for what it says.
     *
     * @param from index of its first byte in the chunk's bytes
     */
    public void line(int from) {
        lineFrom = from;
        lines++;
        events.begin();
        events.putLine(from);
    }

    /** The line is a record, and all of it was said to {@link #events}. */
    public void record() {
        events.end();
    }

    /**
     * The line is a record as its dialect has them, but of a sort that the reader knows nothing of:
     * it is context, and counted as not understood.
     */
    public void unknownRecord() {
        unknown++;
        events.end();
    }

    /** The line is blank, a header or a footer, or says nothing that happened. */
    public void skip() {
        events.discard();
        skipped++;
    }

    /** The line cannot be counted. */
    public void reject(Reason reason) {
        reject(reason, "");
    }

    /**
     * The line cannot be counted.
     *
     * @param detail what in it, quoted from the input
     */
    public void reject(Reason reason, String detail) {
        events.discard();
        rejected.add(new Rejected(firstLine + lines - 1, offset + lineFrom - from, reason, detail));
    }

    /** The records. */
    public Events events() {
        return events;
    }

    /** How many lines there were. */
    public long lines() {
        return lines;
    }

    /** How many of them were skipped. */
    public long skipped() {
        return skipped;
    }

    /** How many records were of a sort that the reader knows nothing of. */
    public long unknown() {
        return unknown;
    }

    /** The lines that cannot be counted, in order; valid until the next {@link #clear}. */
    public List<Rejected> rejected() {
        return rejected;
    }
}
