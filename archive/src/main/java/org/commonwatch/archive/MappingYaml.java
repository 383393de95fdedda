package org.commonwatch.archive;

import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.sensor.mapping.Mapping;
import org.commonwatch.telemetry.sensor.mapping.Mapping.Column;
import org.commonwatch.telemetry.sensor.mapping.Mapping.Effect;
import org.commonwatch.telemetry.sensor.mapping.Mapping.Meaning;
import org.commonwatch.telemetry.sensor.mapping.Mapping.Sort;
import org.commonwatch.telemetry.sensor.mapping.Split;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Makes mappings of what YAML files say. */
final class MappingYaml {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Pattern TYPE = Pattern.compile("[a-z0-9-]{1,40}/[a-z0-9-]{1,40}");
    private static final int LIST_LIMIT = 1_000;
    private static final List<String> GRADES =
            IntStream.rangeClosed(1, 10).mapToObj(Integer::toString).toList();

    private final String file;

    MappingYaml(String file) {
        this.file = file;
    }

    Mapping mapping(YamlNode root) {
        Map<String, YamlNode> entries =
                root.object(List.of("name", "syslog", "splits", "times", "sorts"));
        YamlNode named = root.needed(entries, "name");
        String name = named.text();
        if (!NAME.matcher(name).matches()) {
            throw named.refused(
                    "'" + name + "' is no name", "Write small letters, digits and hyphens.");
        }
        YamlNode splits = root.needed(entries, "splits");
        YamlNode sorts = root.needed(entries, "sorts");
        Mapping mapping =
                new Mapping(
                        name,
                        entries.containsKey("syslog") && root.needed(entries, "syslog").truth(),
                        some(splits).stream().map(this::split).toList(),
                        elements(root.needed(entries, "times")).stream()
                                .map(YamlNode::texts)
                                .toList(),
                        some(sorts).stream().map(this::sort).toList());
        if (mapping.times().isEmpty() && !mapping.syslog()) {
            throw root.refused("no line would have a time", "Name fields under 'times'.");
        }
        return mapping;
    }

    private Split split(YamlNode node) {
        Map<String, YamlNode> entries = node.object(List.of("pairs", "table", "json", "messages"));
        if (entries.size() != 1) {
            throw node.refused("one way to split is expected here", "Write one.");
        }
        Map.Entry<String, YamlNode> only = entries.entrySet().iterator().next();
        YamlNode how = only.getValue();
        return switch (only.getKey()) {
            case "pairs" -> pairs(how);
            case "table" -> {
                Map<String, YamlNode> table = how.object(List.of("separator", "header"));
                boolean header = how.needed(table, "header").truth();
                yield new Split.Table(how.needed(table, "separator").character(), header);
            }
            case "messages" -> {
                Map<String, YamlNode> messages = how.object(List.of("marks", "templates"));
                yield new Split.Messages(
                        how.needed(messages, "marks").texts(),
                        some(how.needed(messages, "templates")).stream()
                                .map(MappingYaml::template)
                                .toList());
            }
            default -> {
                how.object(List.of());
                yield new Split.Json();
            }
        };
    }

    private static Split pairs(YamlNode node) {
        Map<String, YamlNode> pairs = node.object(List.of("after", "between", "equals"));
        String after = pairs.containsKey("after") ? node.needed(pairs, "after").text() : "";
        return new Split.Pairs(
                after,
                node.needed(pairs, "between").character(),
                node.needed(pairs, "equals").character());
    }

    private static Split.Template template(YamlNode node) {
        Map<String, YamlNode> entries = node.object(List.of("messages", "text", "gives"));
        YamlNode text = node.needed(entries, "text");
        if (text.text().startsWith("{") || text.text().isEmpty()) {
            throw text.refused("a template starts with what it is known by", "Write that.");
        }
        Map<String, String> gives = new LinkedHashMap<>();
        if (entries.containsKey("gives")) {
            node.needed(entries, "gives")
                    .object()
                    .forEach((field, value) -> gives.put(field, value.text()));
        }
        return new Split.Template(node.needed(entries, "messages").texts(), text.text(), gives);
    }

    private Sort sort(YamlNode node) {
        Map<String, YamlNode> entries = node.object(List.of("when", "type", "columns", "meanings"));
        YamlNode typed = node.needed(entries, "type");
        if (!TYPE.matcher(typed.text()).matches()) {
            throw typed.refused(
                    "'" + typed.text() + "' is no type", "Write one such as firewall/traffic.");
        }
        Map<String, List<String>> when = new LinkedHashMap<>();
        if (entries.containsKey("when")) {
            node.needed(entries, "when")
                    .object()
                    .forEach((field, values) -> when.put(field, values.texts()));
        }
        Map<Column, List<String>> columns = new EnumMap<>(Column.class);
        node.needed(entries, "columns")
                .object(Arrays.stream(Column.values()).map(MappingYaml::label).toList())
                .forEach((label, fields) -> columns.put(column(label), fields.texts()));
        List<Meaning> meanings = new ArrayList<>();
        if (entries.containsKey("meanings")) {
            for (YamlNode meaning : elements(node.needed(entries, "meanings"))) {
                meanings.add(meaning(meaning));
            }
        }
        return new Sort(when, typed.text(), columns, meanings);
    }

    private static Meaning meaning(YamlNode node) {
        Map<String, YamlNode> entries =
                node.object(List.of("field", "is", "within", "facts", "kind", "severity"));
        boolean within = entries.containsKey("within");
        if (within == entries.containsKey("is")) {
            throw node.refused("either 'is' or 'within' is expected here", "Write one of them.");
        }
        Set<Fact> facts = EnumSet.noneOf(Fact.class);
        if (entries.containsKey("facts")) {
            List<Fact> known =
                    Arrays.stream(Fact.values()).filter(fact -> fact != Fact.ESTABLISHED).toList();
            for (YamlNode fact : node.needed(entries, "facts").list()) {
                fact.known(fact.text(), known.stream().map(Fact::label).toList());
                known.stream().filter(one -> one.label().equals(fact.text())).forEach(facts::add);
            }
        }
        int severity = 0;
        if (entries.containsKey("severity")) {
            severity = Integer.parseInt(node.needed(entries, "severity").oneOf(GRADES, "0"));
        }
        return new Meaning(
                node.needed(entries, "field").text(),
                node.needed(entries, within ? "within" : "is").texts(),
                within,
                new Effect(facts, kind(node, entries), severity));
    }

    private static @Nullable Kind kind(YamlNode node, Map<String, YamlNode> entries) {
        if (!entries.containsKey("kind")) {
            return null;
        }
        YamlNode named = node.needed(entries, "kind");
        named.known(named.text(), Arrays.stream(Kind.values()).map(Kind::label).toList());
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.label().equals(named.text()))
                .findFirst()
                .orElse(null);
    }

    private static String label(Column column) {
        return column.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Column column(String label) {
        return Column.valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private List<YamlNode> some(YamlNode node) {
        List<YamlNode> elements = elements(node);
        if (elements.isEmpty()) {
            throw node.refused("the list is empty", "Write at least one element.");
        }
        return elements;
    }

    private List<YamlNode> elements(YamlNode node) {
        List<YamlNode> elements = node.list();
        if (elements.size() > LIST_LIMIT) {
            throw YamlFile.refused(
                    file, 1, "a list has more than " + LIST_LIMIT + " elements", "Shorten it.");
        }
        return elements;
    }
}
