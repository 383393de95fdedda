package org.commonwatch.archive.world;

import org.commonwatch.access.AccessRefusedException;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.marking.Circle;
import org.commonwatch.access.marking.Condition;
import org.commonwatch.access.marking.Marking;
import org.commonwatch.access.marking.MarkingText;
import org.commonwatch.access.ruling.Handling;
import org.commonwatch.access.world.SharedObject;
import org.commonwatch.archive.YamlNode;
import org.commonwatch.stix.StixId;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Objects as they stand in a world's file. */
final class ObjectYaml {
    private static final List<String> CAVEATS =
            List.of(
                    "id",
                    "not-to",
                    "only-to",
                    "groups",
                    "within",
                    "ask-originator",
                    "embargo",
                    "expiry",
                    "hide",
                    "no-onward",
                    "purpose");

    private ObjectYaml() {}

    static SharedObject object(YamlNode node, WorldWords words) {
        Map<String, YamlNode> entries =
                node.object(
                        List.of(
                                "name",
                                "owner",
                                "body",
                                "class",
                                "priority",
                                "markings",
                                "caveats",
                                "count"));
        List<Marking> markings = new ArrayList<>();
        for (YamlNode each : list(entries, "markings")) {
            markings.add(MarkingText.read(each.text()));
        }
        for (YamlNode each : list(entries, "caveats")) {
            markings.add(caveat(each, words));
        }
        return new SharedObject(
                node.needed(entries, "name").words(),
                handling(node, entries, words, markings),
                Optional.ofNullable(entries.get("count"))
                        .map(each -> CharterFile.number(each, 1))
                        .orElse(1));
    }

    private static Handling handling(
            YamlNode node,
            Map<String, YamlNode> entries,
            WorldWords words,
            List<Marking> markings) {
        BodyId body = words.body(node.needed(entries, "body"));
        try {
            return new Handling(
                    words.party(node.needed(entries, "owner")),
                    body,
                    words.dataClass(node.needed(entries, "class"), body),
                    Optional.ofNullable(entries.get("priority")).map(YamlNode::text).orElse(""),
                    markings);
        } catch (AccessRefusedException e) {
            throw node.refused(Refusals.what(e), e.refusal().remedy());
        }
    }

    static List<YamlNode> list(Map<String, YamlNode> entries, String key) {
        return Optional.ofNullable(entries.get(key)).map(YamlNode::list).orElse(List.of());
    }

    static Marking caveat(YamlNode node, WorldWords words) {
        Map<String, YamlNode> entries = node.object(CAVEATS);
        String id = node.needed(entries, "id").text();
        List<Condition> says = new ArrayList<>();
        boolean only =
                entries.containsKey("only-to")
                        || entries.containsKey("groups")
                        || entries.containsKey("within");
        if (only) {
            says.add(new Condition.OnlyTo(circle(entries, words)));
        }
        entries.forEach((key, value) -> {
            switch (key) {
                case "not-to" -> says.add(new Condition.NotTo(Circle.of(parties(value, words))));
                case "ask-originator" ->
                        says.add(new Condition.AskOriginator(parties(value, words)));
                case "embargo" -> says.add(new Condition.Embargo(Dates.instant(value)));
                case "expiry" -> says.add(new Condition.Expiry(Dates.instant(value)));
                case "hide" -> says.add(new Condition.Hide(value.text()));
                case "purpose" -> says.add(Condition.Duty.purpose(List.of(value.words())));
                case "no-onward" -> {
                    if (value.truth()) {
                        says.add(Condition.Duty.NO_ONWARD);
                    }
                }
                default -> {}
            }
        });
        if (says.size() != 1) {
            throw node.refused(
                    "a caveat says one thing, and this says " + says.size(),
                    "Write a caveat for each, with an id of its own.");
        }
        return Marking.caveat(id, says.getFirst());
    }

    private static Circle circle(Map<String, YamlNode> entries, WorldWords words) {
        Set<Circle.Within> within = new LinkedHashSet<>();
        Optional.ofNullable(entries.get("within"))
                .ifPresent(node -> {
                    Map<String, YamlNode> parts = node.object(List.of("body", "least"));
                    BodyId body = words.body(node.needed(parts, "body"));
                    String least = words.type(node.needed(parts, "least"), body);
                    within.add(new Circle.Within(body, least));
                });
        return new Circle(
                Optional.ofNullable(entries.get("only-to"))
                        .map(each -> parties(each, words))
                        .orElse(Set.of()),
                Optional.ofNullable(entries.get("groups"))
                        .<Set<String>>map(each -> new LinkedHashSet<>(each.texts()))
                        .orElse(Set.of()),
                within);
    }

    private static Set<StixId> parties(YamlNode node, WorldWords words) {
        return new LinkedHashSet<>(words.parties(node));
    }
}
