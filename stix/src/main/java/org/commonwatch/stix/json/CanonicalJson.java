package org.commonwatch.stix.json;

import org.commonwatch.stix.Refusal;
import org.commonwatch.stix.RefusedException;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The JSON Canonicalization Scheme (RFC 8785): one text for all spellings of a value.
 *
 * <p>Numbers are what they are as a double (§3.2.2.3), so whole numbers beyond 2^53 may lose their
 * last digits; STIX 2.1 §2.10 has none of these.
 */
public final class CanonicalJson {
    // ECMAScript 2026 §6.1.6.1.20: beyond these many digits a number is written with an exponent.
    private static final int DIGITS_BEFORE_POINT = 21;
    private static final int ZEROS_AFTER_POINT = 6;

    private static final MathContext ONE_DIGIT = new MathContext(1, RoundingMode.HALF_EVEN);

    private CanonicalJson() {}

    /**
     * The canonical text; throws {@link RefusedException} for a number beyond the range of a
     * double.
     */
    public static String of(Json value) {
        StringBuilder text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    private static void write(Json value, StringBuilder text) {
        switch (value) {
            case JsonObject object -> writeObject(object, text);
            case JsonArray array -> {
                text.append('[');
                for (int i = 0; i < array.items().size(); i++) {
                    text.append(i == 0 ? "" : ",");
                    write(array.items().get(i), text);
                }
                text.append(']');
            }
            case JsonString string -> JsonPrinter.quote(string.value(), text);
            case JsonNumber number -> text.append(number(number));
            case JsonBoolean truth -> text.append(truth);
            case JsonNull nothing -> text.append(nothing);
        }
    }

    // §3.2.3: members in the order of their names' UTF-16 code units, which is String's order.
    private static void writeObject(JsonObject object, StringBuilder text) {
        Integer[] order = IntStream.range(0, object.size()).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparing(object::name));
        text.append('{');
        for (int i = 0; i < order.length; i++) {
            text.append(i == 0 ? "" : ",");
            JsonPrinter.quote(object.name(order[i]), text);
            text.append(':');
            write(object.value(order[i]), text);
        }
        text.append('}');
    }

    private static String number(JsonNumber number) {
        double value = number.doubleValue();
        if (!Double.isFinite(value)) {
            throw new RefusedException(new Refusal.NoDouble(number.text()));
        }
        return number(value);
    }

    /** A finite double as ECMAScript writes it. */
    static String number(double value) {
        if (value == 0) {
            return "0"; // minus zero too
        }
        String sign = value < 0 ? "-" : "";
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        return sign + placed(digits, digits.length() - shortest.scale());
    }

    // Puts the point after so many of the digits, or so many zeros before them.
    private static String placed(String digits, int point) {
        int count = digits.length();
        if (count <= point && point <= DIGITS_BEFORE_POINT) {
            return digits + "0".repeat(point - count);
        }
        if (0 < point && point <= DIGITS_BEFORE_POINT) {
            return digits.substring(0, point) + "." + digits.substring(point);
        }
        if (-ZEROS_AFTER_POINT < point && point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        String exponent = (point > 0 ? "e+" : "e-") + Math.abs(point - 1);
        String fraction = count == 1 ? "" : "." + digits.substring(1);
        return digits.charAt(0) + fraction + exponent;
    }

    // Java's digits are the shortest too, but for two where one would do (4.9E-324 for 5e-324).
    private static BigDecimal shortest(double value) {
        BigDecimal java = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (java.precision() == 2) {
            BigDecimal one = new BigDecimal(value).round(ONE_DIGIT);
            if (one.doubleValue() == value) {
                return one.stripTrailingZeros();
            }
        }
        return java;
    }
}
