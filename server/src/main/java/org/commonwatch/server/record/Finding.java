package org.commonwatch.server.record;

/**
 * What is wrong with a record.
 *
 * @param number of the first entry that does not fit
 */
public record Finding(long number, Kind kind) {
    /** In which way it does not fit. */
    public enum Kind {
        /** The entry is not what was appended here: changed, or another in its place. */
        CHANGED,
        /** There is no such entry, but there are later ones. */
        MISSING,
        /** There was never such an entry. */
        INSERTED,
        /** The record ends before it, or was written anew: the head that was noted is not there. */
        CUT
    }

    /** In one sentence. */
    public String message() {
        return switch (kind) {
            case CHANGED -> "Entry " + number + " is not what was appended.";
            case MISSING -> "Entry " + number + " is missing.";
            case INSERTED -> "Entry " + number + " was never appended.";
            case CUT ->
                    "No entry before "
                            + number
                            + " has the hash given: the record was cut"
                            + " or written anew.";
        };
    }
}
