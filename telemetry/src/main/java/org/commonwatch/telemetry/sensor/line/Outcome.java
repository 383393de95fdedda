package org.commonwatch.telemetry.sensor.line;

import org.commonwatch.telemetry.sensor.Reason;

/** What becomes of a line: exactly one of these. */
public sealed interface Outcome {
    /** It is a record, and all of it was said. */
    Outcome RECORD = new Taken(true);

    /** It is a record with a time, of a sort that the reader knows nothing of. */
    Outcome UNKNOWN = new Taken(false);

    /** It is blank, a header or a footer, or says nothing that happened. */
    Outcome SKIPPED = new Skipped();

    /**
     * A record.
     *
     * @param understood whether the reader knows its sort
     */
    record Taken(boolean understood) implements Outcome {}

    /** Nothing to count. */
    record Skipped() implements Outcome {}

    /**
     * Not to be counted.
     *
     * @param detail what in it, as a byte string; may be empty
     */
    record Refused(Reason reason, String detail) implements Outcome {}

    /** The line cannot be counted. */
    static Outcome refused(Reason reason) {
        return new Refused(reason, "");
    }

    /** The line cannot be counted because of something in it, quoted. */
    static Outcome refused(Reason reason, String detail) {
        return new Refused(reason, detail);
    }
}
