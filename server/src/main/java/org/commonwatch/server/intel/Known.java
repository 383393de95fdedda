package org.commonwatch.server.intel;

import org.commonwatch.server.database.Rows;
import org.commonwatch.stix.StixId;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What rows there are of an object already.
 *
 * @param last of what a source has given of it and not taken back; null if nothing is
 * @param alone whether a row is not yet marked as having rivals
 */
record Known(@Nullable Last last, boolean alone) {
    /** The row that was added last, and its version to the microsecond. */
    record Last(long sequence, Instant version) {}

    /** Of an object of which there is no row. */
    static final Known NOTHING = new Known(null, false);

    // However few rows the table has when the plan is made, it may have many when it is used.
    private static final String BY_INDEX = "SELECT set_config('enable_seqscan', 'off', true);\n";

    /** By ids, for those of which there are rows, whoever gave them, taken back or not. */
    static Map<String, Known> of(Connection connection, StixId source, Collection<String> ids)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        BY_INDEX
                                + """
                                SELECT id, bool_or(NOT rivals), max(sequence) FILTER (WHERE stands),
                                       (array_agg(version ORDER BY sequence DESC)
                                            FILTER (WHERE stands))[1]
                                  FROM (SELECT id, rivals, sequence, version,
                                               owner = ? AND withdrawn IS NULL AS stands
                                          FROM object WHERE id = ANY (?)) AS known
                                 GROUP BY id
                                """)) {
            statement.setString(1, source.toString());
            statement.setArray(2, connection.createArrayOf("text", ids.toArray()));
            statement.execute();
            statement.getMoreResults();
            Map<String, Known> known = new HashMap<>();
            try (ResultSet row = statement.getResultSet()) {
                while (row.next()) {
                    long sequence = row.getLong(3);
                    Last last = row.wasNull() ? null : new Last(sequence, Rows.instant(row, 4));
                    known.put(row.getString(1), new Known(last, row.getBoolean(2)));
                }
            }
            return known;
        }
    }
}
