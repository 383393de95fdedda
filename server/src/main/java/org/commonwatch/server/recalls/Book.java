package org.commonwatch.server.recalls;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.recalls.Recall.Exposed;
import org.commonwatch.server.recalls.Recall.Followed;
import org.commonwatch.server.recalls.Recall.Target;
import org.commonwatch.server.recalls.Recall.Way;
import org.commonwatch.stix.StixId;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What is recalled, whom that concerns, and how far it has come. */
final class Book {
    /** An answer that was under way when the recall began has left, and is recorded, after this. */
    static final Duration UNDER_WAY = Duration.ofMinutes(2);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final int SHOWN = 1_000;

    private final Transactions transactions;
    private final InstantSource clock;

    Book(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A recall of which not all are known that it concerns. */
    record Open(long number, StixId owner, String object, Instant begun) {}

    List<Open> open() {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            SELECT number, owner, object, begun FROM recall
                             WHERE NOT known ORDER BY number LIMIT 1000
                            """)) {
                List<Open> open = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        open.add(
                                new Open(
                                        row.getLong(1),
                                        StixId.parse(row.getString(2)),
                                        row.getString(3),
                                        Rows.instant(row, 4)));
                    }
                }
                return open;
            }
        });
    }

    /** Notes whom a recall concerns, besides those that are noted. */
    void concerns(Open recall, Map<StixId, Way> parties) {
        Instant now = clock.instant();
        transactions.run(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            INSERT INTO recall_target (recall, party, way, due, said)
                            VALUES (?, ?, ?, ?, '') ON CONFLICT DO NOTHING
                            """)) {
                for (Map.Entry<StixId, Way> each : parties.entrySet()) {
                    statement.setLong(1, recall.number());
                    statement.setString(2, each.getKey().toString());
                    statement.setString(3, each.getValue().name());
                    statement.setObject(4, Rows.at(now));
                    statement.executeUpdate();
                }
            }
            if (recall.begun().plus(UNDER_WAY).isBefore(now)) {
                try (PreparedStatement statement =
                        connection.prepareStatement(
                                "UPDATE recall SET known = true WHERE number = ?")) {
                    statement.setLong(1, recall.number());
                    statement.executeUpdate();
                }
            }
            return true;
        });
    }

    /** Somebody to tell. */
    record Due(Open recall, UUID id, String reason, StixId party, Way way) {}

    List<Due> due() {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            SELECT number, owner, object, begun, id, reason, party, way
                              FROM recall_target JOIN recall ON recall.number = recall
                             WHERE done IS NULL AND way <> 'NONE' AND due <= ?
                             ORDER BY attempts, due LIMIT 100
                            """)) {
                statement.setObject(1, Rows.at(clock.instant()));
                List<Due> due = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        due.add(
                                new Due(
                                        new Open(
                                                row.getLong(1),
                                                StixId.parse(row.getString(2)),
                                                row.getString(3),
                                                Rows.instant(row, 4)),
                                        row.getObject(5, UUID.class),
                                        row.getString(6),
                                        StixId.parse(row.getString(7)),
                                        Way.valueOf(row.getString(8))));
                    }
                }
                return due;
            }
        });
    }

    /** Notes that it is gone there. */
    void done(Due told, String said) {
        change(told, "done = ?, attempts = attempts + 1, said = ?", clock.instant(), said);
    }

    /** Notes that it could not be told: nothing is, to that party, for a while. */
    void failed(Due told, String said) {
        Instant now = clock.instant();
        change(told, "due = ?, attempts = attempts + 1, said = ?", now, said);
        String party = told.party().toString();
        transactions.run(connection -> {
            int attempts = 0;
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "SELECT max(attempts) FROM recall_target"
                                    + " WHERE party = ? AND done IS NULL")) {
                statement.setString(1, party);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    attempts = row.getInt(1);
                }
            }
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            UPDATE recall_target SET due = greatest(due, ?)
                             WHERE party = ? AND done IS NULL
                            """)) {
                statement.setObject(1, Rows.at(now.plus(wait(attempts - 1))));
                statement.setString(2, party);
                return statement.executeUpdate();
            }
        });
    }

    static Duration wait(int attempts) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.clamp(attempts, 0, 20));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    private void change(Due told, String how, Instant at, String said) {
        transactions.run(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "UPDATE recall_target SET "
                                    + how
                                    + " WHERE recall = ? AND party = ?")) {
                statement.setObject(1, Rows.at(at));
                statement.setString(2, said);
                statement.setLong(3, told.recall().number());
                statement.setString(4, told.party().toString());
                return statement.executeUpdate();
            }
        });
    }

    /** What who may still have. */
    List<Exposed> exposed() {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                            connection.prepareStatement(
                                    """
                                    SELECT party, way, count(DISTINCT (owner, object)), min(begun)
                                      FROM recall_target JOIN recall ON recall.number = recall
                                     WHERE done IS NULL GROUP BY party, way ORDER BY party, way
                                    """);
                    ResultSet row = statement.executeQuery()) {
                List<Exposed> exposed = new ArrayList<>();
                while (row.next()) {
                    exposed.add(
                            new Exposed(
                                    StixId.parse(row.getString(1)),
                                    Way.valueOf(row.getString(2)),
                                    row.getLong(3),
                                    Rows.instant(row, 4)));
                }
                return exposed;
            }
        });
    }

    /** The last recalls, the newest first. */
    List<Recall> all() {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            SELECT id, owner, object, begun, reason,
                                   party, way, done, attempts, said
                              FROM (SELECT * FROM recall ORDER BY number DESC LIMIT ?) AS recall
                              LEFT JOIN recall_target ON recall_target.recall = recall.number
                             ORDER BY number DESC, party
                            """)) {
                statement.setInt(1, SHOWN);
                Map<UUID, Recall> recalls = new LinkedHashMap<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        Recall one = recall(row);
                        recalls.merge(one.id(), one, Book::joined);
                    }
                }
                return List.copyOf(recalls.values());
            }
        });
    }

    private static Recall joined(Recall one, Recall other) {
        List<Target> targets = new ArrayList<>(one.followed().targets());
        targets.addAll(other.followed().targets());
        return new Recall(
                one.id(),
                one.owner(),
                one.object(),
                one.begun(),
                new Followed(one.followed().reason(), targets));
    }

    private static Recall recall(ResultSet row) throws SQLException {
        List<Target> targets =
                row.getString(6) == null
                        ? List.of()
                        : List.of(
                                new Target(
                                        StixId.parse(row.getString(6)),
                                        Way.valueOf(row.getString(7)),
                                        Optional.ofNullable(row.getObject(8, OffsetDateTime.class))
                                                .map(OffsetDateTime::toInstant),
                                        row.getInt(9),
                                        row.getString(10)));
        return new Recall(
                row.getObject(1, UUID.class),
                StixId.parse(row.getString(2)),
                row.getString(3),
                Rows.instant(row, 4),
                new Followed(row.getString(5), targets));
    }

    /** What was answered to a notice before. */
    Optional<String> receipt(StixId party, UUID notice) {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "SELECT receipt FROM recall_notice WHERE party = ? AND id = ?")) {
                statement.setString(1, party.toString());
                statement.setObject(2, notice);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    /** Keeps what is answered to one. */
    void keep(StixId party, UUID notice, String receipt) {
        transactions.run(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            INSERT INTO recall_notice (party, id, received, receipt)
                            VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
                            """)) {
                statement.setString(1, party.toString());
                statement.setObject(2, notice);
                statement.setObject(3, Rows.at(clock.instant()));
                statement.setString(4, receipt);
                return statement.executeUpdate();
            }
        });
    }
}
