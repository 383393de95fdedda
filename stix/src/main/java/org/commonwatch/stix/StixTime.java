package org.commonwatch.stix;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * A moment in UTC, to any precision, with the letters it was written in (STIX 2.1 §2.16). Equal are
 * those that name one moment, whatever zeros they end with.
 */
public final class StixTime implements Comparable<StixTime> {
    private static final String FORM = "0000-00-00T00:00:00";
    // STIX 2.1 §3.2 wants milliseconds for created and modified.
    private static final String MILLISECONDS = FORM + ".000Z";
    // Years have four digits.
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
    private static final int LEAP_SECOND = 60;
    private static final int NANO_DIGITS = 9;
    private static final int NANOS_OF_MILLI = 1_000_000;
    private static final int LAST_NANO = 999_999_999;

    private final String text;

    private StixTime(String text) {
        this.text = text;
    }

    /** Reads a time; throws {@link RefusedException} for any other text. */
    public static StixTime parse(String text) {
        if (!isTime(text)) {
            throw new RefusedException(new Refusal.NotATime(text));
        }
        return new StixTime(text);
    }

    /** The moment, written with milliseconds and without what is below. */
    public static StixTime of(Instant moment) {
        if (moment.isBefore(FIRST) || !moment.isBefore(END)) {
            throw new RefusedException(new Refusal.NotATime(moment.toString()));
        }
        LocalDateTime utc = LocalDateTime.ofEpochSecond(moment.getEpochSecond(), 0, ZoneOffset.UTC);
        char[] text = MILLISECONDS.toCharArray();
        write(text, 0, 4, utc.getYear());
        write(text, 5, 2, utc.getMonthValue());
        write(text, 8, 2, utc.getDayOfMonth());
        write(text, 11, 2, utc.getHour());
        write(text, 14, 2, utc.getMinute());
        write(text, 17, 2, utc.getSecond());
        write(text, 20, 3, moment.getNano() / NANOS_OF_MILLI);
        return new StixTime(new String(text));
    }

    private static void write(char[] text, int at, int digits, int value) {
        int rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** Whether the text is {@code YYYY-MM-DDTHH:mm:ss[.s+]Z} and there is such a moment. */
    public static boolean isTime(String text) {
        int end = text.length() - 1;
        if (end < FORM.length() || text.charAt(end) != 'Z') {
            return false;
        }
        for (int i = 0; i < FORM.length(); i++) {
            char form = FORM.charAt(i);
            char c = text.charAt(i);
            if (form == '0' ? c < '0' || c > '9' : c != form) {
                return false;
            }
        }
        return isFraction(text, end) && isOnTheClock(text) && isInTheCalendar(text);
    }

    private static boolean isFraction(String text, int end) {
        int point = FORM.length();
        if (end == point) {
            return true;
        }
        for (int i = point + 1; i < end; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.charAt(point) == '.' && end > point + 1;
    }

    private static boolean isOnTheClock(String text) {
        int hour = two(text, 11);
        int minute = two(text, 14);
        int second = two(text, 17);
        // RFC 3339 §5.6 has leap seconds, which end a day of UTC.
        return hour < 24
                && minute < 60
                && (second < 60 || (second == LEAP_SECOND && hour == 23 && minute == 59));
    }

    private static boolean isInTheCalendar(String text) {
        int month = two(text, 5);
        int day = two(text, 8);
        return month >= 1
                && month <= 12
                && day >= 1
                && (day <= 28 || day <= LocalDate.of(year(text), month, 1).lengthOfMonth());
    }

    private static int two(String text, int at) {
        return 10 * (text.charAt(at) - '0') + text.charAt(at + 1) - '0';
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /** The digits after the point, or 0. */
    public int fractionDigits() {
        return Math.max(0, text.length() - FORM.length() - 2);
    }

    /** The moment, without what is below nanoseconds; a leap second is the end of its day. */
    public Instant instant() {
        int second = two(text, 17);
        boolean leap = second == LEAP_SECOND;
        return date(text)
                .atTime(two(text, 11), two(text, 14), leap ? second - 1 : second)
                .toInstant(ZoneOffset.UTC)
                .plusNanos(leap ? LAST_NANO : nanos());
    }

    private int nanos() {
        int nanos = 0;
        for (int i = 0; i < NANO_DIGITS; i++) {
            int at = FORM.length() + 1 + i;
            nanos = 10 * nanos + (at < text.length() - 1 ? text.charAt(at) - '0' : 0);
        }
        return nanos;
    }

    private static LocalDate date(String text) {
        return LocalDate.of(year(text), two(text, 5), two(text, 8));
    }

    private static int year(String text) {
        return 100 * two(text, 0) + two(text, 2);
    }

    // Years have four digits and the zone is always the same: the letters are in order of time.
    private int lengthWithoutZeros() {
        int length = text.length() - 1;
        if (length > FORM.length()) {
            while (text.charAt(length - 1) == '0') {
                length--;
            }
            length -= text.charAt(length - 1) == '.' ? 1 : 0;
        }
        return length;
    }

    @Override
    public int compareTo(StixTime other) {
        String own = text.substring(0, lengthWithoutZeros());
        return own.compareTo(other.text.substring(0, other.lengthWithoutZeros()));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StixTime time && compareTo(time) == 0;
    }

    @Override
    public int hashCode() {
        return text.substring(0, lengthWithoutZeros()).hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
