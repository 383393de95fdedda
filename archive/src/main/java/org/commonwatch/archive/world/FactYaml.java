package org.commonwatch.archive.world;

import org.commonwatch.access.AccessRefusedException;
import org.commonwatch.access.Affiliation;
import org.commonwatch.access.Agreement;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.Correspondence;
import org.commonwatch.access.Decision;
import org.commonwatch.access.Designation;
import org.commonwatch.access.Fact;
import org.commonwatch.access.Figure;
import org.commonwatch.access.Request;
import org.commonwatch.access.RequestState;
import org.commonwatch.access.RequestStep;
import org.commonwatch.access.Restriction;
import org.commonwatch.access.Right;
import org.commonwatch.access.Scope;
import org.commonwatch.access.Session;
import org.commonwatch.access.Standing;
import org.commonwatch.access.history.Assertion;
import org.commonwatch.archive.YamlNode;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Assertions as they stand in a world's file: who says so, and one fact under its own key. */
final class FactYaml {
    private static final List<String> FACTS =
            List.of(
                    "standing",
                    "decision",
                    "designation",
                    "agreement",
                    "right",
                    "restriction",
                    "affiliation",
                    "letter",
                    "request",
                    "step",
                    "session",
                    "figure",
                    "denied");
    private static final List<String> ABOUT =
            List.of("id", "matter", "source", "document", "recorded", "supersedes");

    private final YamlNode node;
    private final Map<String, YamlNode> entries;
    private final WorldWords words;

    private FactYaml(YamlNode node, List<String> keys, WorldWords words) {
        this.node = node;
        this.entries = node.object(keys);
        this.words = words;
    }

    static Assertion assertion(YamlNode node, WorldWords words) {
        Map<String, YamlNode> entries =
                node.object(Stream.concat(ABOUT.stream(), FACTS.stream()).toList());
        List<String> facts = FACTS.stream().filter(entries::containsKey).toList();
        if (facts.size() != 1) {
            throw node.refused(
                    "an assertion claims one fact, and here are " + facts.size(),
                    "Write one of " + String.join(", ", FACTS) + ".");
        }
        String sort = facts.getFirst();
        YamlNode fact = node.needed(entries, sort);
        return new Assertion(
                node.needed(entries, "id").text(),
                node.needed(entries, "matter").text(),
                node.needed(entries, "source").text(),
                node.needed(entries, "document").words(),
                Dates.instant(node.needed(entries, "recorded")),
                Optional.ofNullable(entries.get("supersedes")).map(YamlNode::text),
                sort.equals("denied") ? Optional.empty() : Optional.of(fact(sort, fact, words)));
    }

    static Optional<Decision> decision(Assertion assertion) {
        return assertion.fact().filter(Decision.class::isInstance).map(Decision.class::cast);
    }

    private static Fact fact(String sort, YamlNode node, WorldWords words) {
        return switch (sort) {
            case "standing" -> standing(node, words);
            case "decision" -> decision(node, words);
            case "designation" -> designation(node, words);
            case "agreement" -> agreement(node, words);
            case "right" -> right(node, words);
            case "restriction" -> restriction(node, words);
            case "affiliation" -> affiliation(node, words);
            case "letter" -> letter(node, words);
            case "request" -> request(node, words);
            case "step" -> step(node, words);
            case "session" -> session(node, words);
            case "figure" -> figure(node, words);
            default -> throw new IllegalStateException("no such fact: " + sort);
        };
    }

    private static Fact standing(YamlNode node, WorldWords words) {
        var yaml =
                new FactYaml(
                        node,
                        List.of("party", "body", "type", "from", "to", "scope", "by", "ended-by"),
                        words);
        BodyId body = yaml.body();
        return new Standing(
                words.party(yaml.needed("party")),
                body,
                words.type(yaml.needed("type"), body),
                Dates.span(node, yaml.entries),
                yaml.maybe("scope"),
                yaml.maybe("by"),
                yaml.maybe("ended-by"));
    }

    private static Fact decision(YamlNode node, WorldWords words) {
        var yaml =
                new FactYaml(
                        node,
                        List.of(
                                "id", "body", "organ", "kind", "taken", "party", "request", "cites",
                                "vote", "effect"),
                        words);
        return new Decision(
                yaml.needed("id").text(),
                yaml.body(),
                yaml.needed("organ").text(),
                yaml.oneOf("kind", Decision.Kind.values()),
                Dates.moment(node, yaml.entries, "taken"),
                new Decision.About(
                        words.party(yaml.entries, "party"),
                        yaml.maybe("request"),
                        yaml.texts("cites")),
                yaml.words("vote"),
                yaml.words("effect"));
    }

    private static Fact designation(YamlNode node, WorldWords words) {
        var yaml = new FactYaml(node, List.of("party", "body", "name", "from", "to"), words);
        return new Designation(
                words.party(yaml.needed("party")),
                yaml.body(),
                yaml.needed("name").words(),
                Dates.span(node, yaml.entries));
    }

    private static Fact agreement(YamlNode node, WorldWords words) {
        var yaml =
                new FactYaml(
                        node,
                        List.of(
                                "id",
                                "parties",
                                "classes",
                                "via",
                                "purposes",
                                "personal-data",
                                "onward",
                                "retention-days",
                                "reciprocal",
                                "from",
                                "to"),
                        words);
        return new Agreement(
                yaml.needed("id").text(),
                new Agreement.Covers(
                        words.parties(yaml.needed("parties")),
                        words.classes(yaml.needed("classes")),
                        words.party(yaml.entries, "via"),
                        yaml.truth("reciprocal")),
                new Agreement.Terms(
                        yaml.texts("purposes"),
                        yaml.truth("personal-data"),
                        yaml.truth("onward"),
                        yaml.number("retention-days")),
                Dates.span(node, yaml.entries));
    }

    private static Fact right(YamlNode node, WorldWords words) {
        var yaml =
                new FactYaml(
                        node,
                        List.of(
                                "id",
                                "party",
                                "body",
                                "actions",
                                "classes",
                                "channels",
                                "via",
                                "from",
                                "to",
                                "by"),
                        words);
        BodyId body = yaml.body();
        return new Right(
                yaml.needed("id").text(),
                words.party(yaml.needed("party")),
                body,
                new Scope(
                        CharterFile.actions(yaml.needed("actions")),
                        words.classes(yaml.needed("classes"), body),
                        words.channels(yaml.needed("channels"), body)),
                words.party(yaml.entries, "via"),
                Dates.span(node, yaml.entries),
                yaml.maybe("by"));
    }

    private static Fact restriction(YamlNode node, WorldWords words) {
        var yaml =
                new FactYaml(
                        node,
                        List.of(
                                "id",
                                "party",
                                "body",
                                "actions",
                                "classes",
                                "channels",
                                "reviewer",
                                "from",
                                "to",
                                "by",
                                "ended-by"),
                        words);
        BodyId body = yaml.body();
        return new Restriction(
                yaml.needed("id").text(),
                words.party(yaml.needed("party")),
                body,
                new Scope(
                        CharterFile.actions(yaml.needed("actions")),
                        yaml.find("classes")
                                .map(each -> words.classes(each, body))
                                .orElse(Set.of()),
                        yaml.find("channels")
                                .map(each -> words.channels(each, body))
                                .orElse(Set.of())),
                yaml.maybe("reviewer"),
                Dates.span(node, yaml.entries),
                yaml.maybe("by"),
                yaml.maybe("ended-by"));
    }

    private static Fact affiliation(YamlNode node, WorldWords words) {
        var yaml = new FactYaml(node, List.of("party", "group", "from", "to"), words);
        return new Affiliation(
                words.party(yaml.needed("party")),
                yaml.needed("group").text(),
                Dates.span(node, yaml.entries));
    }

    private static Fact letter(YamlNode node, WorldWords words) {
        var yaml =
                new FactYaml(
                        node,
                        List.of(
                                "id",
                                "from",
                                "to",
                                "sent",
                                "received",
                                "channel",
                                "role",
                                "request",
                                "in-reply-to",
                                "sha256"),
                        words);
        try {
            return new Correspondence(
                    yaml.needed("id").text(),
                    words.partyOrWords(yaml.needed("from")),
                    words.partyOrWords(yaml.needed("to")),
                    new Correspondence.Transit(
                            Dates.moment(node, yaml.entries, "sent"),
                            yaml.find("received").map(Dates::moment),
                            yaml.needed("channel").text()),
                    yaml.oneOf("role", Correspondence.Role.values()),
                    yaml.maybe("request"),
                    yaml.maybe("in-reply-to"),
                    yaml.words("sha256"));
        } catch (AccessRefusedException e) {
            throw node.refused(Refusals.what(e), e.refusal().remedy());
        }
    }

    private static Fact request(YamlNode node, WorldWords words) {
        var yaml =
                new FactYaml(
                        node,
                        List.of(
                                "id",
                                "party",
                                "body",
                                "seeks",
                                "session",
                                "grounds",
                                "supporters",
                                "drafted"),
                        words);
        BodyId body = yaml.body();
        return new Request(
                yaml.needed("id").text(),
                words.party(yaml.needed("party")),
                body,
                words.type(yaml.needed("seeks"), body),
                yaml.words("session"),
                new Request.Support(
                        yaml.find("grounds")
                                .map(each -> each.list().stream().map(YamlNode::words).toList())
                                .orElse(List.of()),
                        yaml.find("supporters").map(words::parties).orElse(List.of())),
                Dates.moment(node, yaml.entries, "drafted"));
    }

    private static Fact step(YamlNode node, WorldWords words) {
        var yaml = new FactYaml(node, List.of("request", "to", "at", "evidence"), words);
        return new RequestStep(
                yaml.needed("request").text(),
                yaml.oneOf("to", RequestState.values()),
                Dates.moment(node, yaml.entries, "at"),
                yaml.words("evidence"));
    }

    private static Fact session(YamlNode node, WorldWords words) {
        var yaml = new FactYaml(node, List.of("name", "body", "place", "from", "to"), words);
        return new Session(
                yaml.needed("name").words(),
                yaml.find("body").map(words::body),
                yaml.words("place"),
                Dates.span(node, yaml.entries));
    }

    private static Fact figure(YamlNode node, WorldWords words) {
        var yaml =
                new FactYaml(
                        node, List.of("what", "unit", "at-least", "at-most", "from", "to"), words);
        try {
            return new Figure(
                    yaml.needed("what").words(),
                    yaml.needed("unit").words(),
                    CharterFile.number(yaml.needed("at-least"), 0),
                    CharterFile.number(yaml.needed("at-most"), 0),
                    Dates.span(node, yaml.entries));
        } catch (AccessRefusedException e) {
            throw node.refused(Refusals.what(e), e.refusal().remedy());
        }
    }

    // Parts of a fact.

    private YamlNode needed(String key) {
        return node.needed(entries, key);
    }

    private Optional<YamlNode> find(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    private Optional<String> maybe(String key) {
        return find(key).map(YamlNode::text);
    }

    private String words(String key) {
        return find(key).map(YamlNode::words).orElse("");
    }

    private List<String> texts(String key) {
        return find(key).map(YamlNode::texts).orElse(List.of());
    }

    private boolean truth(String key) {
        return find(key).map(YamlNode::truth).orElse(false);
    }

    private int number(String key) {
        return find(key).map(each -> CharterFile.number(each, 0)).orElse(0);
    }

    private BodyId body() {
        return words.body(needed("body"));
    }

    private <E extends Enum<E>> E oneOf(String key, E[] values) {
        YamlNode at = needed(key);
        List<String> known = Arrays.stream(values).map(FactYaml::word).toList();
        at.known(at.text(), known);
        return values[known.indexOf(at.text())];
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
