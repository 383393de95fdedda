package org.commonwatch.stix.pattern.matching;

import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.pattern.ComparisonExpression;
import org.commonwatch.stix.pattern.ComparisonExpression.Comparison;
import org.commonwatch.stix.pattern.Constant;
import org.commonwatch.stix.pattern.ObjectPath;
import org.commonwatch.stix.pattern.value.LikePattern;
import org.commonwatch.stix.pattern.value.Network;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Something that an object must have for an expression to hold of it, and that can be looked up.
 *
 * @param path where it is; null if any object of the type will do
 * @param value a text, number, boolean or moment that is there, a {@link Network} around what is
 *     there, a {@link Gram} of the text there, or {@link #ANYTHING}
 */
record Key(String type, @Nullable ObjectPath path, Object value) {
    /** The value of keys for whatever is at a path. */
    static final String ANYTHING = "anything";

    /** How much dearer an expression is that cannot be found by a value. */
    private static final long UNSELECTIVE = 1L << 32;

    /** A few characters that follow one another in a text. */
    record Gram(int length, long characters) {
        /** More say more; fewer are better than nothing. */
        static final int LONG = 4;

        static final int SHORT = 3;

        /** So many characters of a literal are enough to choose from. */
        static final int LOOKED_AT = 64;

        static long characters(String text, int index, int length) {
            long characters = 0;
            for (int i = index; i < index + length; i++) {
                characters = characters << Character.SIZE | text.charAt(i);
            }
            return characters;
        }
    }

    /** Tells a text that is {@link #ANYTHING} from the mark. */
    record Literal(String value) {}

    /** Keys of which an object has one if an expression holds of it, and what using them costs. */
    private record Cover(List<Key> keys, long cost) {
        static Cover of(List<Key> keys, Map<Key, Integer> wanted) {
            long cost = 0;
            for (Key key : keys) {
                cost += wanted.getOrDefault(key, 0);
                cost += key.value().equals(ANYTHING) ? UNSELECTIVE : 0;
            }
            return new Cover(keys, cost);
        }

        static Cover cheapest(Stream<Cover> covers) {
            return covers.min(Comparator.comparingLong(Cover::cost)).orElseThrow();
        }
    }

    /** Counts each key that an expression could be found by. */
    static void count(ComparisonExpression expression, Map<Key, Integer> wanted) {
        switch (expression) {
            case ComparisonExpression.Combined combined ->
                    combined.operands().forEach(part -> count(part, wanted));
            case Comparison comparison -> {
                for (List<Key> keys : alternatives(comparison)) {
                    keys.forEach(key -> wanted.merge(key, 1, Integer::sum));
                }
            }
            case ComparisonExpression.Exists exists -> {}
        }
    }

    /**
     * The keys by which an expression is best found: those that are wanted least often, since what
     * many look for is probably in many objects.
     */
    static List<Key> best(ComparisonExpression expression, Map<Key, Integer> wanted) {
        return cover(expression, wanted).keys();
    }

    private static Cover cover(ComparisonExpression expression, Map<Key, Integer> wanted) {
        return switch (expression) {
            case ComparisonExpression.Combined combined -> {
                List<Cover> covers =
                        combined.operands().stream().map(part -> cover(part, wanted)).toList();
                yield combined.joint() == ComparisonExpression.Joint.AND
                        ? Cover.cheapest(covers.stream())
                        : union(covers);
            }
            case Comparison comparison ->
                    Cover.cheapest(
                            alternatives(comparison).stream().map(keys -> Cover.of(keys, wanted)));
            case ComparisonExpression.Exists exists ->
                    Cover.of(
                            List.of(
                                    exists.negated()
                                            ? new Key(exists.path().type(), null, ANYTHING)
                                            : at(exists.path(), ANYTHING)),
                            wanted);
        };
    }

    /** Whether an object with any of an expression's keys satisfies it without a further look. */
    static boolean isExact(ComparisonExpression expression) {
        return switch (expression) {
            case ComparisonExpression.Combined combined ->
                    combined.joint() == ComparisonExpression.Joint.OR
                            && combined.operands().stream().allMatch(Key::isExact);
            case Comparison comparison ->
                    !comparison.negated()
                            && switch (comparison.operator()) {
                                case EQUAL, IN, ISSUBSET -> true;
                                case NOT_EQUAL, GREATER, LESS, AT_LEAST, AT_MOST -> false;
                                case LIKE, MATCHES, ISSUPERSET -> false;
                            };
            case ComparisonExpression.Exists exists -> !exists.negated();
        };
    }

    /** How the value of a number is looked up: equal numbers have equal keys. */
    static Object number(BigDecimal number) {
        return number.stripTrailingZeros();
    }

    private static Cover union(List<Cover> covers) {
        List<Key> keys = new ArrayList<>();
        long cost = 0;
        for (Cover cover : covers) {
            keys.addAll(cover.keys());
            cost += cover.cost();
        }
        return new Cover(keys, cost);
    }

    private static Key at(ObjectPath path, Object value) {
        return new Key(path.type(), path, value);
    }

    /** Lists of keys, each good to find the comparison by. */
    private static List<List<Key>> alternatives(Comparison comparison) {
        ObjectPath path = comparison.path();
        List<List<Key>> anything = List.of(List.of(at(path, ANYTHING)));
        if (comparison.negated()) {
            return anything;
        }
        return switch (comparison.operator()) {
            case EQUAL, IN ->
                    List.of(
                            comparison.constants().stream()
                                    .map(constant -> at(path, of(constant)))
                                    .toList());
            case ISSUBSET -> {
                Network network = Network.parse(string(comparison));
                yield network == null ? anything : List.of(List.of(at(path, network)));
            }
            case LIKE -> grams(path, new LikePattern(string(comparison)).literal(), anything);
            case MATCHES -> grams(path, ValueTest.regex(comparison).literal(), anything);
            case NOT_EQUAL, GREATER, LESS, AT_LEAST, AT_MOST, ISSUPERSET -> anything;
        };
    }

    private static String string(Comparison comparison) {
        return ((Constant.Text) comparison.constant()).value();
    }

    private static List<List<Key>> grams(
            ObjectPath path, String literal, List<List<Key>> otherwise) {
        int length = literal.length() == Gram.SHORT ? Gram.SHORT : Gram.LONG;
        List<List<Key>> grams = new ArrayList<>();
        for (int i = 0; i + length <= Math.min(literal.length(), Gram.LOOKED_AT); i++) {
            var gram = new Gram(length, Gram.characters(literal, i, length));
            grams.add(List.of(at(path, gram)));
        }
        return grams.isEmpty() ? otherwise : grams;
    }

    private static Object of(Constant constant) {
        return switch (constant) {
            case Constant.Text string -> new Literal(string.value());
            case Constant.Bytes bytes -> new Literal(bytes.value());
            case Constant.Bool bool -> bool.value();
            case Constant.Numeric number -> number(number.value());
            case Constant.Timestamp moment -> ValueTest.moment(moment);
        };
    }

    /** The key's value of a number or boolean in an object; null for other values. */
    static @Nullable Object ofScalar(Json value) {
        if (value instanceof JsonBoolean bool) {
            return bool.value();
        }
        BigDecimal number = ValueTest.number(value);
        return number == null ? null : number(number);
    }
}
