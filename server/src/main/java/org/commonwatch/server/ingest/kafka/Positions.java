package org.commonwatch.server.ingest.kafka;

import org.apache.kafka.common.TopicPartition;
import org.commonwatch.database.Transactions;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.OptionalLong;

/** How far the partitions of a cluster are counted, as the database has it. */
final class Positions {
    private final Transactions transactions;
    private final String cluster;

    Positions(Transactions transactions, String cluster) {
        this.transactions = transactions;
        this.cluster = cluster;
    }

    String cluster() {
        return cluster;
    }

    /** The first offset that is not counted; empty if nothing is. */
    OptionalLong next(TopicPartition partition) {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            SELECT next FROM kafka_offset
                             WHERE cluster = ? AND topic = ? AND partition = ?
                            """)) {
                statement.setString(1, cluster);
                statement.setString(2, partition.topic());
                statement.setInt(3, partition.partition());
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
                }
            }
        });
    }
}
