package org.commonwatch.stix.validation;

import org.commonwatch.stix.validation.Shape.Property;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a table of types of objects. A type begins with a line {@code name section [base] [-not]…},
 * where base names the common properties it has. Indented lines follow:
 *
 * <pre>
 *   name!    type   [S123]        a property; ! says required; the sentence about its value
 *   * first_seen &lt;= last_seen S1  timestamps in order; &lt; for never equal
 *   * one of a b c          S1    at least one is there
 *   * a excludes b          S1    not both are there
 *   * a needs b             S1    not a without b
 *   * some                  S1    at least one property of its own that is not required
 *   * also name                   a function of {@link SpecialRules}
 * </pre>
 *
 * Types: those of {@link NamedTypes}, {@code integer(0..9)}, {@code float(0..9)}, {@code
 * ref(type,type)}, names of vocabularies and parts; {@code T[]} is a list, {@code {T}} a
 * dictionary.
 */
final class TableReader {
    private static final Pattern RANGE = Pattern.compile("(integer|float)\\((.*)\\.\\.(.*)\\)");
    private static final Pattern REFERENCE = Pattern.compile("ref\\((.*)\\)");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** Parts of objects, by the names that the tables give them. */
    private static final Map<String, Shape> PARTS = new HashMap<>();

    /** The common properties of observables ({@code observable}) and all others ({@code core}). */
    private static final Map<String, Shape> BASES = new HashMap<>();

    /** Types of objects by name. */
    static final Map<String, Shape> OBJECTS = new HashMap<>();

    /** The extensions that the standard defines, by their keys. */
    static final Map<String, Shape> EXTENSIONS = new HashMap<>();

    static {
        // In this order, since what comes later names what came before.
        read(CommonTable.PARTS, PARTS);
        read(ObservableTable.PARTS, PARTS);
        read(ObservableTable.EXTENSIONS, EXTENSIONS);
        read(CommonTable.BASES, BASES);
        read(DomainTable.SDO, OBJECTS);
        read(DomainTable.SRO, OBJECTS);
        read(ObservableTable.SCO, OBJECTS);
        read(CommonTable.META, OBJECTS);
        read(CommonTable.BUNDLE, OBJECTS);
    }

    private final String name;
    private final String section;
    private final Map<String, Property> properties = new LinkedHashMap<>();
    private final List<Constraint> constraints = new ArrayList<>();

    private TableReader(String[] head) {
        this.name = head[0];
        this.section = head[1];
        if (head.length > 2) {
            Shape base = base(head[2]);
            base.properties()
                    .forEach((common, property) ->
                            properties.put(
                                    common, new Property(property.type(), property.bit(), false)));
            constraints.addAll(base.constraints());
        }
        for (int i = 3; i < head.length; i++) {
            properties.remove(head[i].substring(1));
        }
    }

    /** The common properties: {@code observable}, or {@code core} for all others. */
    static Shape base(String name) {
        Shape base = BASES.get(name);
        if (base == null) {
            throw new IllegalStateException("there are no common properties " + name);
        }
        return base;
    }

    private static void read(String table, Map<String, Shape> types) {
        List<String> block = new ArrayList<>();
        for (String line : table.lines().filter(each -> !each.isBlank()).toList()) {
            if (!line.startsWith(" ") && !block.isEmpty()) {
                readType(block, types);
                block.clear();
            }
            block.add(line);
        }
        readType(block, types);
    }

    private static void readType(List<String> block, Map<String, Shape> types) {
        TableReader reader = new TableReader(words(block.getFirst()));
        for (String line : block.subList(1, block.size())) {
            reader.line(words(line));
        }
        types.put(reader.name, reader.type());
    }

    private static String[] words(String line) {
        return BLANKS.split(line.strip(), -1);
    }

    private Shape type() {
        return new Shape(section, properties, constraints);
    }

    private void line(String[] words) {
        if (words[0].equals("*")) {
            constraints.add(constraint(words));
            return;
        }
        boolean required = words[0].endsWith("!");
        String property = required ? words[0].substring(0, words[0].length() - 1) : words[0];
        String requirement = words.length > 2 ? words[2] : "";
        Property before = properties.get(property);
        long bit = before != null ? before.bit() : 0;
        if (required && bit == 0) {
            bit = Long.highestOneBit(bits()) << 1;
            bit = bit == 0 ? 1 : bit;
        }
        properties.put(property, new Property(valueType(words[1], requirement), bit, true));
    }

    private long bits() {
        return properties.values().stream().mapToLong(Property::bit).reduce(0, (a, b) -> a | b);
    }

    private Constraint constraint(String[] words) {
        if (words[1].equals("also")) {
            return SpecialRules.named(words[2]);
        }
        int last = words.length - 1;
        Rule rule = Rule.must(words[last], section);
        return switch (words[1]) {
            case "some" -> new Shape.SomeOwn(properties, rule);
            case "one" -> new Constraint.OneOf(List.of(words).subList(3, last), rule);
            default ->
                    switch (words[2]) {
                        case "<=" -> new Constraint.Order(words[1], words[3], false, rule);
                        case "<" -> new Constraint.Order(words[1], words[3], true, rule);
                        case "excludes" -> new Constraint.Excludes(words[1], words[3], rule);
                        case "needs" -> new Constraint.Needs(words[1], words[3], rule);
                        default ->
                                throw new IllegalStateException(
                                        name + ": no constraint " + words[2]);
                    };
        };
    }

    private ValueType valueType(String text, String requirement) {
        if (text.endsWith("[]")) {
            String items = text.substring(0, text.length() - 2);
            return new ValueType.ListOf(valueType(items, requirement));
        }
        if (text.startsWith("{")) {
            String values = text.substring(1, text.length() - 1);
            return new ValueType.Dictionary(valueType(values, requirement), true);
        }
        Rule rule = requirement.isEmpty() ? ValueType.TYPE : Rule.must(requirement, section);
        Matcher range = RANGE.matcher(text);
        if (range.matches()) {
            return range(range, rule);
        }
        Matcher reference = REFERENCE.matcher(text);
        if (reference.matches()) {
            return new ValueType.Reference(
                    new ValueType.TypeSet(Set.of(reference.group(1).split(","))), rule);
        }
        if (text.endsWith("-ov") || text.endsWith("-enum")) {
            return vocabulary(text, requirement);
        }
        Shape part = PARTS.get(text);
        if (part != null) {
            return new ValueType.Part(part);
        }
        return NamedTypes.named(text, rule);
    }

    private static ValueType range(Matcher range, Rule rule) {
        String least = range.group(2);
        String most = range.group(3);
        if (range.group(1).equals("float")) {
            return new ValueType.Real(Double.parseDouble(least), Double.parseDouble(most), rule);
        }
        long highest = most.isEmpty() ? ValueType.Whole.SAFE : Long.parseLong(most);
        return new ValueType.Whole(Long.parseLong(least), highest, rule);
    }

    private ValueType vocabulary(String text, String requirement) {
        Vocabularies.Words words = Vocabularies.named(text);
        Rule rule =
                words.check().isEmpty()
                        ? Rule.must(requirement.isEmpty() ? "S010" : requirement, section)
                        : Rule.should(
                                words.check(),
                                requirement.isEmpty() ? "S044" : requirement,
                                section);
        return new ValueType.Vocabulary(text, words.words(), rule);
    }
}
