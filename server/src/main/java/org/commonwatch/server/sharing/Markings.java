package org.commonwatch.server.sharing;

import org.commonwatch.server.intel.StixObjects;
import org.commonwatch.server.intel.Terms;
import org.commonwatch.server.membership.Collection;
import org.commonwatch.stix.GranularMarking;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.Tlp;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What objects that come together say about their use. A marking of a part counts for the whole: an
 * object goes no further than its most closely held part. What refers to a definition that is
 * nowhere to be found denies.
 */
final class Markings {
    private static final String DEFINITION = "marking-definition";
    private static final String PRIORITY = "priority:";

    private final StixId owner;
    private final Map<String, String> definitions = new HashMap<>();

    Markings(Connection connection, StixId owner, BitSet readable, List<StixObject> together)
            throws SQLException {
        this.owner = owner;
        Set<String> wanted = new HashSet<>();
        for (StixObject object : together) {
            refs(object).stream()
                    .filter(each -> Tlp.ofMarking(each).isEmpty())
                    .map(StixId::toString)
                    .forEach(wanted::add);
        }
        if (!wanted.isEmpty()) {
            definitions.putAll(StixObjects.texts(connection, owner, wanted, readable));
        }
        for (StixObject object : together) {
            if (object.id().type().equals(DEFINITION)) {
                definitions.put(object.id().toString(), object.text());
            }
        }
    }

    /** The marking definitions that an object refers to, in whole or in part. */
    static Set<StixId> refs(StixObject object) {
        Set<StixId> refs = new LinkedHashSet<>(object.markings());
        for (GranularMarking part : object.granularMarkings()) {
            if (part.marking() != null) {
                refs.add(part.marking());
            }
        }
        return refs;
    }

    /** How an object that its owner adds to a collection is to be handled. */
    Terms terms(Collection to, StixObject object, List<JsonObject> caveats) {
        Set<String> lines = new LinkedHashSet<>();
        Set<String> texts = new LinkedHashSet<>();
        for (StixId ref : refs(object)) {
            Optional<Tlp> level = Tlp.ofMarking(ref);
            String text = definitions.get(ref.toString());
            if (level.isPresent()) {
                lines.add(level.get().label());
            } else if (text != null) {
                texts.add(text);
            } else {
                lines.add(ref.toString());
            }
        }
        return new Terms(
                owner,
                to.root(),
                to.shows().dataClass(),
                to.shows().priority().isEmpty() ? priority(object) : to.shows().priority(),
                new Terms.Said(List.copyOf(lines), List.copyOf(texts), caveats));
    }

    private static String priority(StixObject object) {
        return object.properties().get("labels") instanceof JsonArray labels
                ? labels.items().stream()
                        .filter(JsonString.class::isInstance)
                        .map(each -> ((JsonString) each).value())
                        .filter(each -> each.startsWith(PRIORITY))
                        .map(each -> each.substring(PRIORITY.length()))
                        .findFirst()
                        .orElse("")
                : "";
    }
}
