package org.commonwatch.access.marking;

import org.commonwatch.access.saying.Phrase;
import org.commonwatch.access.saying.Saying;
import org.commonwatch.stix.Tlp;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads marking definitions of STIX 2.1: the Traffic Light Protocol 1 by its official ids and 2.0
 * by its extension, the Permissible Actions Protocol, IEP 2.0, ACS 3.0 and statements. Whoever
 * reads the JSON gives it as a tree of maps, lists and texts; what is not known there is never
 * passed over.
 */
public final class MarkingDefinition {
    // TLP 1, STIX 2.1 §7.2.1.4: these and no others.
    private static final Map<String, Tlp> VERSION_1 =
            Map.of(
                    "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", Tlp.CLEAR,
                    "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da", Tlp.GREEN,
                    "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82", Tlp.AMBER,
                    "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed", Tlp.RED);

    private MarkingDefinition() {}

    /**
     * What a definition means.
     *
     * @param original its JSON, exactly as it came
     * @param tree the same as maps, lists and texts
     */
    public static Marking read(String original, Map<String, ?> tree) {
        String id = text(tree, "id");
        if (!text(tree, "type").equals("marking-definition") || id.isEmpty()) {
            return unreadable(id, original, "not a marking definition");
        }
        List<Condition> means = new ArrayList<>();
        String scheme = defined(means, id, tree);
        for (Map.Entry<String, ?> entry : object(tree.get("extensions")).entrySet()) {
            scheme = extended(means, id, entry.getKey(), object(entry.getValue()));
        }
        return means.isEmpty()
                ? unreadable(id, original, "a definition that defines nothing")
                : new Marking(id, scheme, original, means);
    }

    private static String defined(List<Condition> means, String id, Map<String, ?> tree) {
        String type = text(tree, "definition_type");
        Map<String, ?> definition = object(tree.get("definition"));
        switch (type) {
            case "tlp" -> {
                Tlp tlp = VERSION_1.get(id);
                means.add(
                        tlp == null
                                ? new Condition.Unreadable("no official id of TLP 1")
                                : new Condition.Level(tlp));
            }
            case "statement" ->
                    means.add(
                            new Condition.Duty(
                                    Saying.of(Phrase.HEED)
                                            .with("statement", text(definition, "statement"))));
            case "iep" -> means.addAll(Iep.means(definition));
            case "" -> {}
            default -> means.add(new Condition.Unreadable("definition_type " + type));
        }
        return type.toUpperCase(Locale.ROOT);
    }

    private static String extended(
            List<Condition> means, String id, String name, Map<String, ?> extension) {
        if (extension.containsKey("tlp_2_0")) {
            Condition level = MarkingText.tlp(text(extension, "tlp_2_0"));
            boolean official =
                    level instanceof Condition.Level each
                            && each.tlp().marking().toString().equals(id);
            means.add(official ? level : new Condition.Unreadable("no official id of TLP 2.0"));
            return "TLP";
        }
        if (extension.containsKey("pap")) {
            means.add(MarkingText.pap(text(extension, "pap")));
            return "PAP";
        }
        if (extension.containsKey("misp_distribution")) {
            means.addAll(distribution(object(extension.get("misp_distribution"))));
            return "MISP";
        }
        if (extension.containsKey("iep_version")) {
            means.addAll(Iep.means(extension));
            return "IEP";
        }
        if (name.equals(Acs.EXTENSION)) {
            means.addAll(Acs.means(extension));
            return "ACS";
        }
        means.add(new Condition.Unreadable(name));
        return "STIX";
    }

    private static List<Condition> distribution(Map<String, ?> said) {
        String level = String.valueOf(said.get("level"));
        List<String> organisations = texts(said.get("organisations"));
        Optional<MispDistribution.SharingGroup> group =
                organisations.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new MispDistribution.SharingGroup(
                                        text(said, "sharing_group"), organisations));
        return level.matches("[0-5]")
                ? MispDistribution.read(level, Integer.parseInt(level), group, Optional.empty())
                        .means()
                : List.of(new Condition.Unreadable("MISP distribution " + level));
    }

    private static Marking unreadable(String id, String original, String what) {
        return new Marking(id, "STIX", original, List.of(new Condition.Unreadable(what)));
    }

    /** The text under a key; empty if there is none. */
    static String text(Map<String, ?> tree, String key) {
        return tree.get(key) instanceof String text ? text : "";
    }

    /** A tree of an object; empty if it is none. */
    static Map<String, ?> object(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return Map.of();
        }
        Map<String, Object> object = new LinkedHashMap<>();
        map.forEach((key, each) -> object.put(String.valueOf(key), each == null ? "" : each));
        return object;
    }

    /** The texts of a list; a single text is a list of one. */
    static List<String> texts(@Nullable Object value) {
        if (value instanceof String text) {
            return List.of(text);
        }
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
