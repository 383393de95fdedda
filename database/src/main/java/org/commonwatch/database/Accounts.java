package org.commonwatch.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Who may do what in the embedded server: a superuser that only this class uses, and the role that
 * Commonwatch works as, which owns one database and nothing else.
 */
final class Accounts {
    /** Made by initdb. */
    static final String SUPERUSER = "postgres";

    private static final String ROLE = "commonwatch";
    private static final String DATABASE = "commonwatch";
    private static final String METHOD = "scram-sha-256";

    // The role gets the superuser's password by its hash, which PostgreSQL stores as it is given: a
    // password in the text of a statement could end up in the server's log.
    private static final String SAME_PASSWORD =
            """
            DO $$
            BEGIN
                EXECUTE format('ALTER ROLE %s PASSWORD %%L',
                    (SELECT rolpassword FROM pg_authid WHERE rolname = '%s'));
            END
            $$
            """
                    .formatted(ROLE, SUPERUSER);

    private Accounts() {}

    /** Our database on the server that answers at the port, made at the first start. */
    static Database open(int port, Password password) {
        var server = new Database(url(port, "postgres"), SUPERUSER, password.text());
        try (Connection connection = connect(server, password)) {
            // The database is made last, so that its existence says that all the rest is there.
            if (!exists(connection, "SELECT FROM pg_database WHERE datname = ?", DATABASE)) {
                create(connection);
            }
            return new Database(url(port, DATABASE), ROLE, password.text());
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    private static Connection connect(Database server, Password password) {
        try {
            return server.connect();
        } catch (DatabaseException e) {
            // SQLSTATE class 28: invalid authorization
            if (e.refusal() instanceof DatabaseRefusal.StatementFailed failed
                    && failed.state().startsWith("28")) {
                throw new DatabaseException(new DatabaseRefusal.PasswordLost(password.file()), e);
            }
            throw e;
        }
    }

    private static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!exists(connection, "SELECT FROM pg_roles WHERE rolname = ?", ROLE)) {
                statement.execute("CREATE ROLE " + ROLE + " LOGIN");
            }
            statement.execute(SAME_PASSWORD);
            statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + ROLE);
        }
    }

    private static boolean exists(Connection connection, String question, String name)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static String url(int port, String database) {
        // requireAuth: should the server die and another user take its port, the driver proves
        // that it knows the password but never sends it.
        return "jdbc:postgresql://"
                + Cluster.ADDRESS
                + ":"
                + port
                + "/"
                + database
                + "?sslmode=disable&requireAuth="
                + METHOD;
    }
}
