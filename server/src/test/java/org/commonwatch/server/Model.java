package org.commonwatch.server;

import org.commonwatch.access.Action;
import org.commonwatch.access.AsOf;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.Fact;
import org.commonwatch.access.Right;
import org.commonwatch.access.Scope;
import org.commonwatch.access.Span;
import org.commonwatch.access.Standing;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.marking.Condition;
import org.commonwatch.access.marking.Marking;
import org.commonwatch.access.ruling.Asking;
import org.commonwatch.access.ruling.Handling;
import org.commonwatch.access.ruling.Reader;
import org.commonwatch.access.ruling.Rulebook;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was posted and said, and what each party may read of it: asked of the rules directly, and
 * knowing nothing of how the server keeps it.
 */
final class Model {
    /** A place to which objects are posted. */
    record Place(BodyId body, String dataClass) {}

    /** A caveat as its owner writes it, and what it means. */
    record Caveat(String json, Marking means) {}

    /**
     * A version of an object, as one party gave it.
     *
     * @param version what it calls itself; empty if it has none
     */
    record Given(
            Place place,
            StixId owner,
            String id,
            String version,
            String text,
            Optional<Tlp> tlp,
            List<Caveat> caveats,
            Set<String> refs) {
        String type() {
            return id.substring(0, id.indexOf("--"));
        }

        String key() {
            return id + "@" + version;
        }

        Given saying(List<Caveat> other) {
            return new Given(place, owner, id, version, text, tlp, other, refs);
        }

        Handling handling() {
            List<Marking> markings = new ArrayList<>();
            tlp.map(Marking::of).ifPresent(markings::add);
            caveats.forEach(each -> markings.add(each.means()));
            return new Handling(owner, place.body(), place.dataClass(), "", markings);
        }
    }

    /** What a party may read of one version: all, or what is left without some. */
    record Shown(Given given, Set<String> hidden, Set<String> hiddenRefs) {
        boolean isWhole() {
            return hidden.isEmpty() && hiddenRefs.isEmpty();
        }
    }

    private final List<Charter> charters;
    private final Map<StixId, List<Fact>> facts = new HashMap<>();
    private final List<Given> all = new ArrayList<>();

    Model(List<Charter> charters) {
        this.charters = charters;
    }

    List<Given> all() {
        return all;
    }

    void stands(StixId party, BodyId body, String type) {
        List<Fact> own = facts.computeIfAbsent(party, each -> new ArrayList<>());
        own.removeIf(Standing.class::isInstance);
        if (!type.equals(Charter.NONE)) {
            own.add(new Standing(party, body, type, Span.since(Instant.EPOCH)));
        }
    }

    void granted(StixId party, Place place, Set<Action> actions) {
        facts.computeIfAbsent(party, each -> new ArrayList<>())
                .add(
                        new Right(
                                "grant-" + party,
                                party,
                                place.body(),
                                new Scope(
                                        actions, Set.of(place.dataClass()), Set.of(Charter.DIRECT)),
                                Optional.empty(),
                                Span.since(Instant.EPOCH),
                                Optional.empty()));
    }

    /** What a party may read of a place, of certain types or of all, by each source. */
    Map<String, List<Shown>> readable(StixId party, Place place, Set<String> types, Instant now) {
        Reader reader = Reader.of(party, facts.getOrDefault(party, List.of()));
        Asking asking = Asking.toRead(reader, AsOf.then(now));
        Rulebook rules = new Rulebook(charters);
        Set<String> known = new HashSet<>();
        Set<String> seen = new HashSet<>();
        for (Given each : all) {
            known.add(each.id());
            if (rules.hidden(asking, each.handling()).isPresent()) {
                seen.add(each.id());
            }
        }
        Map<String, List<Shown>> readable = new LinkedHashMap<>();
        for (Given each : all) {
            Optional<List<String>> hidden = rules.hidden(asking, each.handling());
            if (each.place().equals(place)
                    && (types.isEmpty() || types.contains(each.type()))
                    && hidden.isPresent()) {
                Set<String> refs = new HashSet<>(each.refs());
                refs.retainAll(known);
                refs.removeAll(seen);
                Set<String> left = new HashSet<>(hidden.get());
                left.removeIf(property -> !each.text().contains("\"" + property + "\":"));
                readable.computeIfAbsent(each.key(), key -> new ArrayList<>())
                        .add(new Shown(each, left, refs));
            }
        }
        return readable;
    }

    static Caveat caveat(String id, String says, Condition means) {
        return new Caveat("{\"id\":\"%s\",%s}".formatted(id, says), Marking.caveat(id, means));
    }
}
