package org.commonwatch.archive.world;

import org.commonwatch.access.AccessRefusal;
import org.commonwatch.access.AccessRefusedException;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.history.Assertion;
import org.commonwatch.access.history.Ledger;
import org.commonwatch.access.history.View;
import org.commonwatch.access.world.Party;
import org.commonwatch.access.world.SharedObject;
import org.commonwatch.access.world.World;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.YamlFile;
import org.commonwatch.archive.YamlNode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Worlds as folders: {@code world.yaml} and the charters it names beside it. A world is taken whole
 * or refused.
 */
public final class WorldFolder {
    /** The names of the worlds that are shipped. */
    public static final List<String> SHIPPED = List.of("2018", "modelled", "swapped");

    private static final String FILE = "world.yaml";
    private static final String SHIPPED_CHARTER = "shipped:";

    private WorldFolder() {}

    /** The world in a folder. Throws {@link ArchiveRefusedException} if there is none. */
    public static World read(Path folder) {
        return world(
                YamlFile.read(folder.resolve(FILE)),
                node -> CharterFile.read(folder.resolve(fileName(node))));
    }

    /** One of those that are shipped. */
    public static World shipped(String name) {
        String folder = "/scenarios/" + name + "/";
        return world(
                YamlFile.shipped(folder + FILE),
                node -> CharterFile.charter(YamlFile.shipped(folder + fileName(node))));
    }

    /**
     * The world that texts are. Throws {@link ArchiveRefusedException} if they are none.
     *
     * @param name of the text in refusals
     * @param charters the texts of its charters by their names
     */
    public static World parse(String name, String text, Map<String, String> charters) {
        return world(
                YamlFile.parse(name, text),
                node -> {
                    String charter = charters.get(node.text());
                    if (charter == null) {
                        throw node.refused(
                                "there is no charter '" + node.text() + "'", "Correct the name.");
                    }
                    return CharterFile.parse(node.text(), charter);
                });
    }

    // Only what lies beside it: a world is not to read whatever its author likes.
    private static String fileName(YamlNode node) {
        String name = node.text();
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw node.refused(
                    "'" + name + "' is no file beside it",
                    "Put the charter into the world's folder and write its name.");
        }
        return name;
    }

    private static World world(YamlNode root, Function<YamlNode, Charter> charterOf) {
        Map<String, YamlNode> entries =
                root.object(
                        List.of(
                                "world",
                                "about",
                                "charters",
                                "parties",
                                "views",
                                "assertions",
                                "objects"));
        root.needed(entries, "world").words();
        root.needed(entries, "about").words();
        List<Charter> charters = new ArrayList<>();
        for (YamlNode node : root.needed(entries, "charters").list()) {
            charters.add(charter(node, charterOf));
        }
        List<Party> parties = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (YamlNode node : root.needed(entries, "parties").list()) {
            Party party = party(node);
            if (!keys.add(party.key())) {
                throw node.refused(
                        "there are two of party '" + party.key() + "'", "Leave one of them out.");
            }
            parties.add(party);
        }
        var words = new WorldWords(parties, charters);
        Ledger ledger = ledger(root, entries, words);
        List<View> views =
                Optional.ofNullable(entries.get("views"))
                        .map(YamlNode::list)
                        .orElse(List.of())
                        .stream()
                        .map(node -> view(node, ledger))
                        .toList();
        List<SharedObject> objects = new ArrayList<>();
        for (YamlNode node :
                Optional.ofNullable(entries.get("objects")).map(YamlNode::list).orElse(List.of())) {
            SharedObject object = ObjectYaml.object(node, words);
            if (objects.stream().anyMatch(each -> each.name().equals(object.name()))) {
                throw node.refused(
                        "there are two of object '" + object.name() + "'",
                        "Give one of them another name.");
            }
            objects.add(object);
        }
        return new World(parties, charters, views, ledger, objects);
    }

    private static Charter charter(YamlNode node, Function<YamlNode, Charter> charterOf) {
        if (!node.text().startsWith(SHIPPED_CHARTER)) {
            return charterOf.apply(node);
        }
        String name = node.text().substring(SHIPPED_CHARTER.length());
        node.known(name, CharterFile.SHIPPED);
        return CharterFile.shipped(name);
    }

    private static Party party(YamlNode node) {
        Map<String, YamlNode> entries = node.object(List.of("key", "name"));
        YamlNode key = node.needed(entries, "key");
        if (!key.text().matches("[a-z][a-z0-9-]{0,62}")) {
            throw key.refused(
                    "'" + key.text() + "' is no key",
                    "Write a small letter, then small letters, digits and hyphens.");
        }
        return Party.of(key.text(), node.needed(entries, "name").words());
    }

    private static View view(YamlNode node, Ledger ledger) {
        Map<String, YamlNode> entries = node.object(List.of("name", "sources", "contested"));
        List<String> known = ledger.all().stream().map(Assertion::source).distinct().toList();
        List<String> sources = new ArrayList<>();
        for (YamlNode source : node.needed(entries, "sources").list()) {
            source.known(source.text(), known);
            sources.add(source.text());
        }
        Set<String> contested =
                Optional.ofNullable(entries.get("contested"))
                        .map(each -> Set.copyOf(each.texts()))
                        .orElse(Set.of());
        return new View(node.needed(entries, "name").text(), sources, contested);
    }

    private static Ledger ledger(YamlNode root, Map<String, YamlNode> entries, WorldWords words) {
        Map<String, YamlNode> places = new LinkedHashMap<>();
        List<Assertion> assertions = new ArrayList<>();
        for (YamlNode node : root.needed(entries, "assertions").list()) {
            Assertion assertion = FactYaml.assertion(node, words);
            assertions.add(assertion);
            places.put(assertion.id(), node);
        }
        try {
            return Ledger.of(assertions);
        } catch (AccessRefusedException e) {
            YamlNode place =
                    switch (e.refusal()) {
                        case AccessRefusal.Twice each -> places.getOrDefault(each.id(), root);
                        case AccessRefusal.NotSuperseding each ->
                                places.getOrDefault(each.assertion(), root);
                        case AccessRefusal.Overlapping each ->
                                places.getOrDefault(each.other(), root);
                        case AccessRefusal.Circle each ->
                                decision(assertions, places, each.decisions().getLast())
                                        .orElse(root);
                        case AccessRefusal.Unknown each ->
                                citing(assertions, places, each.word()).orElse(root);
                        default -> root;
                    };
            throw place.refused(Refusals.what(e), e.refusal().remedy());
        }
    }

    private static Optional<YamlNode> decision(
            List<Assertion> assertions, Map<String, YamlNode> places, String id) {
        return assertions.stream()
                .filter(each ->
                        FactYaml.decision(each).filter(it -> it.id().equals(id)).isPresent())
                .findFirst()
                .map(each -> places.get(each.id()));
    }

    private static Optional<YamlNode> citing(
            List<Assertion> assertions, Map<String, YamlNode> places, String id) {
        return assertions.stream()
                .filter(each ->
                        FactYaml.decision(each)
                                .filter(it -> it.about().cites().contains(id))
                                .isPresent())
                .findFirst()
                .map(each -> places.get(each.id()));
    }
}
