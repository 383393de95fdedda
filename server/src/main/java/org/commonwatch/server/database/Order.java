package org.commonwatch.server.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * The one order that all collections share: (date added, sequence), where the date added is whole
 * milliseconds and never decreases.
 *
 * <p>Every transaction that adds or releases objects, or changes who may read them, begins here,
 * and no other does so until it has ended. So everything becomes visible in the order of its dates,
 * and a reader that has seen one date misses nothing before it.
 */
public final class Order {
    private Order() {}

    /**
     * Waits for the writer before, and gives the date of what this transaction adds. It is later
     * than every date before.
     */
    public static Instant begin(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        UPDATE state
                           SET last_added = greatest(?, date_trunc('milliseconds', last_added)
                                                        + interval '1 millisecond')
                        RETURNING last_added
                        """)) {
            statement.setObject(1, Rows.at(Instant.ofEpochMilli(now.toEpochMilli())));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return Rows.instant(row, 1);
            }
        }
    }

    /** Says that something was added at that date, later than this transaction began with. */
    public static void reach(Connection connection, Instant date) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "UPDATE state SET last_added = greatest(last_added, ?)")) {
            statement.setObject(1, Rows.at(date));
            statement.executeUpdate();
        }
    }

    /** Says that who may read what is no longer what it was. */
    public static void factsChanged(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE state SET facts = facts + 1")) {
            statement.executeUpdate();
        }
    }

    /**
     * What every answer depends on.
     *
     * @param facts grows with every change of who may read what
     * @param audiences the greatest number of an audience
     */
    public record State(long facts, int audiences) {}

    /** What answers depend on now. */
    public static State state(Connection connection) throws SQLException {
        return select(connection, "SELECT facts, audiences FROM state");
    }

    /** The same, which no other transaction changes until this one has ended. */
    public static State hold(Connection connection) throws SQLException {
        return select(connection, "SELECT facts, audiences FROM state FOR UPDATE");
    }

    /** The date of the last transaction that began here. */
    public static Instant last(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT last_added FROM state");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return Rows.instant(row, 1);
        }
    }

    private static State select(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new State(row.getLong(1), row.getInt(2));
        }
    }
}
