package org.commonwatch.stix.validation;

import org.commonwatch.stix.ObjectType;
import org.commonwatch.stix.StixTime;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What the value of a property must be: a data type of §2, perhaps narrowed for the property. */
interface ValueType {
    /** Reports what is wrong with a value, the walk being where it is. */
    void check(Json value, Walk walk);

    /** Conforming to the data type is one sentence for all types that have none of their own. */
    Rule TYPE = Rule.must("S547", "12.1");

    /** Any string (§2.15). */
    ValueType STRING =
            (value, walk) -> {
                if (!(value instanceof JsonString)) {
                    walk.report(TYPE, value, "is not a string", "write it as a string");
                }
            };

    /** A boolean (§2.2). */
    ValueType BOOLEAN =
            (value, walk) -> {
                if (!(value instanceof JsonBoolean)) {
                    walk.report(
                            Rule.must("S004", "2.2"),
                            value,
                            "is neither true nor false",
                            "write true or false, without quotes");
                }
            };

    /** Any value that the standard has: no null, nothing empty, names and keys of the alphabet. */
    ValueType ANY = Extensions::checkCustomValue;

    /** An object of members that nothing is known of (§2.3). */
    ValueType DICTIONARY = new Dictionary(ANY, false);

    /**
     * A whole number within bounds (§2.10).
     *
     * @param rule the sentence that gives the bounds
     */
    record Whole(long least, long most, Rule rule) implements ValueType {
        /** What I-JSON can hold exactly, 2^53 - 1. */
        static final long SAFE = (1L << 53) - 1;

        static final Rule RANGE = Rule.must("S033", "2.10");

        @Override
        public void check(Json value, Walk walk) {
            if (!(value instanceof JsonNumber number) || !number.isInteger()) {
                walk.report(
                        RANGE, value, "is not an integer", "write a whole number without quotes");
            } else if (number.longValue() < least || number.longValue() > most) {
                walk.report(
                        rule,
                        value,
                        "is not between " + least + " and " + most,
                        "give a number in that range");
            }
        }
    }

    /** A number within bounds (§2.4). */
    record Real(double least, double most, Rule rule) implements ValueType {
        @Override
        public void check(Json value, Walk walk) {
            if (!(value instanceof JsonNumber number)) {
                walk.report(TYPE, value, "is not a number", "write a number without quotes");
            } else if (!(number.doubleValue() >= least && number.doubleValue() <= most)) {
                walk.report(
                        rule,
                        value,
                        "is not between " + least + " and " + most,
                        "give a number in that range");
            }
        }
    }

    /** A timestamp (§2.16) with so many digits of a second. */
    record Timestamp(int leastDigits, int mostDigits, Rule rule) implements ValueType {
        private static final Rule FORM = Rule.must("S046", "2.16.1");
        private static final Rule ZONE = Rule.must("S048", "2.16.1");

        @Override
        public void check(Json value, Walk walk) {
            if (!(value instanceof JsonString string)) {
                walk.report(TYPE, value, "is not a timestamp", "write it as a string");
            } else if (!StixTime.isTime(string.value())) {
                walk.report(
                        string.value().endsWith("Z") ? FORM : ZONE,
                        value,
                        "is not a timestamp",
                        "write it in UTC as YYYY-MM-DDTHH:mm:ss.sssZ");
            } else {
                int digits = StixTime.parse(string.value()).fractionDigits();
                if (digits < leastDigits || digits > mostDigits) {
                    walk.report(
                            rule,
                            value,
                            "has " + digits + " digits of a second",
                            leastDigits > 0
                                    ? "give at least " + leastDigits
                                    : "leave them and the point away");
                }
            }
        }
    }

    /** A string of a form, such as hexadecimal. */
    record Format(Predicate<String> form, Rule rule, String complaint, String remedy)
            implements ValueType {
        @Override
        public void check(Json value, Walk walk) {
            if (!(value instanceof JsonString string)) {
                walk.report(TYPE, value, "is not a string", "write it as a string");
            } else if (!form.test(string.value())) {
                walk.report(rule, value, complaint, remedy);
            }
        }
    }

    /** As {@link Format}, unless the object says that its values are defanged (§3.2). */
    record Fanged(Format format) implements ValueType {
        @Override
        public void check(Json value, Walk walk) {
            if (walk.root().get("defanged") == JsonBoolean.TRUE) {
                STRING.check(value, walk);
            } else {
                format.check(value, walk);
            }
        }
    }

    /**
     * One of an enumeration (§2.4), or of an open vocabulary (§2.14), where another value is only
     * warned of.
     *
     * @param rule names the check of an open vocabulary
     */
    record Vocabulary(String name, Set<String> words, Rule rule) implements ValueType {
        static final Rule FORM = Rule.should("open-vocab-format", "S045", "2.14");

        @Override
        public void check(Json value, Walk walk) {
            if (!(value instanceof JsonString string)) {
                walk.report(TYPE, value, "is not a string", "write it as a string");
            } else if (!words.contains(string.value())) {
                walk.report(rule, value, "is not in " + name, "use one of " + known());
                if (rule.severity() == Severity.WARNING && !Formats.isHyphenated(string.value())) {
                    walk.report(
                            FORM,
                            value,
                            "is not in lower case with hyphens",
                            "write words of your own so");
                }
            }
        }

        private String known() {
            String all = String.join(", ", words.stream().sorted().toList());
            return all.length() <= 200 ? all : all.substring(0, all.lastIndexOf(',', 200)) + ", …";
        }
    }

    /** An identifier of an object of certain types (§2.9). */
    record Reference(TypeSet types, Rule rule) implements ValueType {
        static final Rule FORM = Rule.must("S021", "2.9");
        // The examples that were published with the standard hold references whose UUID lacks a
        // digit, and have been judged valid ever since: such a one leads nowhere, and is told.
        private static final Rule UUID = Rule.should("uuid-check", "S021", "2.9");

        @Override
        public void check(Json value, Walk walk) {
            if (!(value instanceof JsonString string)) {
                walk.report(TYPE, value, "is not an identifier", "write it as a string");
            } else if (Formats.isNearlyIdentifier(string.value())) {
                walk.report(UUID, value, "has no whole UUID", "write all of its 32 digits");
            } else if (!Formats.isIdentifier(string.value())) {
                if (walk.isOfContainer(string.value())) {
                    return;
                }
                walk.report(
                        FORM, value, "is not an identifier", "write it as type--UUID (RFC 4122)");
            } else if (!types.contains(string.value())) {
                walk.report(rule, value, "does not refer to " + types.name(), "refer to " + types);
            }
        }
    }

    /** A list (§2.12): at least one item, all of one type. */
    record ListOf(ValueType items) implements ValueType {
        private static final Rule LIST = Rule.must("S037", "2.12");
        static final Rule EMPTY = Rule.must("S038", "2.12");

        @Override
        public void check(Json value, Walk walk) {
            if (!(value instanceof JsonArray array)) {
                walk.report(LIST, value, "is not a list", "write it as a list, in brackets");
                return;
            }
            List<Json> all = array.items();
            if (all.isEmpty()) {
                walk.report(EMPTY, "the list is empty", "leave the property out");
            }
            for (int i = 0; i < all.size(); i++) {
                if (walk.enter(i)) {
                    items.check(all.get(i), walk);
                }
                walk.leave();
            }
        }
    }

    /**
     * An object of keys that the standard does not name (§2.3).
     *
     * @param keysAsFound whether keys are names from elsewhere, such as of headers, which keep
     *     their case
     */
    record Dictionary(ValueType values, boolean keysAsFound) implements ValueType {
        static final Rule EMPTY = Rule.must("S007", "2.3");
        static final Rule KEY = Rule.must("S005", "2.3");
        static final Rule CASE = Rule.should("observable-dictionary-keys", "S006", "2.3");

        @Override
        public void check(Json value, Walk walk) {
            if (!(value instanceof JsonObject object)) {
                walk.report(TYPE, value, "is not a dictionary", "write it as an object, in braces");
                return;
            }
            if (object.size() == 0) {
                walk.report(EMPTY, "the dictionary is empty", "leave the property out");
            }
            for (int i = 0; i < object.size(); i++) {
                String key = object.name(i);
                if (walk.enter(key)) {
                    checkKey(key, walk);
                    values.check(object.value(i), walk);
                }
                walk.leave();
            }
        }

        private void checkKey(String key, Walk walk) {
            if (!Formats.isKey(key)) {
                walk.report(
                        KEY,
                        "the key '" + Walk.cut(key) + "' has other characters, or over 250",
                        "use a-z, A-Z, 0-9, hyphen and underscore");
            } else if (!keysAsFound && !Formats.hasNoCapitals(key)) {
                walk.report(
                        CASE,
                        "the key '" + Walk.cut(key) + "' has capital letters",
                        "write it in lower case");
            }
        }
    }

    /** A string in one case, and else a whole number. */
    ValueType STRING_OR_INTEGER =
            (value, walk) -> {
                if (!(value instanceof JsonString)) {
                    new Whole(-Whole.SAFE, Whole.SAFE, Whole.RANGE).check(value, walk);
                }
            };

    /** An object within an object, of a type that a table describes. */
    record Part(Shape type) implements ValueType {
        @Override
        public void check(Json value, Walk walk) {
            if (value instanceof JsonObject object) {
                type.check(object, walk);
            } else {
                walk.report(TYPE, value, "is not an object", "write it as an object, in braces");
            }
        }
    }

    /**
     * Types of objects that a reference may name: types by name, or one of the groups {@code sdo},
     * {@code sco}, {@code sro} and {@code any}. A type that the standard does not know may be of
     * any group; {@code any} are all but the bundle.
     */
    record TypeSet(Set<String> names) {
        public TypeSet {
            names = Set.copyOf(names);
        }

        boolean contains(String identifier) {
            if (names.size() == 1) {
                String only = names.iterator().next();
                if (identifier.length() == only.length() + 2 + Formats.UUID_LENGTH
                        && identifier.startsWith(only)) {
                    return true;
                }
            }
            String type = Formats.typeOf(identifier);
            if (names.contains(type)) {
                return true;
            }
            ObjectType known = ObjectType.of(type);
            if (known == null) {
                return names.contains("sdo") || names.contains("sco") || names.contains("any");
            }
            return switch (known.category()) {
                case DOMAIN -> names.contains("sdo") || names.contains("any");
                case OBSERVABLE -> names.contains("sco") || names.contains("any");
                case RELATIONSHIP -> names.contains("sro") || names.contains("any");
                case META -> names.contains("any");
                case BUNDLE -> false;
            };
        }

        /** What is allowed, in words. */
        String name() {
            List<String> words =
                    names.stream()
                            .sorted()
                            .map(name ->
                                    switch (name) {
                                        case "any" -> "a STIX object";
                                        case "sdo" -> "a domain object";
                                        case "sco" -> "an observable";
                                        case "sro" -> "a relationship object";
                                        default -> name;
                                    })
                            .toList();
            return String.join(" or ", words);
        }

        @Override
        public String toString() {
            return name();
        }
    }
}
