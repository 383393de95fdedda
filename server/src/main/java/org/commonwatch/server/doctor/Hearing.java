package org.commonwatch.server.doctor;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Who of the sensors was heard lately, in whatever way it delivers.
 *
 * @param sensors how many there are
 * @param silent names of those that were not, in their order
 */
public record Hearing(int sensors, List<String> silent) {
    /** A sensor should be no longer silent. */
    static final Duration SILENCE = Duration.ofDays(1);

    public Hearing {
        silent = List.copyOf(silent);
    }

    /** As the database has it. */
    public static Hearing of(Connection connection, Instant now) throws SQLException {
        OffsetDateTime since = now.minus(SILENCE).atOffset(ZoneOffset.UTC);
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT c.name, coalesce(i.heard >= ?, false)
                          FROM credential c
                          LEFT JOIN intake i ON i.sensor = c.name
                         WHERE 'SENSOR' = ANY (c.roles) AND c.ended IS NULL
                         ORDER BY c.name COLLATE "C"
                        """)) {
            statement.setObject(1, since);
            List<String> silent = new ArrayList<>();
            int all = 0;
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    all++;
                    if (!row.getBoolean(2)) {
                        silent.add(row.getString(1));
                    }
                }
            }
            return new Hearing(all, silent);
        }
    }
}
