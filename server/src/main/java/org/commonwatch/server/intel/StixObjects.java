package org.commonwatch.server.intel;

import org.commonwatch.access.BodyId;
import org.commonwatch.access.ruling.Handling;
import org.commonwatch.database.Transactions;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.Tlp;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every STIX object, in the one order that all collections share: (date added, sequence), where the
 * date added is whole milliseconds and never decreases.
 */
public final class StixObjects {
    // Held by every transaction that adds objects, until it has committed: so objects become
    // visible in the order of their dates, and a reader that has seen one date misses nothing
    // before it.
    private static final long WRITER_LOCK = 0x436f6d6d6f6eL;

    /** No more objects of one write share an instant. */
    public static final int PER_INSTANT = 500;

    /** An object and its place in the order. */
    public record Placed(Position position, String text) {}

    /** A place in the order. */
    public record Position(Instant dateAdded, long sequence) {
        /** Before every object. */
        public static final Position START = new Position(Instant.EPOCH, Long.MAX_VALUE);
    }

    /** What a reader asks for: types, handlings, where to go on, how many. */
    public record Question(
            Collection<String> types, Collection<Integer> handlings, Position after, int limit) {}

    private final Transactions transactions;

    public StixObjects(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Every handling that any object has, by its number. */
    public Map<Integer, Handling> handlings() {
        return transactions.read(StixObjects::selectHandlings);
    }

    /** At most {@code limit} objects after a position, in order. */
    public List<Placed> page(Question question) {
        return transactions.read(connection -> select(connection, question));
    }

    /**
     * Begins a write: waits for the writer before, and gives the date from which on this
     * transaction's objects are added. It is later than every date before.
     */
    static Instant begin(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
            lock.setLong(1, WRITER_LOCK);
            lock.execute();
        }
        try (PreparedStatement last =
                        connection.prepareStatement(
                                "SELECT date_added FROM object"
                                        + " ORDER BY date_added DESC, sequence DESC LIMIT 1");
                ResultSet row = last.executeQuery()) {
            Instant today = Instant.ofEpochMilli(now.toEpochMilli());
            Instant next = row.next() ? Rows.instant(row, 1).plusMillis(1) : Instant.EPOCH;
            return today.isBefore(next) ? next : today;
        }
    }

    /**
     * Adds objects, or new versions of them, which take the old one's place at the end. An object
     * is readable where all its handlings are.
     *
     * @param begun what {@link #begin} gave; every {@link #PER_INSTANT} objects are a millisecond
     *     later, so that a reader who goes on after the last date of a page misses nothing
     */
    static void put(Connection connection, Instant begun, Map<StixObject, Set<Integer>> objects)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO object (id, type, modified, handlings, date_added, text)
                        VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (id) DO UPDATE
                           SET modified = excluded.modified,
                               handlings = excluded.handlings,
                               date_added = excluded.date_added,
                               sequence = excluded.sequence,
                               text = excluded.text
                         WHERE object.modified < excluded.modified
                        """)) {
            int place = 0;
            for (Map.Entry<StixObject, Set<Integer>> entry : objects.entrySet()) {
                StixObject object = entry.getKey();
                statement.setString(1, object.id().toString());
                statement.setString(2, object.id().type());
                statement.setObject(3, Rows.at(object.version().orElseThrow().instant()));
                statement.setArray(4, connection.createArrayOf("int", entry.getValue().toArray()));
                statement.setObject(5, Rows.at(begun.plusMillis(place++ / PER_INSTANT)));
                statement.setString(6, object.text());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** The numbers under which handlings are stored. */
    static Map<Handling, Integer> numbers(Connection connection, Set<Handling> handlings)
            throws SQLException {
        Map<Handling, Integer> numbers = new HashMap<>();
        for (Handling handling : handlings) {
            numbers.put(handling, number(connection, handling));
        }
        return numbers;
    }

    private static int number(Connection connection, Handling handling) throws SQLException {
        // The update changes nothing but makes an existing row come back.
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO handling (owner, tlp, body) VALUES (?, ?, ?)
                        ON CONFLICT (owner, tlp, body) DO UPDATE SET owner = excluded.owner
                        RETURNING number
                        """)) {
            statement.setString(1, handling.owner().toString());
            statement.setString(2, handling.tlp().orElseThrow().name());
            statement.setString(3, handling.body().name());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static Map<Integer, Handling> selectHandlings(Connection connection)
            throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT number, owner, tlp, body FROM handling ORDER BY number");
                ResultSet row = statement.executeQuery()) {
            Map<Integer, Handling> handlings = new LinkedHashMap<>();
            while (row.next()) {
                handlings.put(
                        row.getInt(1),
                        Handling.of(
                                StixId.parse(row.getString(2)),
                                Tlp.valueOf(row.getString(3)),
                                new BodyId(row.getString(4))));
            }
            return handlings;
        }
    }

    private static List<Placed> select(Connection connection, Question question)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT date_added, sequence, text FROM object
                         WHERE type = ANY (?) AND handlings <@ ?
                           AND (date_added, sequence) > (?, ?)
                         ORDER BY date_added, sequence
                         LIMIT ?
                        """)) {
            statement.setArray(1, connection.createArrayOf("text", question.types().toArray()));
            statement.setArray(2, connection.createArrayOf("int", question.handlings().toArray()));
            statement.setObject(3, Rows.at(question.after().dateAdded()));
            statement.setLong(4, question.after().sequence());
            statement.setInt(5, question.limit());
            try (ResultSet row = statement.executeQuery()) {
                List<Placed> page = new ArrayList<>();
                while (row.next()) {
                    Instant added = row.getObject(1, OffsetDateTime.class).toInstant();
                    page.add(new Placed(new Position(added, row.getLong(2)), row.getString(3)));
                }
                return page;
            }
        }
    }
}
