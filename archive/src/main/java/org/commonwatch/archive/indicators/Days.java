package org.commonwatch.archive.indicators;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Days since 1970, UTC, as lists write them; 0 for what is no day. */
final class Days {
    private static final int DATE_LENGTH = "2018-11-24".length();
    private static final long SECONDS_A_DAY = ChronoUnit.DAYS.getDuration().toSeconds();

    private Days() {}

    /** A date, or a time of which the date counts, or seconds since 1970. */
    static int of(String text) {
        try {
            if (text.length() > DATE_LENGTH && text.endsWith("Z")) {
                return of(Instant.parse(text.replace(' ', 'T')));
            }
            if (text.length() >= DATE_LENGTH && text.charAt(4) == '-') {
                return (int) LocalDate.parse(text.substring(0, DATE_LENGTH)).toEpochDay();
            }
            return (int) Math.min(Long.parseLong(text) / SECONDS_A_DAY, Integer.MAX_VALUE);
        } catch (DateTimeException | NumberFormatException noDay) {
            return 0;
        }
    }

    static int of(Instant instant) {
        return (int) Math.floorDiv(instant.getEpochSecond(), SECONDS_A_DAY);
    }

    /** The day as it is written, or nothing for 0. */
    static String text(int day) {
        return day == 0
                ? ""
                : Instant.ofEpochSecond(day * SECONDS_A_DAY)
                        .atOffset(ZoneOffset.UTC)
                        .toLocalDate()
                        .toString();
    }
}
