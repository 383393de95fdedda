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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Every aggregated sighting: a count that grows, and the STIX object that tells it. */
public final class Sightings {
    /** So many windows are added by the same statements: a whole number of instants. */
    public static final int AT_ONCE = 40 * StixObjects.PER_INSTANT;

    /** Whose sensor saw, how it marks what it saw, and in which body that is shared. */
    public record Origin(StixId party, Tlp tlp, BodyId body) {}

    private record Marked(Tlp tlp, Set<Integer> handlings) {
        Marked and(Marked other) {
            Set<Integer> all = new HashSet<>(handlings);
            all.addAll(other.handlings);
            return new Marked(tlp, all);
        }
    }

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

    private final Connection connection;
    private final Origin origin;
    private final boolean daily;
    private final Map<Tlp, Integer> handlings = new EnumMap<>(Tlp.class);

    private Sightings(Connection connection, Origin origin) throws SQLException {
        this.connection = connection;
        this.origin = origin;
        this.daily = Daily.isWanted(connection, origin.party());
    }

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
        var sightings = new Sightings(connection, origin);
        List<Map.Entry<Window, Seen>> sorted = sorted(seen);
        for (int i = 0; i < sorted.size(); i += AT_ONCE) {
            int end = Math.min(i + AT_ONCE, sorted.size());
            sightings.add(sorted.subList(i, end), StixObjects.date(begun, i));
        }
    }

    private void add(List<Map.Entry<Window, Seen>> seen, Instant begun) throws SQLException {
        List<Window> windows = seen.stream().map(Map.Entry::getKey).toList();
        List<Total> totals = upsert(seen, daily ? byDay(windows, begun) : each(windows, begun));
        Map<String, Marked> indicators = indicators(windows);
        List<Told> sightings = new ArrayList<>(totals.size());
        if (daily) {
            for (Daily.Total total : Daily.totals(connection, origin.party(), windows)) {
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
        write(sightings, indicators, begun);
    }

    // When that which tells of each window is added.
    private static List<Instant> each(List<Window> windows, Instant begun) {
        return IntStream.range(0, windows.size())
                .mapToObj(i -> StixObjects.date(begun, i))
                .toList();
    }

    private static List<Instant> byDay(List<Window> windows, Instant begun) {
        Map<Daily.Day, Integer> places = new HashMap<>();
        List<Instant> instants = new ArrayList<>(windows.size());
        for (Window window : windows) {
            int next = places.size();
            int place = places.computeIfAbsent(Daily.Day.of(window), day -> next);
            instants.add(StixObjects.date(begun, place));
        }
        return instants;
    }

    private void write(List<Told> sightings, Map<String, Marked> indicators, Instant begun)
            throws SQLException {
        List<String> ids = sightings.stream().map(each -> each.id().toString()).toList();
        Map<String, Known> known = Known.of(connection, origin.party(), ids);
        Map<StixId, Audience> audiences = new HashMap<>();
        Map<Long, Instant> earlier = new LinkedHashMap<>();
        List<Promised> promised = new ArrayList<>(sightings.size());
        for (int i = 0; i < sightings.size(); i++) {
            Told sighting = sightings.get(i);
            Instant instant = StixObjects.date(begun, i);
            Known.Last before = known.getOrDefault(ids.get(i), Known.NOTHING).last();
            if (before != null) {
                // A count that has grown takes the place of what it was.
                earlier.put(before.sequence(), instant);
            }
            Instant modified =
                    before == null || before.version().isBefore(instant)
                            ? instant
                            : before.version().plusMillis(1);
            Audience audience = audience(audiences, sighting, indicators);
            promised.add(
                    new Promised(
                            ids.get(i),
                            audience,
                            () ->
                                    new Addition(
                                            sighting.stix().apply(sighting.created(), modified),
                                            origin.party(),
                                            audience)));
        }
        StixObjects.replace(connection, earlier);
        StixObjects.add(connection, begun, promised, known);
    }

    private Audience audience(
            Map<StixId, Audience> audiences, Told sighting, Map<String, Marked> indicators)
            throws SQLException {
        Audience audience = audiences.get(sighting.indicator());
        if (audience == null) {
            audience =
                    Audience.of("sighting", handling(sighting.tlp()))
                            .needing(marked(indicators, sighting.indicator()).handlings());
            audiences.put(sighting.indicator(), audience);
        }
        return audience;
    }

    private int handling(Tlp tlp) throws SQLException {
        Integer number = handlings.get(tlp);
        if (number == null) {
            Terms terms = Terms.of(origin.party(), tlp, origin.body());
            number = Audiences.handling(connection, terms.text());
            handlings.put(tlp, number);
        }
        return number;
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

    private List<Total> upsert(List<Map.Entry<Window, Seen>> seen, List<Instant> created)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO sighting_count
                               (owner, indicator, sensor, hour, count, first_seen, last_seen,
                                created)
                        SELECT ?, indicator, sensor, hour::timestamptz, count::bigint,
                               first::timestamptz, last::timestamptz, created::timestamptz
                          FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                                      ?::text[], ?::text[])
                               AS seen (indicator, sensor, hour, count, first, last, created)
                        ON CONFLICT (owner, indicator, sensor, hour) DO UPDATE
                           SET count = sighting_count.count + excluded.count,
                               first_seen = least(sighting_count.first_seen, excluded.first_seen),
                               last_seen = greatest(sighting_count.last_seen, excluded.last_seen)
                        RETURNING indicator, sensor, hour, count, first_seen, last_seen, created
                        """)) {
            statement.setString(1, origin.party().toString());
            Rows.bind(statement, 2, seen, entry -> entry.getKey().indicator());
            Rows.bind(statement, 3, seen, entry -> entry.getKey().sensor());
            Rows.bind(statement, 4, seen, entry -> entry.getKey().hour());
            Rows.bind(statement, 5, seen, entry -> entry.getValue().count());
            Rows.bind(statement, 6, seen, entry -> entry.getValue().first());
            Rows.bind(statement, 7, seen, entry -> entry.getValue().last());
            Rows.bind(statement, 8, created, instant -> instant);
            Map<Window, Total> totals = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Total total = total(row);
                    totals.put(total.window(), total);
                }
            }
            return seen.stream()
                    .map(entry -> Objects.requireNonNull(totals.get(entry.getKey())))
                    .toList();
        }
    }

    private static Total total(ResultSet row) throws SQLException {
        Window window =
                new Window(StixId.parse(row.getString(1)), row.getString(2), Rows.instant(row, 3));
        Seen seen = new Seen(row.getLong(4), Rows.instant(row, 5), Rows.instant(row, 6));
        return new Total(window, seen, Rows.instant(row, 7));
    }

    private Map<String, Marked> indicators(List<Window> windows) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT indicator.id, tlp, needs
                          FROM indicator
                          JOIN object ON object.sequence = indicator.sequence
                          JOIN audience ON audience.number = object.audience
                         WHERE indicator.id = ANY (?)
                        """)) {
            List<StixId> ids = windows.stream().map(Window::indicator).distinct().toList();
            Rows.bind(statement, 1, ids, id -> id);
            Map<String, Marked> indicators = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Integer[] numbers = (Integer[]) row.getArray(3).getArray();
                    Tlp tlp = Tlp.valueOf(row.getString(2));
                    indicators.merge(
                            row.getString(1), new Marked(tlp, Set.of(numbers)), Marked::and);
                }
            }
            return indicators;
        }
    }
}
