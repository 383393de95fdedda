package org.commonwatch.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

import javax.sql.DataSource;

/**
 * Runs work in transactions: all of it happens, or none.
 *
 * <p>Each call takes a connection from the source and gives it back; the source hands them out in
 * their default state, as a pool does. An {@link SQLException} leaves as a {@link
 * DatabaseException}, every other exception as it is. One transaction inside another is two
 * transactions on two connections: pass the connection on instead.
 */
public final class Transactions {
    /** How often work is begun before losing to other transactions counts as a failure. */
    static final int ATTEMPTS = 5;

    // serialization_failure and deadlock_detected: the only two that PostgreSQL's manual (§13.5)
    // tells the loser to simply run again.
    private static final Set<String> LOST_TO_OTHERS = Set.of("40001", "40P01");

    private final DataSource source;

    public Transactions(DataSource source) {
        this.source = source;
    }

    /**
     * What to do in a transaction. It neither commits nor keeps the connection, and may be run
     * again from the beginning.
     */
    @FunctionalInterface
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Commits what the work did, or nothing of it if it throws. */
    public <T> T run(Work<T> work) {
        return repeatedly(work, false);
    }

    /** Runs work that may only read; PostgreSQL refuses its writes. */
    public <T> T read(Work<T> work) {
        return repeatedly(work, true);
    }

    private <T> T repeatedly(Work<T> work, boolean readOnly) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work, readOnly);
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !lostToOthers(e)) {
                    throw DatabaseException.of(e);
                }
            }
        }
    }

    private static boolean lostToOthers(SQLException e) {
        return e.getSQLState() != null && LOST_TO_OTHERS.contains(e.getSQLState());
    }

    private <T> T once(Work<T> work, boolean readOnly) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setReadOnly(readOnly);
            connection.setAutoCommit(false);
            try {
                T answer = work.run(connection);
                if (!readOnly) {
                    checkUnspoiled(connection);
                }
                connection.commit();
                return answer;
            } catch (Throwable failure) {
                rollBack(connection, failure);
                throw failure;
            }
        }
    }

    /*
     * A statement that failed in the work, and was swallowed there, has spoiled the transaction.
     * PostgreSQL answers its COMMIT with a ROLLBACK, and the driver passes over that in silence
     * (pgjdbc #1697), so that lost writes would look kept. Any statement but COMMIT fails.
     */
    private static void checkUnspoiled(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    private static void rollBack(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
