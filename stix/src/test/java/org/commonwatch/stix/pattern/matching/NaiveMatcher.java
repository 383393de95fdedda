package org.commonwatch.stix.pattern.matching;

import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.pattern.ComparisonExpression;
import org.commonwatch.stix.pattern.ComparisonExpression.Comparison;
import org.commonwatch.stix.pattern.Constant;
import org.commonwatch.stix.pattern.ObjectPath;
import org.commonwatch.stix.pattern.ObservationExpression;
import org.commonwatch.stix.pattern.Qualifier;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Matches as the standard's words go: every way to choose observations is written down and then
 * struck out if it does not fit. Good for a handful of observations.
 */
final class NaiveMatcher {
    /** Thrown where a value cannot be compared, so that there is no right answer. */
    static final class Incomparable extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    // One for each time that something was observed.
    private final List<Observation> units = new ArrayList<>();

    NaiveMatcher(List<Observation> observations) {
        for (Observation observation : observations) {
            for (long i = 0; i < observation.count(); i++) {
                units.add(observation);
            }
        }
    }

    boolean matches(ObservationExpression expression) {
        return !choices(expression).isEmpty();
    }

    /** Every set of units that satisfies the expression. */
    private Set<Set<Integer>> choices(ObservationExpression expression) {
        return switch (expression) {
            case ObservationExpression.Single single -> {
                Set<Set<Integer>> choices = new HashSet<>();
                for (int unit = 0; unit < units.size(); unit++) {
                    if (holds(single.comparisons(), units.get(unit))) {
                        choices.add(Set.of(unit));
                    }
                }
                yield choices;
            }
            case ObservationExpression.Combined combined -> {
                Set<Set<Integer>> choices = choices(combined.operands().getFirst());
                for (ObservationExpression operand :
                        combined.operands().subList(1, combined.operands().size())) {
                    choices = join(combined.joint(), choices, choices(operand));
                }
                yield choices;
            }
            case ObservationExpression.Qualified qualified -> {
                Set<Set<Integer>> choices = choices(qualified.operand());
                for (Qualifier qualifier : qualified.qualifiers()) {
                    choices = qualify(qualifier, choices);
                }
                yield choices;
            }
        };
    }

    private Set<Set<Integer>> join(
            ObservationExpression.Joint joint, Set<Set<Integer>> left, Set<Set<Integer>> right) {
        Set<Set<Integer>> choices = new HashSet<>();
        if (joint == ObservationExpression.Joint.OR) {
            choices.addAll(left);
            choices.addAll(right);
            return choices;
        }
        for (Set<Integer> one : left) {
            for (Set<Integer> other : right) {
                boolean apart = one.stream().noneMatch(other::contains);
                if (apart && (joint == ObservationExpression.Joint.AND || follows(one, other))) {
                    Set<Integer> both = new TreeSet<>(one);
                    both.addAll(other);
                    choices.add(both);
                }
            }
        }
        return choices;
    }

    private boolean follows(Set<Integer> before, Set<Integer> after) {
        return before.stream()
                .allMatch(one ->
                        after.stream()
                                .noneMatch(
                                        other -> span(other).last().isBefore(span(one).first())));
    }

    private Observation.Span span(int unit) {
        return units.get(unit).span();
    }

    private Set<Set<Integer>> qualify(Qualifier qualifier, Set<Set<Integer>> choices) {
        Set<Set<Integer>> left = new HashSet<>(choices);
        switch (qualifier) {
            case Qualifier.Repeats repeats -> {
                for (int i = 1; i < repeats.times(); i++) {
                    left = join(ObservationExpression.Joint.AND, left, choices);
                }
            }
            case Qualifier.Within within -> left.removeIf(choice -> !isWithin(choice, within));
            case Qualifier.StartStop bounds -> {
                Instant start = Instant.parse(bounds.start().text());
                Instant stop = Instant.parse(bounds.stop().text());
                left.removeIf(choice ->
                        choice.stream()
                                .map(this::span)
                                .anyMatch(span ->
                                        span.last().isBefore(start)
                                                || !span.first().isBefore(stop)));
            }
        }
        return left;
    }

    // Whether each can be put to a moment of its own so that none is too far from any other.
    private boolean isWithin(Set<Integer> choice, Qualifier.Within within) {
        Duration length = Duration.ofNanos(within.seconds().movePointRight(9).longValueExact());
        return choice.stream()
                .allMatch(one ->
                        choice.stream()
                                .allMatch(other ->
                                        !span(one)
                                                .first()
                                                .isAfter(span(other).last().plus(length))));
    }

    private static boolean holds(ComparisonExpression expression, Observation observation) {
        boolean any = false;
        for (JsonObject object : observation.objects()) {
            any |= holds(expression, object, observation);
        }
        return any;
    }

    private static boolean holds(
            ComparisonExpression expression, JsonObject object, Observation observation) {
        return switch (expression) {
            case ComparisonExpression.Combined combined -> {
                List<Boolean> operands = new ArrayList<>();
                for (ComparisonExpression operand : combined.operands()) {
                    operands.add(holds(operand, object, observation));
                }
                yield combined.joint() == ComparisonExpression.Joint.AND
                        ? !operands.contains(false)
                        : operands.contains(true);
            }
            case Comparison comparison -> {
                boolean any = false;
                for (Json value : values(comparison.path(), object, observation)) {
                    any |= holds(comparison, value);
                }
                yield any;
            }
            case ComparisonExpression.Exists exists ->
                    isOf(exists.path().type(), object)
                            && values(exists.path(), object, observation).isEmpty()
                                    == exists.negated();
        };
    }

    private static boolean isOf(String type, JsonObject object) {
        return new JsonString(type).equals(object.get("type"));
    }

    private static List<Json> values(ObjectPath path, JsonObject object, Observation observation) {
        List<Json> values = new ArrayList<>();
        if (isOf(path.type(), object)) {
            collect(path.steps(), object, observation, values);
        }
        return values;
    }

    private static void collect(
            List<ObjectPath.Step> steps, Json at, Observation observation, List<Json> values) {
        if (steps.isEmpty()) {
            values.add(at);
            return;
        }
        List<ObjectPath.Step> rest = steps.subList(1, steps.size());
        switch (steps.getFirst()) {
            case ObjectPath.Key key -> {
                Json from =
                        at instanceof JsonString ref
                                ? observation.references().get(ref.value())
                                : at;
                Json next = from instanceof JsonObject object ? object.get(key.name()) : null;
                if (next != null) {
                    collect(rest, next, observation, values);
                }
            }
            case ObjectPath.Index index -> {
                if (at instanceof JsonArray array && array.items().size() > index.index()) {
                    collect(rest, array.items().get(index.index()), observation, values);
                }
            }
            case ObjectPath.AnyIndex any -> {
                if (at instanceof JsonArray array) {
                    array.items().forEach(item -> collect(rest, item, observation, values));
                }
            }
        }
    }

    private static boolean holds(Comparison comparison, Json value) {
        String name = ((ObjectPath.Key) keys(comparison.path()).getLast()).name();
        boolean direct = comparison.path().steps().getLast() instanceof ObjectPath.Key;
        Object given = plain(value, direct ? name : "");
        Integer order = null;
        boolean equal = false;
        for (Constant constant : comparison.constants()) {
            order = compare(given, value, constant);
            equal |= order != null && order == 0;
        }
        Boolean holds =
                switch (comparison.operator()) {
                    case EQUAL, IN -> equal;
                    case NOT_EQUAL -> !equal;
                    case GREATER -> order == null ? null : (Boolean) (order > 0);
                    case LESS -> order == null ? null : (Boolean) (order < 0);
                    case AT_LEAST -> order == null ? null : (Boolean) (order >= 0);
                    case AT_MOST -> order == null ? null : (Boolean) (order <= 0);
                    case LIKE -> given instanceof String text && like(text, text(comparison));
                    case MATCHES ->
                            given instanceof String text
                                    && Pattern.compile(text(comparison), Pattern.DOTALL)
                                            .matcher(text)
                                            .find();
                    case ISSUBSET ->
                            value instanceof JsonString text
                                    && contains(text(comparison), text.value());
                    case ISSUPERSET ->
                            value instanceof JsonString text
                                    && contains(text.value(), text(comparison));
                };
        return holds != null && holds != comparison.negated();
    }

    private static List<ObjectPath.Step> keys(ObjectPath path) {
        return path.steps().stream().filter(ObjectPath.Key.class::isInstance).toList();
    }

    private static String text(Comparison comparison) {
        return ((Constant.Text) comparison.constant()).value();
    }

    private static @Nullable Object plain(Json value, String name) {
        return switch (value) {
            case JsonString text -> decoded(text.value(), name);
            case JsonNumber number -> new BigDecimal(number.text());
            case JsonBoolean bool -> bool.value();
            default -> null;
        };
    }

    private static String decoded(String text, String name) {
        try {
            byte[] bytes =
                    name.endsWith("_hex")
                            ? HexFormat.of().parseHex(text)
                            : name.endsWith("_bin") && text.length() % 4 == 0
                                    ? Base64.getDecoder().decode(text)
                                    : null;
            return bytes == null ? text : new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException notBytes) {
            return text;
        }
    }

    /** The order of the value and the constant; null if they have none. */
    private static @Nullable Integer compare(
            @Nullable Object given, Json value, Constant constant) {
        return switch (constant) {
            case Constant.Text text ->
                    given instanceof String other ? other.compareTo(text.value()) : null;
            case Constant.Bytes bytes ->
                    given instanceof String other ? other.compareTo(bytes.value()) : null;
            case Constant.Numeric number ->
                    given instanceof BigDecimal other ? other.compareTo(number.value()) : null;
            case Constant.Bool bool ->
                    given instanceof Boolean other && other == bool.value() ? 0 : null;
            case Constant.Timestamp timestamp -> {
                if (!(value instanceof JsonString text)) {
                    yield null;
                }
                try {
                    yield Instant.parse(text.value()).compareTo(Instant.parse(timestamp.text()));
                } catch (DateTimeException notComparable) {
                    throw new Incomparable();
                }
            }
        };
    }

    private static boolean like(String text, String like) {
        String regex =
                Arrays.stream(like.split("(?<=[%_])|(?=[%_])", -1))
                        .map(part ->
                                part.equals("%")
                                        ? ".*"
                                        : part.equals("_") ? "." : Pattern.quote(part))
                        .reduce("", String::concat);
        return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
    }

    private static boolean contains(String around, String inside) {
        if (!inside.matches("[0-9a-f.:]*[.:][0-9a-f.:]*(/[0-9]+)?")
                || !around.matches("[0-9a-f.:]*[.:][0-9a-f.:]*(/[0-9]+)?")) {
            return false;
        }
        byte[] outerBytes = bytes(around);
        byte[] innerBytes = bytes(inside);
        int bits = outerBytes.length * 8;
        int outer = around.contains("/") ? Integer.parseInt(around.split("/", -1)[1]) : bits;
        int inner = inside.contains("/") ? Integer.parseInt(inside.split("/", -1)[1]) : bits;
        return innerBytes.length == outerBytes.length
                && inner >= outer
                && new BigInteger(1, outerBytes)
                                .xor(new BigInteger(1, innerBytes))
                                .shiftRight(bits - outer)
                                .signum()
                        == 0;
    }

    private static byte[] bytes(String network) {
        try {
            return InetAddress.getByName(network.replaceAll("/.*", "")).getAddress();
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
