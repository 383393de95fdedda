package org.commonwatch.server.pipeline;

import org.commonwatch.server.pipeline.Delivery.Receipt;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Every delivery that was counted. */
final class Segments {
    /** A delivery: who sent it, its id, and the SHA-256 of its bytes. */
    record Segment(String sensor, String id, String digest) {}

    /** What is kept of a delivery. */
    record Kept(String digest, Receipt receipt) {}

    private Segments() {}

    /** Adds a delivery, unless its id is known: then false. */
    static boolean add(Connection connection, Segment segment, Receipt receipt, Instant received)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO segment (sensor, id, digest, lines, counted, context, skipped,
                                             rejected, received)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (sensor, id) DO NOTHING
                        """)) {
            statement.setString(1, segment.sensor());
            statement.setString(2, segment.id());
            statement.setString(3, segment.digest());
            statement.setLong(4, receipt.lines());
            statement.setLong(5, receipt.counted());
            statement.setLong(6, receipt.context());
            statement.setLong(7, receipt.skipped());
            statement.setLong(8, receipt.rejected());
            statement.setObject(9, received.atOffset(ZoneOffset.UTC));
            return statement.executeUpdate() == 1;
        }
    }

    /** Finds a delivery by its sensor and id. */
    static Optional<Kept> find(Connection connection, Segment segment) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT digest, lines, counted, context, skipped, rejected
                          FROM segment WHERE sensor = ? AND id = ?
                        """)) {
            statement.setString(1, segment.sensor());
            statement.setString(2, segment.id());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Receipt receipt =
                        new Receipt(
                                segment.id(),
                                segment.sensor(),
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                true,
                                List.of());
                return Optional.of(new Kept(row.getString(1), receipt));
            }
        }
    }
}
