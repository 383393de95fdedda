package org.commonwatch.server.intel;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Order;
import org.commonwatch.server.database.Order.State;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.intel.Audiences.Audience;
import org.commonwatch.server.intel.Selection.Position;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.json.JsonString;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every version of every STIX object, as each source gave it, in the one {@link Order}. */
public final class StixObjects {
    /** No more objects of one write share an instant. */
    public static final int PER_INSTANT = 50;

    private static final int FETCH = 1_000;

    private static final String COLUMNS =
            "object (date_added, audience, id, version, spec, owner, refs, words, rivals, text)";

    /** Rows, and what they depended on when they were read. */
    public record Found(State state, List<Row> rows) {}

    /**
     * What a source gave before.
     *
     * @param audience who may read it, by its number
     * @param terms how it is to be handled, as {@link Terms} writes it
     */
    public record Held(long sequence, StixObject object, int audience, JsonObject terms) {
        /** The body in which it is shared. */
        public String body() {
            return text("body");
        }

        /** The class of data that it has there. */
        public String dataClass() {
            return text("class");
        }

        /** What its owner said about it in its own words. */
        public List<JsonObject> caveats() {
            return terms.get("caveats") instanceof JsonArray array
                    ? array.items().stream().map(JsonObject.class::cast).toList()
                    : List.of();
        }

        private String text(String name) {
            return terms.get(name) instanceof JsonString text ? text.value() : "";
        }
    }

    /** One version of an object, and whose word it is. */
    public record Version(long sequence, Instant version, String spec, StixId owner) {}

    private final Transactions transactions;

    public StixObjects(Transactions transactions) {
        this.transactions = transactions;
    }

    /** What answers depend on now. */
    public State state() {
        return transactions.read(Order::state);
    }

    /** When anything was last added, released, taken back or ruled otherwise. */
    public Instant changed() {
        return transactions.read(Order::last);
    }

    /** The rows that are asked for, in order. */
    public Found find(Selection selection) {
        return transactions.read(connection -> RowQuery.find(connection, selection));
    }

    /** The ids of what some of the ids were derived from. */
    public Set<String> originals(Collection<String> ids) {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "SELECT original FROM derived WHERE id = ANY (?)")) {
                statement.setArray(1, texts(connection, ids));
                Set<String> originals = new HashSet<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        originals.add(row.getString(1));
                    }
                }
                return originals;
            }
        });
    }

    /** Keeps what ids were derived from, so that who received them can ask for them. */
    public void keepDerived(Map<String, String> originals) {
        transactions.run(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            INSERT INTO derived (id, original)
                            SELECT * FROM unnest(?, ?) ON CONFLICT (id) DO NOTHING
                            """)) {
                statement.setArray(1, texts(connection, originals.keySet()));
                statement.setArray(2, texts(connection, originals.values()));
                return statement.executeUpdate();
            }
        });
    }

    /** Those of the ids that there are objects of, but none that one of the audiences may read. */
    public Set<String> hidden(Collection<String> ids, BitSet audiences) {
        return transactions.read(connection -> selectHidden(connection, ids, audiences));
    }

    /** What an object says, in whichever version, and what it refers to. */
    public record Said(String id, String text, Set<String> refs) {}

    /** What there is of these objects that nobody took back. */
    public List<Said> said(Collection<String> ids) {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            SELECT id, text, refs FROM object
                             WHERE id = ANY (?) AND withdrawn IS NULL
                            """)) {
                statement.setArray(1, texts(connection, ids));
                List<Said> said = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        Set<String> refs =
                                new HashSet<>(List.of((String[]) row.getArray(3).getArray()));
                        said.add(new Said(row.getString(1), row.getString(2), refs));
                    }
                }
                return said;
            }
        });
    }

    private static Set<String> selectHidden(
            Connection connection, Collection<String> ids, BitSet audiences) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT id FROM object
                         WHERE id = ANY (?) AND withdrawn IS NULL
                         GROUP BY id
                        HAVING NOT bool_or(CASE WHEN audience < ?
                                                THEN get_bit(?, audience) = 1 ELSE false END)
                        """)) {
            byte[] bits = audiences.toByteArray();
            statement.setArray(1, connection.createArrayOf("text", ids.toArray()));
            statement.setInt(2, bits.length * Byte.SIZE);
            statement.setBytes(3, bits);
            Set<String> hidden = new HashSet<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    hidden.add(row.getString(1));
                }
            }
            return hidden;
        }
    }

    /**
     * Adds objects in the order given, in a transaction that {@link Order#begin} began.
     *
     * @param begun what it gave; every {@link #PER_INSTANT} objects are a millisecond later, so
     *     that a reader who goes on after the last date of a page misses nothing
     */
    public static void add(Connection connection, Instant begun, List<Addition> additions)
            throws SQLException {
        if (additions.isEmpty()) {
            return;
        }
        List<Promised> promised = new ArrayList<>(additions.size());
        for (Addition each : additions) {
            promised.add(new Promised(each.object().id().toString(), each.audience(), () -> each));
        }
        List<String> ids = promised.stream().map(Promised::id).toList();
        StixId any = additions.getFirst().owner();
        add(connection, begun, promised, Known.of(connection, any, ids));
    }

    /**
     * The same.
     *
     * @param known what there is of these objects, by their ids
     */
    static void add(
            Connection connection, Instant begun, List<Promised> objects, Map<String, Known> known)
            throws SQLException {
        Map<Audience, Integer> counts = new HashMap<>();
        Map<String, Integer> rows = new HashMap<>();
        for (Promised each : objects) {
            counts.merge(each.audience(), 1, Integer::sum);
            rows.merge(each.id(), 1, Integer::sum);
        }
        Map<Audience, Integer> numbers = Audiences.numbers(connection, counts);
        markRivals(connection, known);
        try (var copied = new CopiedRows(connection, COLUMNS)) {
            for (int i = 0; i < objects.size(); i++) {
                Promised object = objects.get(i);
                Addition each = object.addition().get();
                Instant date = each.dateAdded().orElse(date(begun, i));
                boolean rivals =
                        known.containsKey(object.id()) || rows.getOrDefault(object.id(), 0) > 1;
                copied.field(date)
                        .field(numbers.getOrDefault(object.audience(), 0))
                        .field(object.id())
                        .field(each.version().orElse(date))
                        .field(each.spec())
                        .field(each.owner().toString())
                        .field(each.refs())
                        .field(Words.of(each.object()))
                        .field(rivals)
                        .field(each.object().text())
                        .next();
            }
            copied.end();
        }
        Order.reach(connection, date(begun, objects.size() - 1));
    }

    /** The date of what is added in that place, from 0 on, by a transaction that began then. */
    static Instant date(Instant begun, int place) {
        return begun.plusMillis(place / PER_INSTANT);
    }

    // Only among several rows of an id must be looked for the one that counts.
    private static void markRivals(Connection connection, Map<String, Known> known)
            throws SQLException {
        List<String> ids = new ArrayList<>();
        known.forEach((id, each) -> {
            if (each.alone()) {
                ids.add(id);
            }
        });
        if (ids.isEmpty()) {
            return;
        }
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "UPDATE object SET rivals = true WHERE NOT rivals AND id = ANY (?)")) {
            statement.setArray(1, texts(connection, ids));
            statement.executeUpdate();
        }
    }

    private static Array texts(Connection connection, Collection<String> texts)
            throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    /** What a source has given of these objects, and not taken back, as it came. */
    public static List<Held> held(Connection connection, StixId owner, Collection<StixId> ids)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT object.sequence, object.text, audience.number, handling.text
                          FROM object
                          JOIN audience ON audience.number = object.audience
                          JOIN handling ON handling.number = audience.handling
                         WHERE object.id = ANY (?) AND owner = ? AND withdrawn IS NULL
                         ORDER BY object.sequence
                        """)) {
            statement.setArray(1, texts(connection, ids.stream().map(StixId::toString).toList()));
            statement.setString(2, owner.toString());
            List<Held> held = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    held.add(
                            new Held(
                                    row.getLong(1),
                                    StixObject.read(bytes(row.getString(2))),
                                    row.getInt(3),
                                    (JsonObject) new JsonReader().read(bytes(row.getString(4)))));
                }
            }
            return held;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The texts of objects by their ids: the owner's own, else the first that may be read. */
    public static Map<String, String> texts(
            Connection connection, StixId owner, Collection<String> ids, BitSet audiences)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT id, audience, owner = ?, text FROM object
                         WHERE id = ANY (?) AND withdrawn IS NULL
                         ORDER BY owner = ? DESC, sequence
                        """)) {
            statement.setString(1, owner.toString());
            statement.setArray(2, texts(connection, ids));
            statement.setString(3, owner.toString());
            Map<String, String> texts = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (row.getBoolean(3) || audiences.get(row.getInt(2))) {
                        texts.putIfAbsent(row.getString(1), row.getString(4));
                    }
                }
            }
            return texts;
        }
    }

    /** Every version of one object that one of the audiences may read, whoever gave it. */
    public static List<Version> versions(Connection connection, String id, BitSet audiences)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT sequence, audience, version, spec, owner FROM object
                         WHERE id = ? AND withdrawn IS NULL ORDER BY sequence
                        """)) {
            statement.setString(1, id);
            List<Version> versions = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (audiences.get(row.getInt(2))) {
                        versions.add(
                                new Version(
                                        row.getLong(1),
                                        Rows.instant(row, 3),
                                        row.getString(4),
                                        StixId.parse(row.getString(5))));
                    }
                }
            }
            return versions;
        }
    }

    /**
     * Some of all objects.
     *
     * @param objects how many
     * @param ids of the first of them
     */
    public record Some(long objects, List<String> ids) {}

    /**
     * The objects that one of some audiences reads and none of others does.
     *
     * @param named the audiences of those that may be named; the others are only counted
     */
    public Some some(BitSet of, BitSet butNot, BitSet named, int limit) {
        return transactions.read(connection -> {
            long count = 0;
            List<String> ids = new ArrayList<>();
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            SELECT id, bool_or(audience = ANY (?)) FROM object
                             WHERE withdrawn IS NULL AND audience = ANY (?)
                               AND NOT EXISTS (SELECT FROM object AS other
                                                WHERE other.id = object.id
                                                  AND other.withdrawn IS NULL
                                                  AND other.audience = ANY (?))
                             GROUP BY id ORDER BY id
                            """)) {
                statement.setFetchSize(FETCH);
                statement.setArray(1, numbers(connection, named));
                statement.setArray(2, numbers(connection, of));
                statement.setArray(3, numbers(connection, butNot));
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        count++;
                        if (ids.size() < limit && row.getBoolean(2)) {
                            ids.add(row.getString(1));
                        }
                    }
                }
            }
            return new Some(count, List.copyOf(ids));
        });
    }

    private static Array numbers(Connection connection, BitSet audiences) throws SQLException {
        return connection.createArrayOf("int", audiences.stream().boxed().toArray());
    }

    /** Every row of one object, whoever may read it. */
    public List<Row> rows(String id) {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            SELECT 0, 0, date_added, sequence, audience, id, version, spec, refs,
                                   text
                              FROM object WHERE id = ? AND withdrawn IS NULL ORDER BY sequence
                            """)) {
                statement.setString(1, id);
                List<Row> rows = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        rows.add(row(row));
                    }
                }
                return rows;
            }
        });
    }

    /** Gives a row another audience, in a transaction that {@link Order#begin} began. */
    public static void move(Connection connection, long sequence, Audience to) throws SQLException {
        int number = Audiences.numbers(connection, Map.of(to, 1)).getOrDefault(to, 0);
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE object SET audience = ? WHERE sequence = ?")) {
            statement.setInt(1, number);
            statement.setLong(2, sequence);
            statement.executeUpdate();
        }
    }

    /** Every version of one object that a source ever gave, taken back or not, by its row. */
    public Map<Long, Instant> given(StixId owner, String id) {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            SELECT sequence, version FROM object
                             WHERE id = ? AND owner = ? ORDER BY sequence
                            """)) {
                statement.setString(1, id);
                statement.setString(2, owner.toString());
                Map<Long, Instant> given = new LinkedHashMap<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        given.put(row.getLong(1), Rows.instant(row, 2));
                    }
                }
                return given;
            }
        });
    }

    /** A row that a source gave. */
    public record Given(long sequence, String id, Instant version, StixId owner) {}

    /** Every version of these objects that whichever source ever gave, taken back or not. */
    public List<Given> given(Collection<String> ids) {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            SELECT sequence, id, version, owner FROM object
                             WHERE id = ANY (?) ORDER BY sequence
                            """)) {
                statement.setArray(1, texts(connection, ids));
                List<Given> given = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        given.add(
                                new Given(
                                        row.getLong(1),
                                        row.getString(2),
                                        Rows.instant(row, 3),
                                        StixId.parse(row.getString(4))));
                    }
                }
                return given;
            }
        });
    }

    /** Whether one of the audiences may read a version of an object as a source gave it. */
    public boolean isReadable(StixId owner, String id, BitSet audiences) {
        return transactions.read(connection ->
                versions(connection, id, audiences).stream()
                        .anyMatch(each -> each.owner().equals(owner)));
    }

    /** The text of the last version among rows that is kept, taken back or not. */
    public static Optional<String> last(Connection connection, Collection<Long> sequences)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT text FROM object WHERE sequence = ANY (?) AND text <> ''
                         ORDER BY version DESC, sequence DESC LIMIT 1
                        """)) {
            statement.setArray(1, connection.createArrayOf("bigint", sequences.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    /** Takes rows back from now on: nobody reads them any more. */
    public static int withdraw(Connection connection, Collection<Long> sequences, Instant now)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        UPDATE object SET withdrawn = ?
                         WHERE sequence = ANY (?) AND withdrawn IS NULL
                        """)) {
            statement.setObject(1, Rows.at(now));
            statement.setArray(2, connection.createArrayOf("bigint", sequences.toArray()));
            return statement.executeUpdate();
        }
    }

    /**
     * Takes rows back, each from an instant on at which another of its object takes its place, in a
     * transaction that {@link Order#begin} began.
     */
    static void replace(Connection connection, Map<Long, Instant> instants) throws SQLException {
        if (instants.isEmpty()) {
            return;
        }
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        UPDATE object SET withdrawn = earlier.instant::timestamptz, rivals = true
                          FROM unnest(?::bigint[], ?::text[]) AS earlier (sequence, instant)
                         WHERE object.sequence = earlier.sequence AND withdrawn IS NULL
                        """)) {
            statement.setArray(1, connection.createArrayOf("bigint", instants.keySet().toArray()));
            Rows.bind(statement, 2, List.copyOf(instants.values()), instant -> instant);
            statement.executeUpdate();
        }
    }

    /** Where a row begins and what it says, for rows that somebody already may read. */
    static Row row(ResultSet row) throws SQLException {
        Position position = new Position(Rows.instant(row, 3), row.getLong(4));
        return new Row(
                position,
                row.getInt(5),
                row.getString(6),
                Rows.instant(row, 7),
                row.getString(8),
                List.of((String[]) row.getArray(9).getArray()),
                row.getString(10));
    }
}
