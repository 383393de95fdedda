package org.commonwatch.server.intel;

import org.commonwatch.access.BodyId;
import org.commonwatch.server.database.Order;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.intel.Audiences.Audience;
import org.commonwatch.stix.DailySighting;
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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;

/** Every aggregated sighting: a count that grows, and the STIX object that tells it. */
public final class Sightings {
    /** Whose sensor saw, how it marks what it saw, and in which body that is shared. */
    public record Origin(StixId party, Tlp tlp, BodyId body) {}

    private record Marked(Tlp tlp, Set<Integer> handlings) {
        Marked and(Marked other) {
            Set<Integer> all = new HashSet<>(handlings);
            all.addAll(other.handlings);
            return new Marked(tlp, all);
        }
    }

    private record Version(long sequence, Instant modified) {}

    private record Total(Window window, Seen seen, Instant created) {}

    /** A sighting as it is told, and of which indicator. */
    private record Told(
            StixId id,
            Tlp tlp,
            StixId indicator,
            Instant created,
            BiFunction<Instant, Instant, StixObject> stix) {
        static Told of(Sighting sighting, Instant created) {
            return new Told(
                    sighting.id(),
                    sighting.tlp(),
                    sighting.window().indicator(),
                    created,
                    sighting::toStix);
        }

        static Told of(DailySighting sighting, Instant created) {
            return new Told(
                    sighting.id(), sighting.tlp(), sighting.indicator(), created, sighting::toStix);
        }
    }

    private Sightings() {}

    /**
     * Adds to the counts and writes the new version of each sighting. A sighting goes no further
     * than the indicator it is of: it bears the narrower of both markings, and is readable only
     * where the indicator is too. Else a sensor could ask what others keep secret.
     */
    public static void add(
            Connection connection, Origin origin, Map<Window, Seen> seen, Instant now)
            throws SQLException {
        if (seen.isEmpty()) {
            return;
        }
        Instant begun = Order.begin(connection, now);
        List<Map.Entry<Window, Seen>> sorted = sorted(seen);
        for (int i = 0; i < sorted.size(); i += StixObjects.PER_INSTANT) {
            int end = Math.min(i + StixObjects.PER_INSTANT, sorted.size());
            Instant instant = begun.plusMillis(i / StixObjects.PER_INSTANT);
            add(connection, origin, sorted.subList(i, end), instant);
        }
    }

    private static void add(
            Connection connection,
            Origin origin,
            List<Map.Entry<Window, Seen>> seen,
            Instant instant)
            throws SQLException {
        List<Total> totals = upsert(connection, origin, seen, instant);
        Map<String, Marked> indicators = indicators(connection, totals);
        List<Told> sightings = new ArrayList<>();
        if (Daily.isWanted(connection, origin.party())) {
            for (Daily.Total total :
                    Daily.totals(
                            connection,
                            origin.party(),
                            totals.stream().map(Total::window).toList())) {
                Tlp tlp = origin.tlp().narrower(marked(indicators, total.indicator()).tlp());
                sightings.add(Told.of(total.sighting(origin.party(), tlp), total.created()));
            }
        } else {
            for (Total total : totals) {
                Tlp tlp =
                        origin.tlp().narrower(marked(indicators, total.window().indicator()).tlp());
                var sighting = new Sighting(origin.party(), tlp, total.window(), total.seen());
                sightings.add(Told.of(sighting, total.created()));
            }
        }
        write(connection, origin, sightings, indicators, instant);
    }

    private static void write(
            Connection connection,
            Origin origin,
            List<Told> sightings,
            Map<String, Marked> indicators,
            Instant instant)
            throws SQLException {
        Map<String, Version> versions = versions(connection, origin, sightings);
        Map<Tlp, Integer> numbers = new EnumMap<>(Tlp.class);
        List<Addition> additions = new ArrayList<>();
        for (Told sighting : sightings) {
            Version before = versions.get(sighting.id().toString());
            Instant modified =
                    before == null || before.modified().isBefore(instant)
                            ? instant
                            : before.modified().plusMillis(1);
            Integer own = numbers.get(sighting.tlp());
            if (own == null) {
                Terms terms = Terms.of(origin.party(), sighting.tlp(), origin.body());
                own = Audiences.handling(connection, terms.text());
                numbers.put(sighting.tlp(), own);
            }
            Audience audience =
                    Audience.of("sighting", own)
                            .needing(marked(indicators, sighting.indicator()).handlings());
            additions.add(
                    new Addition(
                            sighting.stix().apply(sighting.created(), modified),
                            origin.party(),
                            audience));
        }
        // A count that has grown takes the place of what it was.
        List<Long> earlier = versions.values().stream().map(Version::sequence).toList();
        StixObjects.withdraw(connection, earlier, instant);
        StixObjects.add(connection, instant, additions);
    }

    private static Marked marked(Map<String, Marked> indicators, StixId indicator) {
        Marked found = indicators.get(indicator.toString());
        return Objects.requireNonNull(found, "a sighting's indicator is stored");
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
            Connection connection,
            Origin origin,
            List<Map.Entry<Window, Seen>> seen,
            Instant created)
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
            statement.setString(1, origin.party().toString());
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

    private static Map<String, Marked> indicators(Connection connection, List<Total> totals)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT indicator.id, tlp, needs
                          FROM indicator
                          JOIN object ON object.sequence = indicator.sequence
                          JOIN audience ON audience.number = object.audience
                         WHERE indicator.id = ANY (?)
                        """)) {
            Rows.bind(statement, 1, totals, total -> total.window().indicator());
            Map<String, Marked> indicators = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Integer[] handlings = (Integer[]) row.getArray(3).getArray();
                    Tlp tlp = Tlp.valueOf(row.getString(2));
                    indicators.merge(
                            row.getString(1), new Marked(tlp, Set.of(handlings)), Marked::and);
                }
            }
            return indicators;
        }
    }

    private static Map<String, Version> versions(
            Connection connection, Origin origin, List<Told> sightings) throws SQLException {
        Map<String, Version> versions = new HashMap<>();
        List<StixId> ids = sightings.stream().map(Told::id).toList();
        for (var held : StixObjects.held(connection, origin.party(), ids)) {
            Instant modified = held.object().version().orElseThrow().instant();
            versions.put(held.object().id().toString(), new Version(held.sequence(), modified));
        }
        return versions;
    }
}
