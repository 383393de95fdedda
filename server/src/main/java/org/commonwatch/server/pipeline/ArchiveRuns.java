package org.commonwatch.server.pipeline;

import org.commonwatch.archive.events.Manifest;
import org.commonwatch.server.database.Rows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every run of the archive that is part of it because it is named here. */
final class ArchiveRuns {
    private ArchiveRuns() {}

    static void add(Connection connection, List<Manifest> runs, long lookedFor, Instant made)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO archive_run (run, events, looked_for, made)
                        VALUES (?, ?, ?, ?)
                        """)) {
            for (Manifest each : runs) {
                statement.setString(1, each.run());
                statement.setLong(2, each.events());
                statement.setLong(3, lookedFor);
                statement.setObject(4, Rows.at(made));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Which of the runs are named. */
    static Set<String> named(Connection connection, Collection<String> runs) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT run FROM archive_run WHERE run = ANY (?)")) {
            Rows.bind(statement, 1, List.copyOf(runs), run -> run);
            Set<String> named = new HashSet<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    named.add(row.getString(1));
                }
            }
            return named;
        }
    }
}
