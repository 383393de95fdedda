package org.commonwatch.server.matching;

import org.commonwatch.server.database.Rows;
import org.commonwatch.stix.Sighting.Seen;
import org.commonwatch.stix.Sighting.Window;
import org.commonwatch.stix.StixId;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sightings that were found in the archive and are yet to be told, at rest. */
final class Untold {
    private static final int BATCH = 10_000;

    private Untold() {}

    /** Keeps what was found. */
    static void add(Connection connection, Map<Window, Seen> found) throws SQLException {
        List<Map.Entry<Window, Seen>> all = List.copyOf(found.entrySet());
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO untold (indicator, sensor, hour, count, first_seen, last_seen)
                        SELECT indicator, sensor, hour::timestamptz, count::bigint,
                               first::timestamptz, last::timestamptz
                          FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                                      ?::text[])
                               AS found (indicator, sensor, hour, count, first, last)
                        """)) {
            for (int i = 0; i < all.size(); i += BATCH) {
                List<Map.Entry<Window, Seen>> some =
                        all.subList(i, Math.min(i + BATCH, all.size()));
                Rows.bind(statement, 1, some, each -> each.getKey().indicator());
                Rows.bind(statement, 2, some, each -> each.getKey().sensor());
                Rows.bind(statement, 3, some, each -> each.getKey().hour());
                Rows.bind(statement, 4, some, each -> each.getValue().count());
                Rows.bind(statement, 5, some, each -> each.getValue().first());
                Rows.bind(statement, 6, some, each -> each.getValue().last());
                statement.executeUpdate();
            }
        }
    }

    /** Takes out those that have waited the longest, at most so many; none if none waits. */
    static Map<Window, Seen> take(Connection connection, int limit) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        DELETE FROM untold
                         WHERE number IN (SELECT number FROM untold ORDER BY number LIMIT ?)
                        RETURNING indicator, sensor, hour, count, first_seen, last_seen
                        """)) {
            statement.setInt(1, limit);
            Map<Window, Seen> taken = new LinkedHashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    StixId indicator = StixId.parse(row.getString(1));
                    Window window = new Window(indicator, row.getString(2), Rows.instant(row, 3));
                    Seen seen =
                            new Seen(row.getLong(4), Rows.instant(row, 5), Rows.instant(row, 6));
                    taken.merge(window, seen, Seen::and);
                }
            }
            return taken;
        }
    }
}
