package org.commonwatch.server.record;

import org.commonwatch.database.Database;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The one connection that appends. It holds the record's lock for as long as it lives, so nobody
 * else appends, and what it knows of the head stays true.
 */
final class Session implements AutoCloseable {
    /** So many changes are moved in one transaction. */
    static final int CHANGES = 100;

    // "Reco", to which the table's number is added: a lock for each schema.
    private static final long LOCK = 0x5265636fL << 32;
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    // No answer waits longer for a way to the database that has silently gone.
    private static final int NETWORK_MILLIS = 20_000;

    private static final String SETTINGS =
            """
            SET lock_timeout = '5s';
            SET statement_timeout = '10s';
            SET tcp_keepalives_idle = 30;
            SET tcp_keepalives_interval = 10;
            SET tcp_keepalives_count = 3;
            SELECT set_config('synchronous_commit', 'on', false)
             WHERE current_setting('synchronous_commit') = 'off'
            """;

    private static final String INSERT =
            """
            INSERT INTO record (number, at, kind, body, first, last, rows, hash)
            SELECT ? + place, at, kind, convert_from(body, 'UTF8'), first, last, rows, hash
              FROM unnest(?::timestamptz[], ?::text[], ?::bytea[], ?::bigint[], ?::bigint[],
                          ?::bytea[], ?::bytea[])
                   WITH ORDINALITY AS draft (at, kind, body, first, last, rows, hash, place)
            """;

    private final Connection connection;
    private final PreparedStatement insert;
    private final AtomicReference<Head> head;

    private Session(Connection connection) throws SQLException {
        this.connection = connection;
        this.head = new AtomicReference<>(head(connection));
        this.insert = connection.prepareStatement(INSERT);
    }

    /** Waits some seconds for whoever else holds the lock, then refuses. */
    static Session open(Database database) throws SQLException {
        Connection connection = database.connect();
        try {
            connection.setNetworkTimeout(Runnable::run, NETWORK_MILLIS);
            try (Statement statement = connection.createStatement()) {
                statement.execute(SETTINGS);
                statement.execute(
                        "SELECT pg_advisory_lock(" + LOCK + " + 'record'::regclass::oid::bigint)");
            }
            return new Session(connection);
        } catch (SQLException e) {
            connection.close();
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw new ProblemException(
                        new Problem.Conflict(
                                "Another server runs on this database.",
                                "Stop it first, or give this one a database of its own."));
            }
            throw e;
        }
    }

    /** The last entry there is. */
    static Head head(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT number, hash FROM record ORDER BY number DESC LIMIT 1");
                ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? new Head(row.getLong(1), HexFormat.of().formatHex(row.getBytes(2)))
                    : Head.GENESIS;
        }
    }

    /** Appends all of these, or none. */
    void append(List<Draft> drafts) throws SQLException {
        if (!drafts.isEmpty()) {
            head.set(insert(drafts, head.get()));
        }
    }

    /** Moves all changes from the outbox to the record, then appends these. */
    void appendWithChanges(List<Draft> drafts) throws SQLException {
        connection.setAutoCommit(false);
        boolean more = true;
        while (more) {
            List<Draft> all = takeChanges();
            more = all.size() == CHANGES;
            if (!more) {
                all.addAll(drafts);
            }
            Head after = all.isEmpty() ? head.get() : insert(all, head.get());
            connection.commit();
            head.set(after);
        }
        connection.setAutoCommit(true);
    }

    private List<Draft> takeChanges() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        WITH due AS (SELECT number FROM record_outbox ORDER BY number LIMIT ?),
                             taken AS (DELETE FROM record_outbox USING due
                                        WHERE record_outbox.number = due.number
                                    RETURNING record_outbox.*)
                        SELECT at, kind, convert_to(body, 'UTF8') FROM taken ORDER BY number
                        """)) {
            statement.setInt(1, CHANGES);
            List<Draft> changes = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    changes.add(
                            new Draft(
                                    row.getObject(1, OffsetDateTime.class).toInstant(),
                                    row.getString(2),
                                    row.getBytes(3),
                                    Optional.empty()));
                }
            }
            return changes;
        }
    }

    private Head insert(List<Draft> drafts, Head before) throws SQLException {
        int count = drafts.size();
        String[] times = new String[count];
        String[] kinds = new String[count];
        byte[][] bodies = new byte[count][];
        Long[] firsts = new Long[count];
        Long[] lasts = new Long[count];
        byte[][] rows = new byte[count][];
        byte[][] hashes = new byte[count][];
        Head after = before;
        for (int i = 0; i < count; i++) {
            Draft draft = drafts.get(i);
            after = Chain.after(after, draft.body());
            times[i] = draft.at().toString();
            kinds[i] = draft.kind();
            bodies[i] = draft.body();
            hashes[i] = HexFormat.of().parseHex(after.hash());
            if (draft.rows().isPresent()) {
                Sequences sequences = draft.rows().get();
                firsts[i] = sequences.first();
                lasts[i] = sequences.last();
                rows[i] = sequences.bytes();
            }
        }
        insert.setLong(1, before.number());
        insert.setArray(2, connection.createArrayOf("timestamptz", times));
        insert.setArray(3, connection.createArrayOf("text", kinds));
        insert.setArray(4, connection.createArrayOf("bytea", bodies));
        insert.setArray(5, connection.createArrayOf("bigint", firsts));
        insert.setArray(6, connection.createArrayOf("bigint", lasts));
        insert.setArray(7, connection.createArrayOf("bytea", rows));
        insert.setArray(8, connection.createArrayOf("bytea", hashes));
        insert.executeUpdate();
        return after;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
