package org.commonwatch.telemetry.sensor.line;

import org.commonwatch.telemetry.sensor.Timestamp;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;

/**
 * Reads moments in the forms that sensors write, told apart by their shape:
 *
 * <ul>
 *   <li>{@code 2024-01-15T12:34:56.123+01:00}, with {@code /} or a blank instead, as RFC 3339 and
 *       PAN-OS have it;
 *   <li>seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size,
 *       with a fraction or without;
 *   <li>{@code Jan 15 12:34:56}, with or without year, weekday and zone, as syslog, CEF and
 *       Apache's error log have it;
 *   <li>{@code 15/Jan/2024:12:34:56 +0100} of access logs;
 *   <li>{@code 01/15[/24]-12:34:56.123456} of Snort.
 * </ul>
 *
 * <p>A moment without a year gets the one given; one without a zone is taken as UTC and says so.
 * Names of zones are those of RFC 822 §5.1 and Europe's. Not for use by several threads at once.
 */
public final class TimeText {
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final long FIRST = LocalDate.of(1900, 1, 1).toEpochDay() * 86_400;
    private static final long AFTER_LAST = LocalDate.of(3000, 1, 1).toEpochDay() * 86_400;
    private static final int SHORTEST_EPOCH = 9;
    private static final int LONGEST_EPOCH = 19;
    private static final int FARTHEST_MINUTES = 18 * 60;
    private static final int NONE = -1;
    private static final int NO_ZONE = Integer.MIN_VALUE;

    private final int year;
    private String text = "";
    private int at;
    private int end;
    private int micros;
    private boolean broken;

    /** Reads moments that lack a year as of this one. */
    public TimeText(int year) {
        this.year = year;
    }

    /** The moment that the whole text is, or null. */
    public @Nullable Timestamp whole(@Nullable String text) {
        return text == null ? null : whole(text, 0, text.length());
    }

    /** The moment that the text from one index to before another is, or null. */
    public @Nullable Timestamp whole(String text, int from, int to) {
        Timestamp moment = read(text, from, to, true);
        return at == end ? moment : null;
    }

    /** The moment that the text starts with, or null; {@link #after} says where it ends. */
    public @Nullable Timestamp prefix(String text, int from, int to) {
        return read(text, from, to, false);
    }

    /** Index after the moment that was read last. */
    public int after() {
        return at;
    }

    private @Nullable Timestamp read(String text, int from, int to, boolean whole) {
        this.text = text;
        at = from;
        end = to;
        micros = 0;
        broken = false;
        char first = peek(0);
        if (isLetter(first)) {
            return named(whole);
        }
        int digits = digitsAhead();
        char then = peek(digits);
        if (digits == 4 && (then == '-' || then == '/')) {
            return numbered(then);
        }
        if ((digits == 1 || digits == 2) && then == '/') {
            return isLetter(peek(digits + 1)) ? ofAccessLog() : ofSnort();
        }
        return digits >= SHORTEST_EPOCH && digits <= LONGEST_EPOCH ? epoch(digits) : null;
    }

    private @Nullable Timestamp numbered(char separator) {
        int year = number(4);
        expect(separator);
        int month = number(2);
        expect(separator);
        int day = number(2);
        if (peek(0) == 'T' || peek(0) == ' ') {
            at++;
        } else {
            return null;
        }
        long seconds = clock(date(year, month, day));
        return moment(seconds, zone(true));
    }

    private @Nullable Timestamp named(boolean whole) {
        if (month() == NONE) {
            // A weekday, or nothing.
            at += 3;
            if (peek(0) == ',') {
                at++;
            }
            blanks();
        }
        int month = month();
        if (month == NONE) {
            return null;
        }
        at += 3;
        blanks();
        int day = number(digitsAhead() == 1 ? 1 : 2);
        blanks();
        int written = NONE;
        if (digitsAhead() == 4) {
            written = number(4);
            blanks();
        }
        int clockAt = at;
        // The date is not known before the year behind the time is.
        clock(0);
        if (whole && written == NONE && peek(0) == ' ' && digitsAfterBlank() == 4) {
            at++;
            written = number(4);
        }
        int shift = zone(true);
        int after = at;
        at = clockAt;
        long seconds = clock(date(written == NONE ? year : written, month, day));
        at = after;
        return moment(seconds, shift);
    }

    private @Nullable Timestamp ofAccessLog() {
        int day = number(2);
        expect('/');
        int month = month();
        if (month == NONE) {
            return null;
        }
        at += 3;
        expect('/');
        int year = number(4);
        expect(':');
        long seconds = clock(date(year, month, day));
        return moment(seconds, zone(true));
    }

    private @Nullable Timestamp ofSnort() {
        int month = number(2);
        expect('/');
        int day = number(2);
        int written = year;
        if (peek(0) == '/') {
            at++;
            int digits = digitsAhead();
            written = digits == 2 ? 2000 + number(2) : number(4);
        }
        expect('-');
        return moment(clock(date(written, month, day)), NO_ZONE);
    }

    private @Nullable Timestamp epoch(int digits) {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = peek(0) - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                return null;
            }
            value = 10 * value + digit;
            at++;
        }
        long seconds;
        if (value < 100_000_000_000L) {
            seconds = value;
            fraction();
        } else {
            long unit = 1_000;
            while (value / unit >= 100_000_000_000L) {
                unit *= 1_000;
            }
            seconds = value / unit;
            micros = (int) (value % unit * 1_000_000 / unit);
            int kept = micros;
            fraction();
            micros = kept;
        }
        return moment(seconds, 0);
    }

    private @Nullable Timestamp moment(long local, int shift) {
        if (broken) {
            return null;
        }
        long seconds = local - (shift == NO_ZONE ? 0 : shift * 60L);
        if (seconds < FIRST || seconds >= AFTER_LAST) {
            return null;
        }
        return new Timestamp(seconds * 1_000_000 + micros, shift != NO_ZONE);
    }

    // Seconds since 1970 at the start of the day.
    private long date(int year, int month, int day) {
        if (month < 1
                || month > 12
                || day < 1
                || year < 1
                || day > YearMonth.of(year, month).lengthOfMonth()) {
            broken = true;
            return 0;
        }
        return LocalDate.of(year, month, day).toEpochDay() * 86_400;
    }

    // hh:mm:ss with a fraction or without.
    private long clock(long midnight) {
        int hour = number(2);
        expect(':');
        int minute = number(2);
        expect(':');
        int second = number(2);
        broken |= hour > 23 || minute > 59 || second > 59;
        fraction();
        return midnight + hour * 3_600L + minute * 60L + second;
    }

    private void fraction() {
        micros = 0;
        if ((peek(0) != '.' && peek(0) != ',') || !isDigit(peek(1))) {
            return;
        }
        at++;
        int digits = digitsAhead();
        for (int i = 0; i < 6; i++) {
            micros = 10 * micros + (i < digits ? peek(i) - '0' : 0);
        }
        at += digits;
    }

    // Minutes ahead of UTC, or NO_ZONE if there is none.
    private int zone(boolean afterBlank) {
        int start = at;
        if (afterBlank && peek(0) == ' ') {
            at++;
        }
        char sign = peek(0);
        if ((sign == '+' || sign == '-') && isDigit(peek(1)) && isDigit(peek(2))) {
            at++;
            int minutes = 60 * number(2);
            if (peek(0) == ':' && isDigit(peek(1)) && isDigit(peek(2))) {
                at++;
                minutes += number(2);
            } else if (isDigit(peek(0)) && isDigit(peek(1))) {
                minutes += number(2);
            }
            broken |= minutes > FARTHEST_MINUTES;
            if (peek(0) == 'Z') {
                at++; // written by collectors that append it to everything
            }
            return sign == '-' ? -minutes : minutes;
        }
        int letters = 0;
        while (isLetter(peek(letters))) {
            letters++;
        }
        int shift = isDigit(peek(letters)) ? NO_ZONE : zone(text.substring(at, at + letters));
        at = shift == NO_ZONE ? start : at + letters;
        return shift;
    }

    private static int zone(String name) {
        return switch (name) {
            case "Z", "UTC", "GMT", "UT", "WET" -> 0;
            case "CET", "WEST", "BST" -> 60;
            case "CEST", "EET" -> 120;
            case "EEST", "MSK" -> 180;
            case "EDT" -> -240;
            case "EST", "CDT" -> -300;
            case "CST", "MDT" -> -360;
            case "MST", "PDT" -> -420;
            case "PST" -> -480;
            default -> NO_ZONE;
        };
    }

    // The month whose short name stands here, from 1, or NONE.
    private int month() {
        if (end - at < 4) {
            return NONE;
        }
        int found = MONTHS.indexOf(text.substring(at, at + 3).toLowerCase(Locale.ROOT));
        return found >= 0 && found % 3 == 0 ? found / 3 + 1 : NONE;
    }

    private int number(int digits) {
        int number = 0;
        for (int i = 0; i < digits; i++) {
            if (!isDigit(peek(0))) {
                broken = true;
                return 0;
            }
            number = 10 * number + peek(0) - '0';
            at++;
        }
        return number;
    }

    private void expect(char c) {
        if (peek(0) == c) {
            at++;
        } else {
            broken = true;
        }
    }

    private void blanks() {
        while (peek(0) == ' ') {
            at++;
        }
    }

    private int digitsAhead() {
        int digits = 0;
        while (isDigit(peek(digits))) {
            digits++;
        }
        return digits;
    }

    private int digitsAfterBlank() {
        at++;
        int digits = digitsAhead();
        at--;
        return digits;
    }

    // NUL behind the end, which no line holds.
    private char peek(int ahead) {
        return at + ahead < end ? text.charAt(at + ahead) : 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
