package org.commonwatch.server.matching;

import org.commonwatch.server.database.Rows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * How it stands with what is looked for.
 *
 * @param generation of it; grows with every change
 * @param indicators that are looked for, each by one thing or more
 * @param things that are looked for
 * @param leftOut how many indicators are not looked for, by the reason
 * @param knownGood how many things known-good lists keep out, by the list
 * @param coming things that are not valid yet
 * @param expired things that are valid no more
 * @param unmatched things that are not yet matched with all that came before them
 * @param untold sightings that were found so and are yet to be told
 */
public record Status(
        long generation,
        long indicators,
        long things,
        Map<String, Long> leftOut,
        Map<String, Long> knownGood,
        long coming,
        long expired,
        long unmatched,
        long untold) {
    static Status read(Connection connection, Map<String, Long> knownGood, Instant now)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT (SELECT generation FROM matching),
                               count(DISTINCT indicator) FILTER (WHERE begun IS NOT NULL),
                               count(*) FILTER (WHERE begun IS NOT NULL),
                               count(*) FILTER (WHERE said AND valid_from > ?),
                               count(*) FILTER (WHERE said AND valid_until <= ?),
                               count(*) FILTER (WHERE unmatched <> '{}' AND begun IS NOT NULL),
                               (SELECT count(*) FROM untold)
                          FROM lookout
                        """)) {
            statement.setObject(1, Rows.at(now));
            statement.setObject(2, Rows.at(now));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Status(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        leftOut(connection),
                        knownGood,
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7));
            }
        }
    }

    private static Map<String, Long> leftOut(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT left_out, count(*) FROM indicator
                                 WHERE left_out <> '' GROUP BY left_out
                                """);
                ResultSet row = statement.executeQuery()) {
            Map<String, Long> leftOut = new TreeMap<>();
            while (row.next()) {
                leftOut.put(row.getString(1), row.getLong(2));
            }
            return leftOut;
        }
    }
}
