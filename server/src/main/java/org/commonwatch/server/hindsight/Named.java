package org.commonwatch.server.hindsight;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * That an owner's object says of a thing to which group it belongs: a relationship by which an
 * indicator indicates a campaign or an intrusion set, or a report that refers to it.
 *
 * @param group the identity of that campaign, intrusion set or report
 */
record Named(Observable thing, String group, StixId owner, Instant since, List<Held.Term> terms)
        implements Handled {
    /** The most telling first; what is no such group tells nothing. */
    private static final List<String> SORTS = List.of("campaign--", "intrusion-set--", "report--");

    // One group of several: of the most telling sort, the first that was said.
    private static final Comparator<Named> ORDER =
            Comparator.comparingInt((Named each) -> sort(each.group))
                    .thenComparing(Named::since)
                    .thenComparing(Named::group);

    private static int sort(String id) {
        int sort = 0;
        while (sort < SORTS.size() && !id.startsWith(SORTS.get(sort))) {
            sort++;
        }
        return sort;
    }

    /** All that was said by an instant. */
    static List<Named> by(Connection connection, Map<String, List<Observable>> things, Instant end)
            throws SQLException {
        List<Named> all = new ArrayList<>();
        for (String type : List.of("relationship", "report")) {
            Version.by(
                    connection, new Version.Sort(type, true), end, each -> add(all, each, things));
        }
        return all;
    }

    private static void add(
            List<Named> all, Version version, Map<String, List<Observable>> things) {
        StixObject object = StixObject.read(version.text().getBytes(StandardCharsets.UTF_8));
        JsonObject said = object.properties();
        if (object.revoked()) {
            return;
        }
        if (said.get("object_refs") instanceof JsonArray refs) {
            for (Json each : refs.items()) {
                add(all, version, version.id(), things.get(text(each)));
            }
        } else if (text(said.get("relationship_type")).equals("indicates")) {
            String group = text(said.get("target_ref"));
            add(all, version, group, things.get(text(said.get("source_ref"))));
        }
    }

    private static void add(
            List<Named> all, Version version, String group, @Nullable List<Observable> things) {
        if (things != null && sort(group) < SORTS.size()) {
            for (Observable thing : things) {
                all.add(new Named(thing, group, version.owner(), version.since(), version.terms()));
            }
        }
    }

    private static String text(@Nullable Json json) {
        return json instanceof JsonString string ? string.value() : "";
    }

    /** The group of each thing that is in any. */
    static Map<Observable, String> groups(List<Named> some) {
        Map<Observable, Named> first = new HashMap<>();
        for (Named each : some) {
            first.merge(each.thing, each, BinaryOperator.minBy(ORDER));
        }
        Map<Observable, String> groups = new HashMap<>();
        first.forEach((thing, each) -> groups.put(thing, each.group));
        return groups;
    }
}
