package org.commonwatch.archive.world;

import org.commonwatch.access.AccessRefusedException;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.history.Assertion;
import org.commonwatch.access.marking.Condition;
import org.commonwatch.access.marking.Marking;
import org.commonwatch.access.marking.MarkingDefinition;
import org.commonwatch.access.marking.MarkingText;
import org.commonwatch.access.ruling.Handling;
import org.commonwatch.access.world.Party;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.YamlFile;
import org.commonwatch.archive.YamlNode;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.json.JsonString;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Assertions and handlings that are kept one by one, each a text of the form of a world's file. */
public final class WorldTexts {
    private final WorldWords words;

    /** Of these parties, whose keys the texts use, under these charters. */
    public WorldTexts(List<Party> parties, List<Charter> charters) {
        this.words = new WorldWords(List.copyOf(parties), List.copyOf(charters));
    }

    /**
     * The assertion that a text is. Throws {@link ArchiveRefusedException} if it is none.
     *
     * @param name of the text in refusals
     */
    public Assertion assertion(String name, String text) {
        return FactYaml.assertion(YamlFile.parse(name, text), words);
    }

    /**
     * The handling that a text is: {@code owner}, {@code body}, {@code class}, {@code priority},
     * {@code markings} as lines, {@code definitions} as the JSON of marking definitions, and {@code
     * caveats}. What of its markings cannot be understood is kept as that, and so denies.
     *
     * @param name of the text in refusals
     */
    public Handling handling(String name, String text) {
        YamlNode node = YamlFile.parse(name, text);
        Map<String, YamlNode> entries =
                node.object(
                        List.of(
                                "owner",
                                "body",
                                "class",
                                "priority",
                                "markings",
                                "definitions",
                                "caveats"));
        List<Marking> markings = new ArrayList<>();
        for (YamlNode each : ObjectYaml.list(entries, "markings")) {
            markings.add(MarkingText.read(each.text()));
        }
        for (YamlNode each : ObjectYaml.list(entries, "definitions")) {
            markings.add(definition(each.words()));
        }
        for (YamlNode each : ObjectYaml.list(entries, "caveats")) {
            markings.add(caveat(each, markings.size()));
        }
        try {
            return new Handling(
                    StixId.parse(node.needed(entries, "owner").text()),
                    new BodyId(node.needed(entries, "body").text()),
                    node.needed(entries, "class").text(),
                    Optional.ofNullable(entries.get("priority")).map(YamlNode::text).orElse(""),
                    markings);
        } catch (AccessRefusedException e) {
            throw node.refused(Refusals.what(e), e.refusal().remedy());
        }
    }

    /**
     * The caveat that a text is. Throws {@link ArchiveRefusedException} if it is none.
     *
     * @param name of the text in refusals
     */
    public Marking caveat(String name, String text) {
        return ObjectYaml.caveat(YamlFile.parse(name, text), words);
    }

    private Marking caveat(YamlNode node, int place) {
        try {
            return ObjectYaml.caveat(node, words);
        } catch (ArchiveRefusedException e) {
            String why = e.refusal().message();
            return Marking.caveat("caveat " + place, new Condition.Unreadable(why));
        }
    }

    private static Marking definition(String original) {
        try {
            Json json = new JsonReader().read(original.getBytes(StandardCharsets.UTF_8));
            if (tree(json) instanceof Map<?, ?> tree) {
                Map<String, Object> named = new LinkedHashMap<>();
                tree.forEach((name, value) -> named.put(name.toString(), value));
                return MarkingDefinition.read(original, named);
            }
        } catch (RefusedException notJson) {
            // told below, as any other text that defines nothing
        }
        return new Marking(
                original, "STIX", original, List.of(new Condition.Unreadable("no definition")));
    }

    private static Object tree(Json json) {
        return switch (json) {
            case JsonObject object -> {
                Map<String, Object> members = new LinkedHashMap<>();
                object.forEach((name, value) -> members.put(name, tree(value)));
                yield members;
            }
            case JsonArray array -> array.items().stream().map(WorldTexts::tree).toList();
            case JsonString text -> text.value();
            case JsonBoolean truth -> truth == JsonBoolean.TRUE;
            case JsonNumber number -> number.toString();
            default -> "null";
        };
    }
}
