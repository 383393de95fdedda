package org.commonwatch.stix.pattern.matching;

import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.pattern.ComparisonExpression.Comparison;
import org.commonwatch.stix.pattern.ComparisonExpression.Operator;
import org.commonwatch.stix.pattern.Constant;
import org.commonwatch.stix.pattern.ObjectPath;
import org.commonwatch.stix.pattern.value.Binary;
import org.commonwatch.stix.pattern.value.LikePattern;
import org.commonwatch.stix.pattern.value.LinearRegex;
import org.commonwatch.stix.pattern.value.Moments;
import org.commonwatch.stix.pattern.value.Network;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares values of properties with the constants of one comparison (STIX 2.1 §9.6).
 *
 * <p>Bytes are compared as the texts whose code points they are, so a string and bytes compare as
 * §9.6.4 says. What is of another type is unequal, and neither greater nor less.
 */
final class ValueTest {
    /** How the name of a property says that its text stands for bytes. */
    enum Encoding {
        NONE,
        HEX,
        BASE64;

        static Encoding of(ObjectPath path) {
            String name = path.steps().getLast() instanceof ObjectPath.Key key ? key.name() : "";
            return name.endsWith("_hex") ? HEX : name.endsWith("_bin") ? BASE64 : NONE;
        }
    }

    private interface Single {
        Verdict holds(Json value);
    }

    private final Single single;
    private final boolean negated;

    private ValueTest(Single single, boolean negated) {
        this.single = single;
        this.negated = negated;
    }

    /** The test of a comparison without findings. */
    static ValueTest of(Comparison comparison) {
        Encoding encoding = Encoding.of(comparison.path());
        boolean unequal = comparison.operator() == Operator.NOT_EQUAL;
        Single single =
                switch (comparison.operator()) {
                    case EQUAL, NOT_EQUAL, IN -> equality(comparison.constants(), encoding);
                    case GREATER, LESS, AT_LEAST, AT_MOST -> order(comparison, encoding);
                    case LIKE -> like(comparison, encoding);
                    case MATCHES -> matches(comparison, encoding);
                    case ISSUBSET, ISSUPERSET -> network(comparison);
                };
        return new ValueTest(single, comparison.negated() != unequal);
    }

    Verdict of(Json value) {
        Verdict verdict = single.holds(value);
        if (!negated || verdict == Verdict.UNKNOWN) {
            return verdict;
        }
        return Verdict.of(verdict == Verdict.NO);
    }

    /** The text of a value; of bytes their text; null if the value is no string. */
    static @Nullable String text(Json value, Encoding encoding) {
        if (!(value instanceof JsonString string)) {
            return null;
        }
        String bytes =
                switch (encoding) {
                    case NONE -> null;
                    case HEX -> Binary.hex(string.value());
                    case BASE64 -> Binary.base64(string.value());
                };
        return bytes == null ? string.value() : bytes;
    }

    /** The text of a string or bytes; null for other constants. */
    static @Nullable String text(Constant constant) {
        return switch (constant) {
            case Constant.Text string -> string.value();
            case Constant.Bytes bytes -> bytes.value();
            case Constant.Numeric number -> null;
            case Constant.Bool bool -> null;
            case Constant.Timestamp timestamp -> null;
        };
    }

    /** The number; null if it is none, or one beyond what can be compared. */
    static @Nullable BigDecimal number(Json value) {
        if (!(value instanceof JsonNumber number)) {
            return null;
        }
        if (number.isInteger()) {
            return BigDecimal.valueOf(number.longValue());
        }
        try {
            return new BigDecimal(number.text());
        } catch (NumberFormatException beyond) {
            return null;
        }
    }

    private static Single equality(List<Constant> constants, Encoding encoding) {
        if (constants.size() == 1) {
            return equality(constants.getFirst(), encoding);
        }
        List<Single> any = new ArrayList<>();
        constants.forEach(constant -> any.add(equality(constant, encoding)));
        return value -> {
            Verdict verdict = Verdict.NO;
            for (Single one : any) {
                Verdict next = one.holds(value);
                verdict = next.compareTo(verdict) > 0 ? next : verdict;
            }
            return verdict;
        };
    }

    private static Single equality(Constant constant, Encoding encoding) {
        return switch (constant) {
            case Constant.Text string ->
                    value -> Verdict.of(string.value().equals(text(value, encoding)));
            case Constant.Bytes bytes ->
                    value -> Verdict.of(bytes.value().equals(text(value, encoding)));
            case Constant.Bool bool ->
                    value ->
                            Verdict.of(
                                    value instanceof JsonBoolean other
                                            && other.value() == bool.value());
            case Constant.Numeric number ->
                    value -> {
                        BigDecimal other = number(value);
                        return Verdict.of(other != null && other.compareTo(number.value()) == 0);
                    };
            case Constant.Timestamp timestamp -> {
                Instant moment = moment(timestamp);
                yield value -> atMoment(value, other -> other.equals(moment));
            }
        };
    }

    /** The moment of a constant of which nothing was found. */
    static Instant moment(Constant.Timestamp timestamp) {
        Instant moment = Moments.parse(timestamp.text());
        if (moment == null) {
            throw new IllegalStateException("there is no day " + timestamp.text());
        }
        return moment;
    }

    private interface MomentTest {
        boolean holds(Instant moment);
    }

    // A string that is no timestamp where one should be: nothing can be said of it.
    private static Verdict atMoment(Json value, MomentTest test) {
        if (!(value instanceof JsonString string)) {
            return Verdict.NO;
        }
        Instant moment = Moments.parse(string.value());
        return moment == null ? Verdict.UNKNOWN : Verdict.of(test.holds(moment));
    }

    private static Single order(Comparison comparison, Encoding encoding) {
        Operator operator = comparison.operator();
        boolean negated = comparison.negated();
        return switch (comparison.constant()) {
            case Constant.Numeric number ->
                    value -> {
                        BigDecimal other = number(value);
                        return other == null
                                ? Verdict.of(negated)
                                : compared(operator, other.compareTo(number.value()));
                    };
            case Constant.Timestamp timestamp -> {
                Instant moment = moment(timestamp);
                yield value ->
                        value instanceof JsonString
                                ? atMoment(value, other -> holds(operator, other.compareTo(moment)))
                                : Verdict.of(negated);
            }
            case Constant.Text string ->
                    texts(operator, negated, string.value(), encoding, encoding != Encoding.NONE);
            case Constant.Bytes bytes -> texts(operator, negated, bytes.value(), encoding, true);
            case Constant.Bool bool -> value -> Verdict.of(negated);
        };
    }

    // What cannot be compared is not so, with NOT or without.
    private static Single texts(
            Operator operator, boolean negated, String constant, Encoding encoding, boolean bytes) {
        return value -> {
            String other = text(value, encoding);
            if (other == null || (bytes && !(Binary.isBytes(other) && Binary.isBytes(constant)))) {
                return Verdict.of(negated);
            }
            return compared(operator, codePointOrder(other, constant));
        };
    }

    private static Verdict compared(Operator operator, int order) {
        return Verdict.of(holds(operator, order));
    }

    private static boolean holds(Operator operator, int order) {
        return switch (operator) {
            case GREATER -> order > 0;
            case LESS -> order < 0;
            case AT_LEAST -> order >= 0;
            case AT_MOST -> order <= 0;
            case EQUAL, NOT_EQUAL, IN, LIKE, MATCHES, ISSUBSET, ISSUPERSET ->
                    throw new IllegalArgumentException("no order: " + operator);
        };
    }

    // By code points (§9.6.2): in UTF-16 surrogates come before other characters that they follow.
    static int codePointOrder(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean unlike = Character.isSurrogate(a) != Character.isSurrogate(b);
                return unlike ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    private static Single like(Comparison comparison, Encoding encoding) {
        var like = new LikePattern(((Constant.Text) comparison.constant()).value());
        return value -> {
            String text = text(value, encoding);
            if (text == null) {
                return Verdict.NO;
            }
            return text.length() > PatternMatcher.VALUE_LENGTH_LIMIT
                    ? Verdict.UNKNOWN
                    : Verdict.of(like.matches(LinearRegex.normal(text)));
        };
    }

    private static Single matches(Comparison comparison, Encoding encoding) {
        LinearRegex regex = regex(comparison);
        return value -> {
            String text = text(value, encoding);
            if (text == null) {
                return Verdict.NO;
            }
            return text.length() > PatternMatcher.VALUE_LENGTH_LIMIT
                    ? Verdict.UNKNOWN
                    : Verdict.of(regex.isIn(LinearRegex.normal(text)));
        };
    }

    /** The regular expression of a comparison without findings. */
    static LinearRegex regex(Comparison comparison) {
        try {
            return LinearRegex.compile(((Constant.Text) comparison.constant()).value());
        } catch (LinearRegex.Outside outside) {
            throw new IllegalStateException("a finding was passed over", outside);
        }
    }

    private static Single network(Comparison comparison) {
        String text = ((Constant.Text) comparison.constant()).value();
        Network constant = Network.parse(text);
        if (constant == null) {
            throw new IllegalStateException("a finding was passed over: " + text);
        }
        boolean subset = comparison.operator() == Operator.ISSUBSET;
        return value -> {
            Network other =
                    value instanceof JsonString string ? Network.parse(string.value()) : null;
            if (other == null) {
                return Verdict.NO;
            }
            return Verdict.of(subset ? constant.contains(other) : other.contains(constant));
        };
    }
}
