package org.commonwatch.server.matching;

import org.commonwatch.server.database.Order;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.matching.Said.Valid;
import org.commonwatch.server.matching.Said.Version;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.StixObject;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Every thing that is or was looked for, at rest. */
final class Lookouts {
    /** So many things at most are looked for: a table of them must fit into memory twice. */
    static final int LIMIT = 2_000_000;

    private static final int BATCH = 1_000;
    // So many rows at most are passed over in one transaction.
    private static final int STRETCH = 1_000_000;

    private Lookouts() {}

    /** How far the objects of the store were looked at. */
    private record Progress(long sequence, Instant withdrawn) {}

    private record Thing(long number, boolean said, Valid valid) {}

    /**
     * Takes note of indicators that were given or taken back since it last did so, at most of a
     * thousand that were given. Whether there may be more.
     */
    static boolean note(Connection connection) throws SQLException {
        Progress before = progress(connection);
        Instant until = Order.last(connection);
        long newest = lastSequence(connection);
        long last = Math.min(newest, before.sequence() + STRETCH);
        Set<String> ids = new LinkedHashSet<>();
        long reached = given(connection, before.sequence(), last, ids);
        taken(connection, before.withdrawn(), until, ids);
        List<String> all = List.copyOf(ids);
        for (int i = 0; i < all.size(); i += BATCH) {
            note(connection, all.subList(i, Math.min(i + BATCH, all.size())));
        }
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE matching SET sequence = ?, withdrawn = ?")) {
            statement.setLong(1, reached);
            statement.setObject(2, Rows.at(until));
            statement.executeUpdate();
        }
        return reached < newest;
    }

    private static Progress progress(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT sequence, withdrawn FROM matching FOR UPDATE");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new Progress(row.getLong(1), Rows.instant(row, 2));
        }
    }

    private static long lastSequence(Connection connection) throws SQLException {
        return number(connection, "SELECT coalesce(max(sequence), 0) FROM object");
    }

    private static long number(Connection connection, String question) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static long given(Connection connection, long after, long last, Set<String> ids)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT sequence, id FROM object
                         WHERE sequence > ? AND sequence <= ? AND id LIKE 'indicator--%'
                         ORDER BY sequence LIMIT ?
                        """)) {
            statement.setLong(1, after);
            statement.setLong(2, last);
            statement.setInt(3, BATCH);
            long reached = last;
            int rows = 0;
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows++;
                    reached = row.getLong(1);
                    ids.add(row.getString(2));
                }
            }
            return rows == BATCH ? reached : last;
        }
    }

    private static void taken(Connection connection, Instant after, Instant until, Set<String> ids)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT id FROM object
                         WHERE withdrawn IS NOT NULL AND id LIKE 'indicator--%'
                           AND withdrawn > ? AND withdrawn <= ?
                        """)) {
            statement.setObject(1, Rows.at(after));
            statement.setObject(2, Rows.at(until));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getString(1));
                }
            }
        }
    }

    private static void note(Connection connection, List<String> ids) throws SQLException {
        Map<String, List<Version>> versions = versions(connection, ids);
        Map<String, Said> said = new LinkedHashMap<>();
        versions.forEach((id, all) -> said.put(id, Said.of(all)));
        keep(connection, said);
        leaveOut(connection, ids.stream().filter(id -> !versions.containsKey(id)).toList());
        Map<String, Map<Observable, Thing>> known = known(connection, ids);
        List<Added> added = new ArrayList<>();
        for (String id : ids) {
            Map<Observable, Valid> wanted =
                    Optional.ofNullable(said.get(id)).map(Said::things).orElse(Map.of());
            change(connection, id, wanted, known.getOrDefault(id, Map.of()), added);
        }
        add(connection, added);
    }

    /** What an indicator is the first to mean. */
    private record Added(String indicator, Observable observable, Valid valid) {}

    private static Map<String, List<Version>> versions(Connection connection, List<String> ids)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT id, sequence, owner, version, text FROM object
                         WHERE id = ANY (?) AND withdrawn IS NULL ORDER BY sequence
                        """)) {
            Rows.bind(statement, 1, ids, id -> id);
            Map<String, List<Version>> versions = new LinkedHashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    byte[] text = row.getString(5).getBytes(StandardCharsets.UTF_8);
                    versions.computeIfAbsent(row.getString(1), id -> new ArrayList<>())
                            .add(
                                    new Version(
                                            row.getLong(2),
                                            StixId.parse(row.getString(3)),
                                            Rows.instant(row, 4),
                                            StixObject.read(text)));
                }
            }
            return versions;
        }
    }

    private static void keep(Connection connection, Map<String, Said> said) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO indicator (id, tlp, sequence, left_out) VALUES (?, ?, ?, ?)
                        ON CONFLICT (id) DO UPDATE
                           SET tlp = excluded.tlp, sequence = excluded.sequence,
                               left_out = excluded.left_out
                        """)) {
            for (Map.Entry<String, Said> each : said.entrySet()) {
                statement.setString(1, each.getKey());
                statement.setString(2, each.getValue().tlp().name());
                statement.setLong(3, each.getValue().sequence());
                statement.setString(4, each.getValue().leftOut());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    // Those that all who gave them have taken back.
    private static void leaveOut(Connection connection, List<String> ids) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "UPDATE indicator SET left_out = ? WHERE id = ANY (?)")) {
            statement.setString(1, Said.WITHDRAWN);
            Rows.bind(statement, 2, ids, id -> id);
            statement.executeUpdate();
        }
    }

    private static Map<String, Map<Observable, Thing>> known(
            Connection connection, List<String> ids) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT indicator, kind, value, number, said, valid_from, valid_until
                          FROM lookout WHERE indicator = ANY (?)
                        """)) {
            Rows.bind(statement, 1, ids, id -> id);
            Map<String, Map<Observable, Thing>> known = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Optional<Instant> until =
                            Optional.ofNullable(row.getObject(7, OffsetDateTime.class))
                                    .map(OffsetDateTime::toInstant);
                    known.computeIfAbsent(row.getString(1), id -> new HashMap<>())
                            .put(
                                    observable(row, 2),
                                    new Thing(
                                            row.getLong(4),
                                            row.getBoolean(5),
                                            new Valid(Rows.instant(row, 6), until)));
                }
            }
            return known;
        }
    }

    private static Observable observable(ResultSet row, int column) throws SQLException {
        Observable.Kind kind = Observable.Kind.valueOf(row.getString(column));
        return new Observable(kind, row.getString(column + 1));
    }

    private static void change(
            Connection connection,
            String id,
            Map<Observable, Valid> wanted,
            Map<Observable, Thing> known,
            List<Added> added)
            throws SQLException {
        for (Map.Entry<Observable, Valid> each : wanted.entrySet()) {
            Thing thing = known.get(each.getKey());
            if (thing == null) {
                added.add(new Added(id, each.getKey(), each.getValue()));
            } else if (!thing.said() || !thing.valid().equals(each.getValue())) {
                set(connection, thing.number(), true, each.getValue());
            }
        }
        for (Map.Entry<Observable, Thing> each : known.entrySet()) {
            if (each.getValue().said() && !wanted.containsKey(each.getKey())) {
                set(connection, each.getValue().number(), false, each.getValue().valid());
            }
        }
    }

    private static void add(Connection connection, List<Added> added) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO lookout (indicator, kind, value, valid_from, valid_until)
                        VALUES (?, ?, ?, ?, ?)
                        """)) {
            for (Added each : added) {
                statement.setString(1, each.indicator());
                statement.setString(2, each.observable().kind().name());
                statement.setString(3, each.observable().value());
                statement.setObject(4, Rows.at(each.valid().from()));
                statement.setObject(5, each.valid().until().map(Rows::at).orElse(null));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void set(Connection connection, long number, boolean said, Valid valid)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        UPDATE lookout SET said = ?, valid_from = ?, valid_until = ?
                         WHERE number = ?
                        """)) {
            statement.setBoolean(1, said);
            statement.setObject(2, Rows.at(valid.from()));
            statement.setObject(3, valid.until().map(Rows::at).orElse(null));
            statement.setLong(4, number);
            statement.executeUpdate();
        }
    }

    /** Whether at an instant something is to begin or to end. */
    static boolean isDue(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT EXISTS (SELECT FROM lookout WHERE begun IS NOT NULL AND NOT said)
                            OR EXISTS (SELECT FROM lookout
                                        WHERE begun IS NOT NULL AND valid_until <= ?)
                            OR EXISTS (SELECT FROM lookout
                                        WHERE said AND begun IS NULL AND valid_from <= ?
                                          AND (valid_until IS NULL OR valid_until > ?))
                        """)) {
            for (int i = 1; i <= 3; i++) {
                statement.setObject(i, Rows.at(now));
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /**
     * Begins to look for what is valid and said at an instant, and ends to look for everything
     * else: a new generation, if that changes anything. What began is to be matched with all that
     * was matched without it. Whether there is a new one.
     */
    static boolean turn(Connection connection, Instant now) throws SQLException {
        long next = number(connection, "SELECT generation + 1 FROM matching FOR UPDATE");
        long looked = number(connection, "SELECT count(*) FROM lookout WHERE begun IS NOT NULL");
        int changes = 0;
        for (String which : List.of("NOT said", "valid_until <= ?")) {
            String end = "UPDATE lookout SET begun = NULL, ended = ? WHERE begun IS NOT NULL AND ";
            try (PreparedStatement statement = connection.prepareStatement(end + which)) {
                statement.setLong(1, next);
                if (which.contains("?")) {
                    statement.setObject(2, Rows.at(now));
                }
                changes += statement.executeUpdate();
            }
        }
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        UPDATE lookout
                           SET begun = ?,
                               unmatched = unmatched + int8multirange(int8range(ended, ?))
                         WHERE number IN (SELECT number FROM lookout
                                           WHERE said AND begun IS NULL AND valid_from <= ?
                                             AND (valid_until IS NULL OR valid_until > ?)
                                           ORDER BY number LIMIT ?)
                        """)) {
            statement.setLong(1, next);
            statement.setLong(2, next);
            statement.setObject(3, Rows.at(now));
            statement.setObject(4, Rows.at(now));
            statement.setLong(5, Math.max(0, LIMIT - looked));
            changes += statement.executeUpdate();
        }
        if (changes == 0) {
            return false;
        }
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE matching SET generation = ?")) {
            statement.setLong(1, next);
            return statement.executeUpdate() > 0;
        }
    }

    /** The number of what is looked for. */
    static long generation(Connection connection) throws SQLException {
        return number(connection, "SELECT generation FROM matching");
    }

    /** Every thing that is looked for, with the indicator that means it. */
    static void forEach(Connection connection, BiConsumer<Observable, StixId> use)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT kind, value, indicator FROM lookout WHERE begun IS NOT NULL")) {
            statement.setFetchSize(BATCH);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    use.accept(observable(row, 1), StixId.parse(row.getString(3)));
                }
            }
        }
    }
}
