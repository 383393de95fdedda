package org.commonwatch.telemetry.sensor;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Reads what {@link Timestamp} reads, from bytes and without making objects where sensors write it
 * as they usually do: six digits of a fraction, and a zone of four digits.
 */
final class TimestampText {
    private static final int USUAL_LENGTH = "2017-03-06T06:54:06.047429+0000".length();
    private static final int ZONE_LENGTH = "+0000".length();
    private static final long MICROS_PER_MINUTE = 60_000_000;
    private static final int FIRST_YEAR = 1901;
    private static final int LAST_YEAR = 2998;

    private long micros;
    private boolean zoned;
    // Of the last minute that was read: its text up to the seconds, its zone, and when it began.
    private long firstWord;
    private long secondWord;
    private long zoneWord;
    private long minute;

    /** Microseconds since 1970, UTC. */
    long micros() {
        return micros;
    }

    /** Whether it named a zone; without one it was taken as UTC. */
    boolean zoned() {
        return zoned;
    }

    /** Whether the bytes are a moment, which is then to be asked for. */
    boolean parse(byte[] bytes, int from, int to) {
        return (to - from == USUAL_LENGTH && parseUsual(bytes, from)) || parseAny(bytes, from, to);
    }

    private boolean parseAny(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        @Nullable Timestamp timestamp = Timestamp.parse(text);
        if (timestamp == null) {
            return false;
        }
        micros = timestamp.micros();
        zoned = timestamp.zoned();
        return true;
    }

    private boolean parseUsual(byte[] b, int from) {
        // Most records are of the same minute and zone as the one before.
        long first = Words.at(b, from);
        long second = Words.at(b, from + Words.BYTES);
        long zone = Words.last(b, from + USUAL_LENGTH, ZONE_LENGTH);
        if (((first ^ firstWord) | (second ^ secondWord) | (zone ^ zoneWord)) != 0) {
            if (!parseMinute(b, from)) {
                return false;
            }
            firstWord = first;
            secondWord = second;
            zoneWord = zone;
        }
        // The digits of 06.047429 without the point are those of the microseconds.
        long digits =
                (Words.at(b, from + 17) & 0xFFFF)
                        | (Words.at(b, from + 18) & 0xFFFF_FFFF_FFFF_0000L);
        int ofMinute = Words.number(digits);
        boolean good =
                b[from + 16] == ':'
                        && b[from + 19] == '.'
                        && Words.nonDigits(digits) == 0
                        && ofMinute < MICROS_PER_MINUTE;
        micros = minute + ofMinute;
        zoned = true;
        return good;
    }

    private boolean parseMinute(byte[] b, int from) {
        boolean separated =
                b[from + 4] == '-'
                        && b[from + 7] == '-'
                        && b[from + 10] == 'T'
                        && b[from + 13] == ':'
                        && (b[from + 26] == '+' || b[from + 26] == '-');
        int year = number(b, from, 4);
        int month = number(b, from + 5, 2);
        int day = number(b, from + 8, 2);
        int hour = number(b, from + 11, 2);
        int minutes = number(b, from + 14, 2);
        int zoneHour = number(b, from + 27, 2);
        int zoneMinute = number(b, from + 29, 2);
        // A negative number is no number; what is near any limit is for the other reader.
        boolean usual =
                separated
                        && (month | day | minutes | zoneHour | zoneMinute | hour) >= 0
                        && year >= FIRST_YEAR
                        && year <= LAST_YEAR
                        && hour <= 23
                        && minutes <= 59
                        && zoneHour <= 17
                        && zoneMinute <= 59
                        && month >= 1
                        && month <= 12
                        && day >= 1
                        && day <= YearMonth.of(year, month).lengthOfMonth();
        if (!usual) {
            return false;
        }
        int shift = (zoneHour * 60 + zoneMinute) * (b[from + 26] == '-' ? -1 : 1);
        long days = LocalDate.of(year, month, day).toEpochDay();
        minute = ((days * 24 + hour) * 60 + minutes - shift) * MICROS_PER_MINUTE;
        return true;
    }

    // Negative if there is anything but digits.
    private static int number(byte[] bytes, int from, int digits) {
        int number = 0;
        int wrong = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = bytes[i] - '0';
            wrong |= digit | (9 - digit);
            number = 10 * number + digit;
        }
        return wrong < 0 ? -1 : number;
    }
}
