package org.commonwatch.telemetry.sensor;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * A moment as sensors write it: {@code 2017-03-06T06:54:06.047429+0000}, with 0 to 9 digits of a
 * second's fraction, and a zone of {@code Z}, {@code ±hhmm}, {@code ±hh:mm} or none.
 *
 * @param micros microseconds since 1970, UTC, what is finer cut off
 * @param zoned whether it named a zone; without one it is taken as UTC
 */
public record Timestamp(long micros, boolean zoned) {
    private static final long FIRST = LocalDate.of(1900, 1, 1).toEpochDay() * 86_400;
    private static final long AFTER_LAST = LocalDate.of(3000, 1, 1).toEpochDay() * 86_400;
    private static final int SHORTEST = "2017-03-06T06:54:06".length();
    private static final int MOST_DIGITS = 9;
    private static final int FARTHEST_HOURS = 18;
    private static final int NO_ZONE = Integer.MIN_VALUE;

    /** Null if the text is no such moment, or not between the years 1900 and 2999. */
    public static @Nullable Timestamp parse(String text) {
        if (text.length() < SHORTEST || !hasSeparators(text)) {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (!isDate(year, month, day) || !isTime(hour, minute) || second < 0 || second > 59) {
            return null;
        }
        int zoneAt = fractionEnd(text);
        int shift = zoneAt < 0 ? NO_ZONE : shift(text, zoneAt);
        if (shift == NO_ZONE) {
            return null;
        }
        long local =
                LocalDate.of(year, month, day).toEpochDay() * 86_400
                        + hour * 3_600L
                        + minute * 60L
                        + second;
        long seconds = local - shift * 60L;
        if (seconds < FIRST || seconds >= AFTER_LAST) {
            return null;
        }
        long micros = seconds * 1_000_000 + micros(text, zoneAt);
        return new Timestamp(micros, zoneAt < text.length());
    }

    private static boolean hasSeparators(String text) {
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    private static boolean isDate(int year, int month, int day) {
        return year >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth();
    }

    private static boolean isTime(int hour, int minute) {
        return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59;
    }

    // Index after the fraction, or -1 if there is a point with no or too many digits behind it.
    private static int fractionEnd(String text) {
        if (text.length() == SHORTEST || text.charAt(SHORTEST) != '.') {
            return SHORTEST;
        }
        int end = SHORTEST + 1;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        int digits = end - SHORTEST - 1;
        return digits == 0 || digits > MOST_DIGITS ? -1 : end;
    }

    private static int micros(String text, int fractionEnd) {
        int micros = 0;
        for (int i = 1; i <= 6; i++) {
            int at = SHORTEST + i;
            micros = 10 * micros + (at < fractionEnd ? text.charAt(at) - '0' : 0);
        }
        return micros;
    }

    // Minutes ahead of UTC, or NO_ZONE for a text that is no zone.
    private static int shift(String text, int at) {
        int length = text.length() - at;
        if (length == 0 || (length == 1 && text.charAt(at) == 'Z')) {
            return 0;
        }
        char sign = text.charAt(at);
        boolean colon = length == 6 && text.charAt(at + 3) == ':';
        if ((sign != '+' && sign != '-') || !(length == 5 || colon)) {
            return NO_ZONE;
        }
        int hours = number(text, at + 1, at + 3);
        int minutes = number(text, text.length() - 2, text.length());
        if (hours < 0
                || minutes < 0
                || minutes > 59
                || hours * 60 + minutes > FARTHEST_HOURS * 60) {
            return NO_ZONE;
        }
        return (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
            number = 10 * number + text.charAt(i) - '0';
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
