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
import java.util.List;
import java.util.Map;

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

    /** Three characters that follow one another in a text. */
    record Gram(long characters) {
        static final int LENGTH = 3;

        static Gram at(String text, int index) {
            return new Gram(
                    (long) text.charAt(index) << 32
                            | (long) text.charAt(index + 1) << 16
                            | text.charAt(index + 2));
        }
    }

    /** Tells a text that is {@link #ANYTHING} from the mark. */
    record Literal(String value) {}

    /** Keys of which an object has one if an expression holds of it, and what using them costs. */
    record Cover(List<Key> keys, long cost) {}

    /**
     * The best keys for an expression: those that the fewest others have.
     *
     * @param users how many expressions have each key so far
     */
    static Cover cover(ComparisonExpression expression, Map<Key, ? extends List<?>> users) {
        return switch (expression) {
            case ComparisonExpression.Combined combined -> {
                List<Cover> covers =
                        combined.operands().stream().map(part -> cover(part, users)).toList();
                yield combined.joint() == ComparisonExpression.Joint.AND
                        ? cheapest(covers)
                        : union(covers);
            }
            case Comparison comparison -> cover(comparison, users);
            case ComparisonExpression.Exists exists ->
                    exists.negated()
                            ? unselective(new Key(exists.path().type(), null, ANYTHING), users)
                            : unselective(anythingAt(exists.path()), users);
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

    private static Cover cheapest(List<Cover> covers) {
        Cover best = covers.getFirst();
        for (Cover cover : covers) {
            best = cover.cost() < best.cost() ? cover : best;
        }
        return best;
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

    private static Key anythingAt(ObjectPath path) {
        return new Key(path.type(), path, ANYTHING);
    }

    private static Cover unselective(Key key, Map<Key, ? extends List<?>> users) {
        return new Cover(List.of(key), UNSELECTIVE + count(key, users));
    }

    private static long count(Key key, Map<Key, ? extends List<?>> users) {
        List<?> known = users.get(key);
        return known == null ? 0 : known.size();
    }

    private static Cover cover(Comparison comparison, Map<Key, ? extends List<?>> users) {
        Cover anything = unselective(anythingAt(comparison.path()), users);
        if (comparison.negated()) {
            return anything;
        }
        return switch (comparison.operator()) {
            case EQUAL, IN -> {
                List<Key> keys = new ArrayList<>();
                long cost = 0;
                for (Constant constant : comparison.constants()) {
                    Key key = new Key(comparison.path().type(), comparison.path(), of(constant));
                    keys.add(key);
                    cost += count(key, users);
                }
                yield new Cover(keys, cost);
            }
            case ISSUBSET -> {
                Network network = Network.parse(string(comparison));
                yield network == null
                        ? anything
                        : selective(comparison.path(), network, users);
            }
            case LIKE ->
                    containing(comparison, new LikePattern(string(comparison)).literal(), users);
            case MATCHES ->
                    containing(comparison, ValueTest.regex(comparison).literal(), users);
            case NOT_EQUAL, GREATER, LESS, AT_LEAST, AT_MOST, ISSUPERSET -> anything;
        };
    }

    private static String string(Comparison comparison) {
        return ((Constant.Text) comparison.constant()).value();
    }

    private static Cover selective(
            ObjectPath path, Object value, Map<Key, ? extends List<?>> users) {
        var key = new Key(path.type(), path, value);
        return new Cover(List.of(key), count(key, users));
    }

    private static Cover containing(
            Comparison comparison, String literal, Map<Key, ? extends List<?>> users) {
        Cover best = unselective(anythingAt(comparison.path()), users);
        for (int i = 0; i + Gram.LENGTH <= literal.length(); i++) {
            Cover next = selective(comparison.path(), Gram.at(literal, i), users);
            best = next.cost() < best.cost() ? next : best;
        }
        return best;
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
