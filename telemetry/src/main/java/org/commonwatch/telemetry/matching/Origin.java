package org.commonwatch.telemetry.matching;

/**
 * Where an indicator comes from.
 *
 * @param list name of the list it stood in; may be empty
 * @param source where the list has it from, as the list says; may be empty
 * @param day when it was last seen, or else first valid: days since 1970, UTC; 0 if unknown
 */
public record Origin(String list, String source, int day) {
    /** Nothing is known. */
    public static final Origin UNKNOWN = new Origin("", "", 0);
}
