package org.commonwatch.server.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** Columns that number the rows of a table; none of their numbers is given twice. */
final class Numbers {
    private Numbers() {}

    /** The next number of each such column, higher than all that were ever given. */
    static Map<String, Long> next(Connection connection, Table table) throws SQLException {
        Map<String, Long> next = new TreeMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT attname, coalesce(pg_sequence_last_value(sequence::regclass), 0) + 1
                          FROM pg_attribute,
                               pg_get_serial_sequence(attrelid::regclass::text, attname) sequence
                         WHERE attrelid = to_regclass(quote_ident(?))
                           AND attnum > 0 AND NOT attisdropped AND sequence IS NOT NULL
                        """)) {
            statement.setString(1, table.name());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    next.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return next;
    }

    /** Goes on with these numbers. */
    static void goOn(Connection connection, Table table, Map<String, Long> next)
            throws SQLException {
        for (Map.Entry<String, Long> each : next.entrySet()) {
            if (each.getValue() == 1) {
                continue; // as it is in a new table
            }
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "SELECT setval(pg_get_serial_sequence(quote_ident(?), ?), ? - 1)")) {
                statement.setString(1, table.name());
                statement.setString(2, each.getKey());
                statement.setLong(3, each.getValue());
                statement.execute();
            }
        }
    }
}
