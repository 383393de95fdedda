package org.commonwatch.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;

/**
 * A PostgreSQL database and who we are in it; enough to make a pool of connections.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, never with a password
 * @param user the role
 * @param password its password; no text of this record ever shows it
 */
public record Database(String url, String user, String password) {
    /** The oldest major version of PostgreSQL that Commonwatch works with. */
    public static final int OLDEST = 15;

    private static final String SCHEME = "jdbc:postgresql://";
    private static final String CONNECT_LIMIT_SECONDS = "10";

    public Database {
        if (!url.startsWith(SCHEME)) {
            // Only the part before the slashes: postgres://user:secret@host/ is a common form.
            String scheme = url.substring(0, Math.max(0, url.indexOf("//")));
            throw new DatabaseException(new DatabaseRefusal.NotPostgres(scheme));
        }
        String rest = url.substring(SCHEME.length()).toLowerCase(Locale.ROOT);
        String authority = rest.split("[/?]", 2)[0];
        if (authority.contains("@") || rest.matches(".*[?&](ssl)?(password|user)=.*")) {
            throw new DatabaseException(new DatabaseRefusal.SecretInUrl());
        }
    }

    /** A PostgreSQL that somebody else keeps. */
    public static Database at(String url, String user, String password) {
        return new Database(url, user, password);
    }

    /** Throws unless the server behind a connection is {@link #OLDEST} or newer. */
    public static void checkVersion(Connection connection) {
        try {
            var server = connection.getMetaData();
            checkVersion(server.getDatabaseMajorVersion(), server.getDatabaseProductVersion());
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    static void checkVersion(int major, String version) {
        if (major < OLDEST) {
            throw new DatabaseException(new DatabaseRefusal.TooOld(version));
        }
    }

    /** A connection outside any pool, for tests and single questions; the caller closes it. */
    public Connection connect() {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("loginTimeout", CONNECT_LIMIT_SECONDS);
        try {
            return DriverManager.getConnection(url, properties);
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    @Override
    public String toString() {
        return "Database[url=" + url + ", user=" + user + "]";
    }
}
