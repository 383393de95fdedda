package org.commonwatch.server.intel;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Order;
import org.commonwatch.server.database.Rows;
import org.commonwatch.stix.StixId;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rows that a party was given in part, or not at all, because it might not see what they refer to.
 * Once it may, they come again at a date of their own: whoever goes on after an earlier date then
 * receives them whole.
 */
public final class Mended {
    /**
     * What of this there is for a party.
     *
     * @param parted whether any row waits for what it refers to
     * @param dates at which rows come again
     */
    public record Again(StixId party, boolean parted, NavigableSet<Instant> dates) {
        /** For a party that was given nothing in part. */
        public static Again nothing(StixId party) {
            return new Again(party, false, Collections.emptyNavigableSet());
        }
    }

    // What waited for something that one of the audiences may read.
    private static final String WHOLE =
            """
             FROM parted
            WHERE party = ?
              AND EXISTS (SELECT FROM object
                           WHERE id = ref AND withdrawn IS NULL
                             AND CASE WHEN audience < ? THEN get_bit(?, audience) = 1
                                      ELSE false END)
            """;

    private final Transactions transactions;

    public Mended(Transactions transactions) {
        this.transactions = transactions;
    }

    /** What there is for a party now. */
    public static Again of(Connection connection, StixId party) throws SQLException {
        NavigableSet<Instant> dates = new TreeSet<>();
        boolean parted = false;
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT DISTINCT since FROM mended WHERE party = ?
                         UNION ALL
                        (SELECT NULL FROM parted WHERE party = ? LIMIT 1)
                        """)) {
            statement.setString(1, party.toString());
            statement.setString(2, party.toString());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (row.getObject(1) == null) {
                        parted = true;
                    } else {
                        dates.add(Rows.instant(row, 1));
                    }
                }
            }
        }
        return new Again(party, parted, dates);
    }

    /** Keeps what of some rows the party may not see, by their numbers. */
    public void part(StixId party, Map<Long, Set<String>> refs) {
        transactions.run(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            INSERT INTO parted (party, ref, sequence) VALUES (?, ?, ?)
                            ON CONFLICT DO NOTHING
                            """)) {
                for (Map.Entry<Long, Set<String>> row : refs.entrySet()) {
                    for (String ref : row.getValue()) {
                        statement.setString(1, party.toString());
                        statement.setString(2, ref);
                        statement.setLong(3, row.getKey());
                        statement.addBatch();
                    }
                }
                return statement.executeBatch().length;
            }
        });
    }

    /** The date before which nothing has to be looked for again. */
    public Instant changed() {
        return transactions.read(Order::last);
    }

    /**
     * Has come again, at a date of its own, what waited for objects that may be read now. Returns
     * whether anything does.
     *
     * @param audiences those that the party belongs to
     */
    public boolean mend(StixId party, BitSet audiences, Instant now) {
        return transactions.run(connection -> {
            if (!waits(connection, party, audiences)) {
                return false;
            }
            Instant date = Order.begin(connection, now);
            mend(connection, party, audiences, date);
            return true;
        });
    }

    private static boolean waits(Connection connection, StixId party, BitSet audiences)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT 1" + WHOLE + " LIMIT 1")) {
            bind(statement, party, audiences);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private static void mend(Connection connection, StixId party, BitSet audiences, Instant date)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "WITH whole AS (DELETE"
                                + WHOLE
                                + """
                                RETURNING party, sequence)
                                INSERT INTO mended (party, sequence, since)
                                SELECT DISTINCT party, sequence, ?::timestamptz FROM whole
                                ON CONFLICT (party, sequence) DO UPDATE
                                   SET since = excluded.since
                                """)) {
            bind(statement, party, audiences);
            statement.setObject(4, Rows.at(date));
            statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, StixId party, BitSet audiences)
            throws SQLException {
        byte[] bits = audiences.toByteArray();
        statement.setString(1, party.toString());
        statement.setInt(2, bits.length * Byte.SIZE);
        statement.setBytes(3, bits);
    }
}
