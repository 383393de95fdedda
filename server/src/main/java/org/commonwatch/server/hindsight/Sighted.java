package org.commonwatch.server.hindsight;

import org.commonwatch.archive.events.ArchivedEvents;
import org.commonwatch.archive.events.EventArchive;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.StixId;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * That a party's sensor saw a thing within an hour.
 *
 * @param at the first moment
 * @param shown whether telemetry shows it by itself, and not only because it was looked for
 */
record Sighted(Observable thing, StixId party, String sensor, Instant at, boolean shown) {
    /** So many of a sort of thing at most are looked through at once. */
    static final int LIMIT = 4_000_000;

    private record Hour(Observable thing, String sensor, Instant hour) {}

    /** All by an instant, in no order. */
    static List<Sighted> by(Connection connection, List<ArchivedEvents.Shown> shown, Instant to)
            throws SQLException {
        Map<String, StixId> parties = parties(connection);
        Map<Hour, Sighted> matched = new LinkedHashMap<>();
        for (Sighted each : matched(connection, to)) {
            matched.putIfAbsent(hour(each.thing, each.sensor, each.at), each);
        }
        List<Sighted> all = new ArrayList<>();
        for (ArchivedEvents.Shown each : shown) {
            StixId party = parties.get(each.sensor());
            if (party != null) {
                if (!matched.isEmpty()) {
                    matched.remove(hour(each.thing(), each.sensor(), each.at()));
                }
                all.add(new Sighted(each.thing(), party, each.sensor(), each.at(), true));
            }
        }
        all.addAll(matched.values());
        return all;
    }

    private static Hour hour(Observable thing, String sensor, Instant at) {
        return new Hour(thing, sensor, at.truncatedTo(ChronoUnit.HOURS));
    }

    /** The sensors of a party. */
    static Set<String> sensors(Connection connection, StixId party) throws SQLException {
        return parties(connection).entrySet().stream()
                .filter(each -> each.getValue().equals(party))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, StixId> parties(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT name, party FROM credential WHERE 'SENSOR' = ANY (roles)");
                ResultSet row = statement.executeQuery()) {
            Map<String, StixId> parties = new HashMap<>();
            while (row.next()) {
                parties.put(row.getString(1), StixId.parse(row.getString(2)));
            }
            return parties;
        }
    }

    /**
     * What telemetry shows by itself in a time: of some sensors by the hour, and at least the first
     * of what was before; of others the first.
     */
    static List<ArchivedEvents.Shown> shown(
            Path archive, Set<String> hourly, Instant from, Instant to) {
        if (!Files.isDirectory(archive.resolve("runs"))) {
            return List.of();
        }
        try (ArchivedEvents events = EventArchive.open(archive).between(Instant.MIN, to)) {
            List<ArchivedEvents.Shown> shown = events.shown(hourly, from, LIMIT);
            if (shown.size() >= LIMIT) {
                throw new ProblemException(
                        new Problem.Unprocessable(
                                "Sensors saw more than " + LIMIT + " things by the hour.",
                                "Ask for a shorter time."));
            }
            return shown;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Of an indicator that means several things it is not known which was seen.
    private static List<Sighted> matched(Connection connection, Instant to) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT kind, value, owner, sensor, min(first_seen)
                          FROM sighting_count
                          JOIN (SELECT indicator, min(kind) AS kind, min(value) AS value
                                  FROM lookout GROUP BY indicator HAVING count(*) = 1) AS one
                               USING (indicator)
                         WHERE first_seen < ?
                         GROUP BY kind, value, owner, sensor, hour ORDER BY 5, 4, 1, 2
                        """)) {
            statement.setObject(1, Rows.at(to));
            List<Sighted> matched = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    matched.add(
                            new Sighted(
                                    new Observable(
                                            Observable.Kind.valueOf(row.getString(1)),
                                            row.getString(2)),
                                    StixId.parse(row.getString(3)),
                                    row.getString(4),
                                    Rows.instant(row, 5),
                                    false));
                }
            }
            return matched;
        }
    }
}
