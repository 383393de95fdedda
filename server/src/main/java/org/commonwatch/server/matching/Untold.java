package org.commonwatch.server.matching;

import org.commonwatch.server.database.Rows;
import org.commonwatch.stix.Sighting.Seen;
import org.commonwatch.stix.Sighting.Window;
import org.commonwatch.stix.StixId;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sightings that were found in the archive and are yet to be told, at rest. */
final class Untold {
    private static final int BATCH = 20_000;

    private Untold() {}

    /** Keeps what was found. */
    static void add(Connection connection, Map<Window, Seen> found) throws SQLException {
        List<Map.Entry<Window, Seen>> all = List.copyOf(found.entrySet());
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO untold (indicator, sensor, hour, count, first_seen, last_seen)
                        SELECT indicator, sensor, epoch + hour * micro, count,
                               epoch + first * micro, epoch + last * micro
                          FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[],
                                      ?::bigint[])
                               AS found (indicator, sensor, hour, count, first, last),
                               (SELECT timestamptz 'epoch', interval '1 microsecond')
                               AS since (epoch, micro)
                        """)) {
            for (int i = 0; i < all.size(); i += BATCH) {
                List<Map.Entry<Window, Seen>> some =
                        all.subList(i, Math.min(i + BATCH, all.size()));
                Rows.bind(statement, 1, some, each -> each.getKey().indicator());
                Rows.bind(statement, 2, some, each -> each.getKey().sensor());
                Rows.bindNumbers(statement, 3, some, each -> micros(each.getKey().hour()));
                Rows.bindNumbers(statement, 4, some, each -> each.getValue().count());
                Rows.bindNumbers(statement, 5, some, each -> micros(each.getValue().first()));
                Rows.bindNumbers(statement, 6, some, each -> micros(each.getValue().last()));
                statement.executeUpdate();
            }
        }
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    /** Takes out those that have waited the longest, at most so many; none if none waits. */
    static Map<Window, Seen> take(Connection connection, int limit) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        Map<Window, Seen> taken = new LinkedHashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT number, indicator, sensor, hour, count, first_seen, last_seen
                          FROM untold ORDER BY number LIMIT ?
                        """)) {
            statement.setInt(1, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    numbers.add(row.getLong(1));
                    StixId indicator = StixId.parse(row.getString(2));
                    Window window = new Window(indicator, row.getString(3), Rows.instant(row, 4));
                    Seen seen =
                            new Seen(row.getLong(5), Rows.instant(row, 6), Rows.instant(row, 7));
                    taken.merge(window, seen, Seen::and);
                }
            }
        }
        if (taken.isEmpty()) {
            return taken;
        }
        // By their numbers: what a table that has just been filled holds, the planner does not
        // know.
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM untold WHERE number = ANY (?)")) {
            Rows.bindNumbers(statement, 1, numbers, Long::longValue);
            statement.executeUpdate();
        }
        return taken;
    }
}
