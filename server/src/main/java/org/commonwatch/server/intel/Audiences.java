package org.commonwatch.server.intel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Every handling and every audience. Both are numbered once and never changed, so that what is
 * known of a number can be kept.
 */
public final class Audiences {
    /**
     * Who may read objects of one type: whoever may read what is handled in all the ways needed,
     * and not in all of the others.
     *
     * @param type of the objects
     * @param handling the way in which their owner wants them handled, by its number
     * @param needs numbers of handlings, that of the owner among them
     * @param unless numbers of handlings; empty if nothing
     */
    public record Audience(
            String type, int handling, SortedSet<Integer> needs, SortedSet<Integer> unless) {
        public Audience {
            needs = new TreeSet<>(needs);
            unless = new TreeSet<>(unless);
            if (!needs.contains(handling)) {
                throw new IllegalArgumentException("the owner's handling counts always");
            }
        }

        /** Of what is handled in one way. */
        public static Audience of(String type, int handling) {
            return new Audience(type, handling, new TreeSet<>(List.of(handling)), new TreeSet<>());
        }

        /** The same with more that is needed. */
        public Audience needing(Collection<Integer> more) {
            SortedSet<Integer> all = new TreeSet<>(needs);
            all.addAll(more);
            return new Audience(type, handling, all, unless);
        }
    }

    /**
     * An audience by its number.
     *
     * @param objects how many bear it, at most
     */
    public record Numbered(int number, Audience audience, long objects) {}

    private Audiences() {}

    /** The number of a handling, which is new if it was never seen. */
    public static int handling(Connection connection, String text) throws SQLException {
        byte[] digest = sha256(text);
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT number FROM handling WHERE digest = ?")) {
            statement.setBytes(1, digest);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    return row.getInt(1);
                }
            }
        }
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "INSERT INTO handling (digest, text) VALUES (?, ?) RETURNING number")) {
            statement.setBytes(1, digest);
            statement.setString(2, text);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** The texts of the handlings after a number, by their numbers. */
    public static Map<Integer, String> handlings(Connection connection, int after)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT number, text FROM handling WHERE number > ?")) {
            statement.setInt(1, after);
            Map<Integer, String> texts = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    texts.put(row.getInt(1), row.getString(2));
                }
            }
            return texts;
        }
    }

    /** The audiences after a number, in order. */
    public static List<Numbered> audiences(Connection connection, int after) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT number, type, handling, needs, unless, objects
                          FROM audience WHERE number > ? ORDER BY number
                        """)) {
            statement.setInt(1, after);
            List<Numbered> audiences = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    audiences.add(numbered(row));
                }
            }
            return audiences;
        }
    }

    /** The audience of a number that there is. */
    public static Audience find(Connection connection, int number) throws SQLException {
        return audiences(connection, number - 1).getFirst().audience();
    }

    private static Numbered numbered(ResultSet row) throws SQLException {
        var audience =
                new Audience(row.getString(2), row.getInt(3), numbers(row, 4), numbers(row, 5));
        return new Numbered(row.getInt(1), audience, row.getLong(6));
    }

    private static SortedSet<Integer> numbers(ResultSet row, int column) throws SQLException {
        return new TreeSet<>(List.of((Integer[]) row.getArray(column).getArray()));
    }

    /**
     * The numbers of audiences, new ones for those never seen, and that so many objects more bear
     * each. In a transaction that {@link Order#begin} began.
     */
    static Map<Audience, Integer> numbers(Connection connection, Map<Audience, Integer> objects)
            throws SQLException {
        Map<Audience, Integer> numbers = new HashMap<>();
        for (Map.Entry<Audience, Integer> entry : objects.entrySet()) {
            numbers.put(entry.getKey(), number(connection, entry.getKey(), entry.getValue()));
        }
        return numbers;
    }

    private static int number(Connection connection, Audience audience, int objects)
            throws SQLException {
        Array needs = connection.createArrayOf("int", audience.needs().toArray());
        Array unless = connection.createArrayOf("int", audience.unless().toArray());
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        UPDATE audience SET objects = objects + ?
                         WHERE type = ? AND handling = ? AND needs = ? AND unless = ?
                        RETURNING number
                        """)) {
            statement.setInt(1, objects);
            statement.setString(2, audience.type());
            statement.setInt(3, audience.handling());
            statement.setArray(4, needs);
            statement.setArray(5, unless);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    return row.getInt(1);
                }
            }
        }
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        WITH next AS (UPDATE state SET audiences = audiences + 1
                                      RETURNING audiences)
                        INSERT INTO audience (number, type, handling, needs, unless, objects)
                        SELECT audiences, ?, ?, ?, ?, ? FROM next RETURNING number
                        """)) {
            statement.setString(1, audience.type());
            statement.setInt(2, audience.handling());
            statement.setArray(3, needs);
            statement.setArray(4, unless);
            statement.setInt(5, objects);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
