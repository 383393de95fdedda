package org.commonwatch.server.pipeline;

import org.commonwatch.server.database.Rows;
import org.commonwatch.server.pipeline.Delivery.Offsets;
import org.commonwatch.server.pipeline.Delivery.Receipt;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What each sensor delivered in all, and how far Kafka's partitions are counted. */
final class IntakeCounts {
    private IntakeCounts() {}

    /** What one sensor delivered. */
    private record Sum(long lines, long counted, long context, long skipped, long rejected) {
        static Sum of(Receipt each) {
            return new Sum(
                    each.lines(), each.counted(), each.context(), each.skipped(), each.rejected());
        }

        Sum and(Sum other) {
            return new Sum(
                    lines + other.lines,
                    counted + other.counted,
                    context + other.context,
                    skipped + other.skipped,
                    rejected + other.rejected);
        }
    }

    /** Adds what was delivered. */
    static void add(Connection connection, List<Receipt> receipts, Instant heard)
            throws SQLException {
        // One order for all writers, so that no two wait for each other.
        Map<String, Sum> sums = new TreeMap<>();
        receipts.forEach(each -> sums.merge(each.sensor(), Sum.of(each), Sum::and));
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO intake (sensor, heard, lines, counted, context, skipped,
                                            rejected)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (sensor) DO UPDATE
                           SET heard = greatest(intake.heard, excluded.heard),
                               lines = intake.lines + excluded.lines,
                               counted = intake.counted + excluded.counted,
                               context = intake.context + excluded.context,
                               skipped = intake.skipped + excluded.skipped,
                               rejected = intake.rejected + excluded.rejected
                        """)) {
            for (Map.Entry<String, Sum> each : sums.entrySet()) {
                statement.setString(1, each.getKey());
                statement.setObject(2, Rows.at(heard));
                statement.setLong(3, each.getValue().lines);
                statement.setLong(4, each.getValue().counted);
                statement.setLong(5, each.getValue().context);
                statement.setLong(6, each.getValue().skipped);
                statement.setLong(7, each.getValue().rejected);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Moves a partition on. Throws if it does not stand where the stretch begins. */
    static void move(Connection connection, Offsets offsets) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO kafka_offset (cluster, topic, partition, next)
                        VALUES (?, ?, ?, ?)
                        ON CONFLICT (cluster, topic, partition) DO UPDATE SET next = excluded.next
                         WHERE kafka_offset.next <= ?
                        """)) {
            statement.setString(1, offsets.cluster());
            statement.setString(2, offsets.topic());
            statement.setInt(3, offsets.partition());
            statement.setLong(4, offsets.next());
            statement.setLong(5, offsets.from());
            if (statement.executeUpdate() != 1) {
                throw new IllegalStateException(offsets + " was counted before");
            }
        }
    }
}
