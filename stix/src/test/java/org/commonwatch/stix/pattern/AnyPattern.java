package org.commonwatch.stix.pattern;

import org.commonwatch.stix.pattern.ComparisonExpression.Comparison;
import org.commonwatch.stix.pattern.ComparisonExpression.Operator;
import org.commonwatch.testkit.Cases;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Patterns drawn at random: of everything the language has, or of so little that observations drawn
 * from the same few values often match.
 */
public final class AnyPattern {
    private static final String[] STRANGE = {
        "", "'", "\\", "\\'", "a b", "AND", "ḍ̇", "\n", "😀", "C:\\x", "true", "[*]", "/*", "é%_"
    };

    private final RandomGenerator random;
    private final boolean few;

    private AnyPattern(RandomGenerator random, boolean few) {
        this.random = random;
        this.few = few;
    }

    /** Of everything there is, and without meaning. */
    public static ObservationExpression wild(RandomGenerator random) {
        return new AnyPattern(random, false).observations(3);
    }

    /** Of few types, properties and values, and never without a meaning. */
    public static ObservationExpression tame(RandomGenerator random) {
        return new AnyPattern(random, true).observations(2);
    }

    private ObservationExpression observations(int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(6)) {
            case 0, 1 -> new ObservationExpression.Single(comparisons(2));
            case 2, 3, 4 ->
                    new ObservationExpression.Combined(
                            Cases.any(ObservationExpression.Joint.values(), random),
                            some(2, 3, () -> observations(depth - 1)));
            default -> qualified(observations(depth - 1));
        };
    }

    private ObservationExpression qualified(ObservationExpression operand) {
        boolean simple = operand instanceof ObservationExpression.Single;
        List<Qualifier> qualifiers = some(1, 2, this::qualifier);
        // Behind a single expression two of a kind are not allowed.
        if (simple && PatternParser.repeatsQualifier(qualifiers)) {
            qualifiers = List.of(qualifiers.getFirst());
        }
        return new ObservationExpression.Qualified(operand, qualifiers);
    }

    private Qualifier qualifier() {
        return switch (random.nextInt(3)) {
            case 0 ->
                    new Qualifier.Within(
                            few
                                    ? BigDecimal.valueOf(1 + random.nextInt(4))
                                    : new BigDecimal(1 + random.nextInt(1000)).movePointLeft(2));
            case 1 -> new Qualifier.Repeats(1 + random.nextInt(few ? 2 : 900));
            default -> new Qualifier.StartStop(moment(), moment());
        };
    }

    private Constant.Timestamp moment() {
        String fraction = few || random.nextBoolean() ? "" : "." + random.nextInt(100_000);
        return new Constant.Timestamp(
                "2026-03-01T00:00:0" + random.nextInt(few ? 8 : 10) + fraction + "Z");
    }

    private ComparisonExpression comparisons(int depth) {
        if (depth == 0 || random.nextInt(3) < 2) {
            return random.nextInt(8) == 0
                    ? new ComparisonExpression.Exists(path(), random.nextBoolean())
                    : comparison();
        }
        return new ComparisonExpression.Combined(
                Cases.any(ComparisonExpression.Joint.values(), random),
                some(2, 3, () -> comparisons(depth - 1)));
    }

    private Comparison comparison() {
        ObjectPath path = path();
        Operator operator = Cases.any(Operator.values(), random);
        boolean negated = random.nextInt(4) == 0;
        List<Constant> constants =
                switch (operator) {
                    case EQUAL, NOT_EQUAL -> List.of(constant(random.nextInt(6)));
                    case GREATER, LESS, AT_LEAST, AT_MOST -> List.of(constant(random.nextInt(5)));
                    case IN -> {
                        int sort = random.nextInt(6);
                        yield some(0, 3, () -> constant(sort));
                    }
                    case LIKE -> List.of(new Constant.Text(like()));
                    case MATCHES -> List.of(new Constant.Text(regex()));
                    case ISSUBSET, ISSUPERSET -> List.of(new Constant.Text(network()));
                };
        return new Comparison(path, negated, operator, constants);
    }

    private String like() {
        return few
                ? Cases.any(new String[] {"a%", "%b", "a_", "%", "abc%", "%bcd%"}, random)
                : text();
    }

    private String regex() {
        return Cases.any(
                new String[] {"^a", "b$", "a|b", ".", "^abc", "bcd", "[ab]c", "a{1,2}b?"}, random);
    }

    private String network() {
        return Cases.any(
                new String[] {"198.18.0.0/24", "198.18.0.1", "2001:db8::/32", "0.0.0.0/0"}, random);
    }

    private Constant constant(int sort) {
        return switch (sort) {
            case 0 -> new Constant.Text(text());
            case 1 -> new Constant.Numeric(number());
            case 2 -> moment();
            case 3 -> new Constant.Bytes(bytes(), true);
            case 4 -> new Constant.Bytes(bytes(), false);
            default -> new Constant.Bool(random.nextBoolean());
        };
    }

    private BigDecimal number() {
        return few
                ? BigDecimal.valueOf(random.nextInt(3))
                : BigDecimal.valueOf(random.nextLong(), random.nextInt(6));
    }

    private String bytes() {
        return few ? AnyObservation.text(random) : "\u0000ÿ'".substring(random.nextInt(3));
    }

    private String text() {
        return few ? AnyObservation.text(random) : Cases.any(STRANGE, random);
    }

    private ObjectPath path() {
        String type =
                few ? AnyObservation.type(random) : Cases.any(new String[] {"a", "x-b"}, random);
        if (few) {
            return new ObjectPath(type, AnyObservation.steps(random));
        }
        List<ObjectPath.Step> steps = new ArrayList<>();
        steps.add(key());
        steps.addAll(
                some(
                        0,
                        3,
                        () ->
                                switch (random.nextInt(4)) {
                                    case 0 -> new ObjectPath.AnyIndex();
                                    case 1 -> new ObjectPath.Index(random.nextInt(-2, 5));
                                    default -> key();
                                }));
        return new ObjectPath(type, steps);
    }

    private ObjectPath.Step key() {
        return new ObjectPath.Key(
                random.nextBoolean() ? "key_" + random.nextInt(5) : Cases.any(STRANGE, random));
    }

    private <T> List<T> some(int atLeast, int atMost, Supplier<? extends T> one) {
        List<T> some = new ArrayList<>();
        for (int i = random.nextInt(atLeast, atMost + 1); i > 0; i--) {
            some.add(one.get());
        }
        return some;
    }
}
