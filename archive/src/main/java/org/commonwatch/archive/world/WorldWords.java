package org.commonwatch.archive.world;

import org.commonwatch.access.BodyId;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.charter.StandingType;
import org.commonwatch.access.world.Party;
import org.commonwatch.archive.YamlNode;
import org.commonwatch.stix.StixId;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The names that a world's assertions and objects may use, looked up where they stand. */
record WorldWords(List<Party> parties, List<Charter> charters) {
    StixId party(YamlNode node) {
        return find(node, parties, Party::key).id();
    }

    List<StixId> parties(YamlNode node) {
        List<StixId> found = new ArrayList<>();
        node.list().forEach(each -> found.add(party(each)));
        return found;
    }

    Optional<StixId> party(Map<String, YamlNode> entries, String key) {
        return Optional.ofNullable(entries.get(key)).map(this::party);
    }

    BodyId body(YamlNode node) {
        return charter(node).body();
    }

    /** The id of a party, or words for whoever is none here. */
    String partyOrWords(YamlNode node) {
        String text = node.words();
        return parties.stream()
                .filter(each -> each.key().equals(text))
                .findFirst()
                .map(each -> each.id().toString())
                .orElse(text);
    }

    String type(YamlNode node, BodyId body) {
        List<String> types =
                known(body, each -> each.words().standings()).stream()
                        .map(StandingType::name)
                        .toList();
        node.known(node.text(), types);
        return node.text();
    }

    Set<String> classes(YamlNode node, BodyId body) {
        return CharterFile.words(node, known(body, each -> each.words().classes()));
    }

    String dataClass(YamlNode node, BodyId body) {
        node.known(node.text(), known(body, each -> each.words().classes()));
        return node.text();
    }

    /** The classes of any body: agreements need no body. */
    Set<String> classes(YamlNode node) {
        List<String> known =
                charters.stream()
                        .flatMap(each -> each.words().classes().stream())
                        .distinct()
                        .toList();
        return CharterFile.words(node, known);
    }

    Set<String> channels(YamlNode node, BodyId body) {
        return CharterFile.words(node, known(body, each -> each.words().channels()));
    }

    // In any edition of the charter: which is in force depends on the question.
    private <T> List<T> known(BodyId body, Function<Charter, List<T>> words) {
        Set<T> known = new LinkedHashSet<>();
        charters.stream()
                .filter(each -> each.body().equals(body))
                .forEach(each -> known.addAll(words.apply(each)));
        return List.copyOf(known);
    }

    private Charter charter(YamlNode node) {
        return find(node, charters, each -> each.body().name());
    }

    private static <T> T find(YamlNode node, List<T> all, Function<T, String> nameOf) {
        node.known(node.text(), all.stream().map(nameOf).distinct().toList());
        return all.stream()
                .filter(each -> nameOf.apply(each).equals(node.text()))
                .findFirst()
                .orElseThrow();
    }
}
