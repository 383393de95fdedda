package org.commonwatch.stix.validation;

import org.commonwatch.stix.ObjectType;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.pattern.ComparisonExpression;
import org.commonwatch.stix.pattern.ObjectPath;
import org.commonwatch.stix.pattern.ObservationExpression;
import org.commonwatch.stix.pattern.Pattern;
import org.commonwatch.stix.pattern.Qualifier;

/** The pattern of an indicator, if it is one of STIX (§9): its syntax, and what its paths name. */
final class Patterns {
    private static final Rule PATTERN = Rule.must("S120", "4.7.1");
    private static final Rule TYPE = Rule.must("S495", "9.7");
    private static final Rule NAME = Rule.must("S496", "9.7");
    private static final Rule KNOWN_NAME = Rule.should("pattern-properties", "S496", "9.7");
    private static final Rule WINDOW = Rule.should("pattern-window", "S465", "9.5.1");
    private static final Rule UNKNOWN_TYPE = Rule.must("", "11.2");
    private static final Rule UNKNOWN_PROPERTY = Rule.must("", "11.1");

    private Patterns() {}

    static void check(JsonObject indicator, Walk walk) {
        if (!Identity.is(indicator, "pattern_type", "stix")
                || !(indicator.get("pattern") instanceof JsonString text)) {
            return; // of another language, or reported
        }
        walk.enter("pattern");
        try {
            check(Pattern.parse(text.value()).root(), walk);
        } catch (RefusedException refused) {
            walk.report(PATTERN, refused.refusal().message(), refused.refusal().remedy());
        }
        walk.leave();
    }

    private static void check(ObservationExpression expression, Walk walk) {
        switch (expression) {
            case ObservationExpression.Single single -> check(single.comparisons(), walk);
            case ObservationExpression.Combined combined ->
                    combined.operands().forEach(operand -> check(operand, walk));
            case ObservationExpression.Qualified qualified -> {
                check(qualified.operand(), walk);
                for (Qualifier qualifier : qualified.qualifiers()) {
                    if (qualifier instanceof Qualifier.StartStop window) {
                        check(window, walk);
                    }
                }
            }
        }
    }

    private static void check(Qualifier.StartStop window, Walk walk) {
        String from = text(walk.root(), "valid_from");
        String until = text(walk.root(), "valid_until");
        if (Formats.isLater(from, window.start().text())
                || Formats.isLater(window.stop().text(), until)) {
            walk.report(
                    WINDOW,
                    "START and STOP reach beyond valid_from and valid_until",
                    "look only while the indicator is valid");
        }
    }

    private static String text(JsonObject indicator, String member) {
        return indicator.get(member) instanceof JsonString text ? text.value() : "";
    }

    private static void check(ComparisonExpression expression, Walk walk) {
        switch (expression) {
            case ComparisonExpression.Combined combined ->
                    combined.operands().forEach(operand -> check(operand, walk));
            case ComparisonExpression.Comparison comparison -> check(comparison.path(), walk);
            case ComparisonExpression.Exists exists -> check(exists.path(), walk);
        }
    }

    private static void check(ObjectPath path, Walk walk) {
        ObjectType type = ObjectType.of(path.type());
        if (type == null) {
            checkUnknownType(path.type(), walk);
        } else if (type.category() != ObjectType.Category.OBSERVABLE) {
            walk.report(
                    TYPE,
                    "'" + path.type() + "' is not a type of observables",
                    "begin the path with an observable, such as ipv4-addr");
        }
        if (path.steps().getFirst() instanceof ObjectPath.Key key) {
            checkProperty(path.type(), key.name(), walk);
        }
    }

    private static void checkUnknownType(String type, Walk walk) {
        if (!Formats.isTypeName(type)) {
            walk.report(
                    TYPE,
                    "'" + Walk.cut(type) + "' is not a name of a type",
                    "use 3 to 250 of a-z, 0-9 and single hyphens, a letter first");
        } else if (walk.options().standardTypes()) {
            walk.report(
                    UNKNOWN_TYPE,
                    "the standard has no type '" + Walk.cut(type) + "'",
                    "use an observable of the standard");
        }
    }

    private static void checkProperty(String type, String name, Walk walk) {
        Shape shape = TableReader.OBJECTS.get(type);
        if (shape != null && shape.properties().containsKey(name)) {
            return;
        }
        if (!Formats.isPropertyName(name)) {
            walk.report(
                    NAME,
                    "'" + Walk.cut(name) + "' is not a name of a property",
                    "use 3 to 250 of a-z, 0-9 and underscore, a letter first");
        } else if (shape != null && walk.options().standardProperties()) {
            walk.report(
                    UNKNOWN_PROPERTY,
                    "the standard has no property '" + Walk.cut(name) + "' of " + type,
                    "use a property of the standard");
        } else if (shape != null && !name.startsWith("x_")) {
            walk.report(
                    KNOWN_NAME,
                    "'" + Walk.cut(name) + "' is not a property of " + type,
                    "correct it, or begin the name of a custom property with x_");
        }
    }
}
