package org.commonwatch.stix.json;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A JSON number, with the letters it was written in.
 *
 * <p>It may be beyond what a {@code double} or I-JSON (RFC 7493 §2.2) can hold: nothing is lost by
 * reading it. Equal are numbers of one mathematical value.
 */
public final class JsonNumber implements Json {
    private static final Pattern NUMBER =
            Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

    private final String text;

    /** A number written so; throws {@link IllegalArgumentException} if that is none in JSON. */
    public JsonNumber(String text) {
        if (text.length() > JsonReader.NUMBER_LENGTH_LIMIT || !NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("not a JSON number: '" + text + "'");
        }
        this.text = text;
    }

    // What the reader has read needs no second look.
    private JsonNumber(String text, boolean checked) {
        assert checked;
        this.text = text;
    }

    /** The whole number. */
    public static JsonNumber of(long value) {
        return new JsonNumber(Long.toString(value), true);
    }

    static JsonNumber read(String text) {
        return new JsonNumber(text, true);
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /** Whether it is written without fraction and exponent and fits a {@code long}. */
    public boolean isInteger() {
        int length = text.length();
        for (int i = text.charAt(0) == '-' ? 1 : 0; i < length; i++) {
            if (text.charAt(i) > '9' || text.charAt(i) < '0') {
                return false;
            }
        }
        return length < 19 || fitsLong();
    }

    private boolean fitsLong() {
        try {
            Long.parseLong(text);
            return true;
        } catch (NumberFormatException tooLong) {
            return false;
        }
    }

    /** The value, if {@link #isInteger}; else throws {@link NumberFormatException}. */
    public long longValue() {
        return Long.parseLong(text);
    }

    /** The nearest double, which is infinite beyond 1.8e308. */
    public double doubleValue() {
        return Double.parseDouble(text);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonNumber number
                && (text.equals(number.text) || plainest().equals(number.plainest()));
    }

    @Override
    public int hashCode() {
        return plainest().hashCode();
    }

    // One form for all spellings of a number; its own letters where the exponent is beyond reason.
    private Object plainest() {
        try {
            return new BigDecimal(text).stripTrailingZeros();
        } catch (NumberFormatException | ArithmeticException farAway) {
            return text;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
