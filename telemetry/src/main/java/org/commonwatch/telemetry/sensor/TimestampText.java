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
    private static final int FIRST_YEAR = 1901;
    private static final int LAST_YEAR = 2998;

    private long micros;
    private boolean zoned;
    // Days come in runs.
    private int lastDate = -1;
    private long lastDay;

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
        boolean separated =
                b[from + 4] == '-'
                        && b[from + 7] == '-'
                        && b[from + 10] == 'T'
                        && b[from + 13] == ':'
                        && b[from + 16] == ':'
                        && b[from + 19] == '.'
                        && (b[from + 26] == '+' || b[from + 26] == '-');
        if (!separated) {
            return false;
        }
        int year = number(b, from, 4);
        int month = number(b, from + 5, 2);
        int day = number(b, from + 8, 2);
        int hour = number(b, from + 11, 2);
        int minute = number(b, from + 14, 2);
        int second = number(b, from + 17, 2);
        int fraction = number(b, from + 20, 6);
        int zoneHour = number(b, from + 27, 2);
        int zoneMinute = number(b, from + 29, 2);
        // A negative number is no number; what is near any limit is for the other reader.
        boolean usual =
                (month | day | minute | second | fraction | zoneHour | zoneMinute | hour) >= 0
                        && year >= FIRST_YEAR
                        && year <= LAST_YEAR
                        && hour <= 23
                        && minute <= 59
                        && second <= 59
                        && zoneHour <= 17
                        && zoneMinute <= 59;
        if (!usual || !isDate(year, month, day)) {
            return false;
        }
        int shift = (zoneHour * 60 + zoneMinute) * (b[from + 26] == '-' ? -60 : 60);
        long seconds = lastDay * 86_400 + hour * 3_600L + minute * 60L + second - shift;
        micros = seconds * 1_000_000 + fraction;
        zoned = true;
        return true;
    }

    private boolean isDate(int year, int month, int day) {
        int date = year * 10_000 + month * 100 + day;
        if (date != lastDate) {
            if (month < 1
                    || month > 12
                    || day < 1
                    || day > YearMonth.of(year, month).lengthOfMonth()) {
                return false;
            }
            lastDate = date;
            lastDay = LocalDate.of(year, month, day).toEpochDay();
        }
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
