package org.commonwatch.telemetry.sensor.dialect;

/**
 * What lines do not say themselves.
 *
 * @param year of times that name none, as those of syslog (RFC 3164): from 1900 to 2999
 */
public record ReadingOptions(int year) {
    public ReadingOptions {
        if (!isYear(year)) {
            throw new IllegalArgumentException("not a year of telemetry: " + year);
        }
    }

    /** Whether telemetry may be of that year. */
    public static boolean isYear(int year) {
        return year >= 1900 && year <= 2999;
    }
}
