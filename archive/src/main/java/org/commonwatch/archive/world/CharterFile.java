package org.commonwatch.archive.world;

import org.commonwatch.access.AccessRefusal;
import org.commonwatch.access.AccessRefusedException;
import org.commonwatch.access.Action;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.Scope;
import org.commonwatch.access.StandingKind;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.charter.Priority;
import org.commonwatch.access.charter.Procedure;
import org.commonwatch.access.charter.Rule;
import org.commonwatch.access.charter.StandingType;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.YamlFile;
import org.commonwatch.archive.YamlNode;
import org.commonwatch.stix.Tlp;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Charters in YAML files. */
public final class CharterFile {
    /** The names of the charters that are shipped as examples. */
    public static final List<String> SHIPPED =
            List.of(
                    "police-assembly",
                    "team-registry",
                    "team-forum",
                    "regional-forum",
                    "coalition");

    private static final List<String> KEYS =
            List.of(
                    "charter",
                    "title",
                    "version",
                    "source",
                    "as-of",
                    "from",
                    "to",
                    "community",
                    "standings",
                    "classes",
                    "channels",
                    "tlp",
                    "usual",
                    "priorities",
                    "rules",
                    "procedures");
    private static final List<String> KINDS =
            Arrays.stream(StandingKind.values()).map(StandingKind::label).toList();
    private static final List<String> ACTIONS =
            Arrays.stream(Action.values()).map(Action::label).toList();
    private static final List<String> LEVELS =
            List.of("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED");

    private CharterFile() {}

    /** The charter in a file. Throws {@link ArchiveRefusedException} if it holds none. */
    public static Charter read(Path file) {
        return charter(YamlFile.read(file));
    }

    /** One of those that are shipped. */
    public static Charter shipped(String name) {
        return charter(YamlFile.shipped("/charters/" + name + ".yaml"));
    }

    /**
     * The charter that a text is. Throws {@link ArchiveRefusedException} if it is none.
     *
     * @param name of the text in refusals
     */
    public static Charter parse(String name, String text) {
        return charter(YamlFile.parse(name, text));
    }

    static Charter charter(YamlNode root) {
        Map<String, YamlNode> entries = root.object(KEYS);
        List<StandingType> standings =
                root.needed(entries, "standings").list().stream()
                        .map(CharterFile::standing)
                        .toList();
        List<String> names = new ArrayList<>(standings.stream().map(StandingType::name).toList());
        names.add(Charter.NONE);
        List<String> classes = root.needed(entries, "classes").texts();
        List<String> channels = root.needed(entries, "channels").texts();
        List<Priority> priorities =
                list(entries, "priorities").stream().map(CharterFile::priority).toList();
        var words =
                new Words(
                        names, classes, channels, priorities.stream().map(Priority::name).toList());
        Map<String, YamlNode> places = new LinkedHashMap<>();
        List<Rule> rules = new ArrayList<>();
        for (YamlNode node : root.needed(entries, "rules").list()) {
            Rule rule = rule(node, words);
            rules.add(rule);
            places.put(rule.id(), node);
        }
        List<Procedure> procedures =
                list(entries, "procedures").stream().map(node -> procedure(node, words)).toList();
        try {
            return new Charter(
                    edition(root, entries),
                    new Charter.Words(standings, classes, channels, priorities),
                    traffic(root, entries, words),
                    rules,
                    procedures);
        } catch (AccessRefusedException e) {
            YamlNode place =
                    switch (e.refusal()) {
                        case AccessRefusal.Covered each -> places.getOrDefault(each.rule(), root);
                        case AccessRefusal.Twice each -> places.getOrDefault(each.id(), root);
                        case AccessRefusal.NotNarrower each -> root.needed(entries, "tlp");
                        default -> root;
                    };
            throw place.refused(Refusals.what(e), e.refusal().remedy());
        }
    }

    /** The words that a charter's own parts may use. */
    private record Words(
            List<String> standings,
            List<String> classes,
            List<String> channels,
            List<String> priorities) {}

    private static Charter.Edition edition(YamlNode root, Map<String, YamlNode> entries) {
        return new Charter.Edition(
                body(root.needed(entries, "charter")),
                root.needed(entries, "title").words(),
                number(root.needed(entries, "version"), 1),
                root.needed(entries, "source").words(),
                Dates.interval(root, entries),
                Optional.ofNullable(entries.get("as-of")).map(Dates::instant).orElse(Instant.MIN));
    }

    private static Charter.Traffic traffic(
            YamlNode root, Map<String, YamlNode> entries, Words words) {
        YamlNode node = root.needed(entries, "tlp");
        Map<Tlp, String> least = new EnumMap<>(Tlp.class);
        for (Map.Entry<String, YamlNode> entry : node.object(LEVELS).entrySet()) {
            if (entry.getKey().equals("RED")) {
                throw entry.getValue()
                        .refused(
                                "TLP:RED is for its owner alone in every body",
                                "Leave it out here.");
            }
            String type = entry.getValue().oneOf(words.standings(), Charter.NONE);
            least.put(Tlp.parse(entry.getKey()), type);
        }
        return new Charter.Traffic(
                root.needed(entries, "community").words(),
                least,
                Tlp.parse(root.needed(entries, "usual").oneOf(LEVELS, "RED")));
    }

    static BodyId body(YamlNode node) {
        try {
            return new BodyId(node.text());
        } catch (IllegalArgumentException e) {
            throw node.refused(String.valueOf(e.getMessage()), "Write such a name.");
        }
    }

    private static StandingType standing(YamlNode node) {
        Map<String, YamlNode> entries = node.object(List.of("name", "kind"));
        String kind = node.needed(entries, "kind").oneOf(KINDS, "none");
        return new StandingType(
                node.needed(entries, "name").text(),
                StandingKind.valueOf(kind.toUpperCase(Locale.ROOT)));
    }

    private static Priority priority(YamlNode node) {
        Map<String, YamlNode> entries =
                node.object(List.of("name", "title", "instrument", "from", "to"));
        return new Priority(
                node.needed(entries, "name").text(),
                node.needed(entries, "title").words(),
                node.needed(entries, "instrument").words(),
                Dates.interval(node, entries));
    }

    private static Rule rule(YamlNode node, Words words) {
        Map<String, YamlNode> entries =
                node.object(
                        List.of(
                                "id",
                                "instrument",
                                "least",
                                "actions",
                                "classes",
                                "channels",
                                "priorities",
                                "hidden",
                                "from",
                                "to"));
        return new Rule(
                node.needed(entries, "id").text(),
                node.needed(entries, "instrument").words(),
                node.needed(entries, "least").oneOf(words.standings(), Charter.NONE),
                new Rule.Gives(
                        new Scope(
                                actions(node.needed(entries, "actions")),
                                words(node.needed(entries, "classes"), words.classes()),
                                words(node.needed(entries, "channels"), words.channels())),
                        Optional.ofNullable(entries.get("priorities"))
                                .map(each -> words(each, words.priorities()))
                                .orElse(Set.of()),
                        Optional.ofNullable(entries.get("hidden"))
                                .map(each -> Set.copyOf(each.texts()))
                                .orElse(Set.of())),
                Dates.interval(node, entries));
    }

    static Set<Action> actions(YamlNode node) {
        Set<Action> actions = new LinkedHashSet<>();
        for (String word : words(node, ACTIONS)) {
            actions.add(Action.valueOf(word.toUpperCase(Locale.ROOT)));
        }
        return actions;
    }

    /** A list of words, each of which must be known; of none there is no list. */
    static Set<String> words(YamlNode node, List<String> known) {
        List<YamlNode> list = node.list();
        if (list.isEmpty()) {
            throw node.refused("the list is empty", "Name at least one of them, or leave it out.");
        }
        Set<String> words = new LinkedHashSet<>();
        for (YamlNode each : list) {
            each.known(each.text(), known);
            words.add(each.text());
        }
        return words;
    }

    private static Procedure procedure(YamlNode node, Words words) {
        Map<String, YamlNode> entries =
                node.object(
                        List.of(
                                "seeks",
                                "organs",
                                "threshold",
                                "sponsors",
                                "answer-days",
                                "objection-days",
                                "reapply-days",
                                "refusal-limit",
                                "instrument"));
        return new Procedure(
                words(node.needed(entries, "seeks"), words.standings()),
                node.needed(entries, "organs").texts(),
                new Procedure.Demands(
                        Optional.ofNullable(entries.get("threshold"))
                                .map(YamlNode::words)
                                .orElse(""),
                        count(entries, "sponsors"),
                        count(entries, "refusal-limit")),
                new Procedure.Days(
                        count(entries, "answer-days"),
                        count(entries, "objection-days"),
                        count(entries, "reapply-days")),
                node.needed(entries, "instrument").words());
    }

    private static int count(Map<String, YamlNode> entries, String key) {
        return Optional.ofNullable(entries.get(key)).map(node -> number(node, 0)).orElse(0);
    }

    static int number(YamlNode node, int least) {
        String text = node.text();
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < least) {
            throw node.refused(
                    "'" + text + "' is no such number", "Write a whole number from " + least + ".");
        }
        return Integer.parseInt(text);
    }

    private static List<YamlNode> list(Map<String, YamlNode> entries, String key) {
        return Optional.ofNullable(entries.get(key)).map(YamlNode::list).orElse(List.of());
    }
}
