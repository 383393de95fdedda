package org.commonwatch.telemetry.sensor;

import org.commonwatch.telemetry.event.Event;

/** What became of one line of an input. */
public sealed interface Line {
    /**
     * The line is a record.
     *
     * @param zoned whether its timestamp named a zone; without one it was read as UTC
     */
    record Parsed(Event event, boolean zoned) implements Line {}

    /** There is nothing in the line but white space. */
    record Skipped() implements Line {}

    /**
     * The line cannot be counted.
     *
     * @param line its number in the whole input, from 1
     * @param offset bytes of the input before it
     * @param detail what in it, quoted from the input and cut short; may be empty
     */
    record Rejected(long line, long offset, Reason reason, String detail) implements Line {
        /** The reason in a few words, such as {@code unreadable timestamp 'yesterday'}. */
        public String why() {
            return detail.isEmpty() ? reason.label() : reason.label() + " '" + detail + "'";
        }
    }
}
