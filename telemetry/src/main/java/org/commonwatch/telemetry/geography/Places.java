package org.commonwatch.telemetry.geography;

/**
 * What is known of where both ends of an event are.
 *
 * @param geography of its source
 * @param sectors of its target
 */
public record Places(Geography geography, Sectors sectors) {
    /** Nothing is known. */
    public static final Places UNKNOWN = new Places(Geography.NONE, Sectors.NONE);
}
