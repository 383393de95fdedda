package org.commonwatch.server.intel;

import org.commonwatch.access.BodyId;
import org.commonwatch.access.Handling;
import org.commonwatch.stix.Sighting;
import org.commonwatch.stix.Sighting.Seen;
import org.commonwatch.stix.Sighting.Window;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.Tlp;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every aggregated sighting: a count that grows, and the STIX object that tells it. */
public final class Sightings {
    /** Whose sensor saw, how it marks what it saw, and in which body that is shared. */
    public record Seer(StixId party, Tlp tlp, BodyId body) {}

    private record Total(Window window, Seen seen, Instant created) {}

    private Sightings() {}

    /**
     * Adds to the counts and writes the new version of each sighting. A sighting goes no further
     * than the indicator it is of: it bears the narrower of both markings.
     */
    public static void add(Connection connection, Seer seer, Map<Window, Seen> seen, Instant now)
            throws SQLException {
        if (seen.isEmpty()) {
            return;
        }
        Instant dateAdded = StixObjects.begin(connection, now);
        List<Total> totals = upsert(connection, seer, sorted(seen), dateAdded);
        Map<String, Tlp> markings = markings(connection, totals);
        Map<Sighting, Total> sightings = new LinkedHashMap<>();
        for (Total total : totals) {
            Tlp indicator = markings.getOrDefault(total.window().indicator().toString(), Tlp.RED);
            Tlp tlp = seer.tlp().narrower(indicator);
            sightings.put(new Sighting(seer.party(), tlp, total.window(), total.seen()), total);
        }
        Map<String, Instant> versions = versions(connection, sightings);
        Map<StixObject, Handling> objects = new LinkedHashMap<>();
        sightings.forEach((sighting, total) -> {
            Instant before = versions.getOrDefault(sighting.id().toString(), Instant.EPOCH);
            Instant modified = before.isBefore(dateAdded) ? dateAdded : before.plusMillis(1);
            objects.put(
                    sighting.toStix(total.created(), modified),
                    new Handling(seer.party(), sighting.tlp(), seer.body()));
        });
        StixObjects.put(connection, dateAdded, objects);
    }

    // One order for all writers, so that no two wait for each other; also the order of the page.
    private static List<Map.Entry<Window, Seen>> sorted(Map<Window, Seen> seen) {
        return seen.entrySet().stream()
                .sorted(
                        Comparator.comparing(
                                        (Map.Entry<Window, Seen> entry) -> entry.getKey().hour())
                                .thenComparing(entry -> entry.getKey().indicator()))
                .toList();
    }

    private static List<Total> upsert(
            Connection connection, Seer seer, List<Map.Entry<Window, Seen>> seen, Instant created)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO sighting_count
                               (owner, indicator, sensor, hour, count, first_seen, last_seen,
                                created)
                        SELECT ?, indicator, sensor, hour::timestamptz, count::bigint,
                               first::timestamptz, last::timestamptz, ?
                          FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                                      ?::text[])
                               AS seen (indicator, sensor, hour, count, first, last)
                        ON CONFLICT (owner, indicator, sensor, hour) DO UPDATE
                           SET count = sighting_count.count + excluded.count,
                               first_seen = least(sighting_count.first_seen, excluded.first_seen),
                               last_seen = greatest(sighting_count.last_seen, excluded.last_seen)
                        RETURNING indicator, sensor, hour, count, first_seen, last_seen, created
                        """)) {
            statement.setString(1, seer.party().toString());
            statement.setObject(2, Rows.at(created));
            Rows.bind(statement, 3, seen, entry -> entry.getKey().indicator());
            Rows.bind(statement, 4, seen, entry -> entry.getKey().sensor());
            Rows.bind(statement, 5, seen, entry -> entry.getKey().hour());
            Rows.bind(statement, 6, seen, entry -> entry.getValue().count());
            Rows.bind(statement, 7, seen, entry -> entry.getValue().first());
            Rows.bind(statement, 8, seen, entry -> entry.getValue().last());
            List<Total> totals = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    totals.add(total(row));
                }
            }
            return totals;
        }
    }

    private static Total total(ResultSet row) throws SQLException {
        Window window =
                new Window(StixId.parse(row.getString(1)), row.getString(2), Rows.instant(row, 3));
        Seen seen = new Seen(row.getLong(4), Rows.instant(row, 5), Rows.instant(row, 6));
        return new Total(window, seen, Rows.instant(row, 7));
    }

    private static Map<String, Tlp> markings(Connection connection, List<Total> totals)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT id, tlp FROM indicator WHERE id = ANY (?)")) {
            Rows.bind(statement, 1, totals, total -> total.window().indicator());
            Map<String, Tlp> markings = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    markings.put(row.getString(1), Tlp.valueOf(row.getString(2)));
                }
            }
            return markings;
        }
    }

    private static Map<String, Instant> versions(
            Connection connection, Map<Sighting, Total> sightings) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT id, modified FROM object WHERE id = ANY (?)")) {
            Rows.bind(statement, 1, List.copyOf(sightings.keySet()), Sighting::id);
            Map<String, Instant> versions = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    versions.put(row.getString(1), Rows.instant(row, 2));
                }
            }
            return versions;
        }
    }
}
