package org.commonwatch.stix;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A moment in UTC, to any precision, with the letters it was written in (STIX 2.1 §2.16). Equal are
 * those that name one moment, whatever zeros they end with.
 */
public final class StixTime implements Comparable<StixTime> {
    // STIX 2.1 §3.2 wants milliseconds for created and modified.
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final String FORM = "0000-00-00T00:00:00";
    private static final int LEAP_SECOND = 60;
    private static final int NANO_DIGITS = 9;

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
        return parse(MILLISECONDS.format(moment));
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
        int year = 100 * two(text, 0) + two(text, 2);
        int month = two(text, 5);
        int day = two(text, 8);
        return month >= 1
                && month <= 12
                && day >= 1
                && (day <= 28 || day <= LocalDate.of(year, month, 1).lengthOfMonth());
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
        if (two(text, 17) == LEAP_SECOND) {
            return Instant.parse(text.substring(0, 17) + "59.999999999Z");
        }
        int end = Math.min(text.length() - 1, FORM.length() + 1 + NANO_DIGITS);
        return Instant.parse(text.substring(0, end) + "Z");
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
