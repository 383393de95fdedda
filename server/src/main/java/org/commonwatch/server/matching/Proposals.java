package org.commonwatch.server.matching;

import org.commonwatch.archive.events.ArchivedEvents;
import org.commonwatch.archive.events.EventArchive;
import org.commonwatch.archive.events.Recurring;
import org.commonwatch.archive.indicators.PastedText;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.matching.Entries.Meant;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.stix.StixId;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Puts forward what several sensors of a party saw, for a person of that party to accept or to
 * dismiss. It is looked for, and others learn of it, only once it is accepted; what was dismissed
 * is not put forward again.
 */
public final class Proposals {
    /** So many sensors of a party at least have seen what is put forward. */
    public static final int SENSORS = 2;

    /** So many wait for a party at most: the most widely seen. */
    public static final int WAITING = 1_000;

    /** What was last seen longer ago is old. */
    private static final Duration AGE = Duration.ofDays(30);

    private final Transactions transactions;
    private final Matching matching;
    private final Entries entries;
    private final InstantSource clock;

    public Proposals(
            Transactions transactions, Matching matching, Entries entries, InstantSource clock) {
        this.transactions = transactions;
        this.matching = matching;
        this.entries = entries;
        this.clock = clock;
    }

    /** Looks through the archive for every party that has several sensors. */
    public void find() {
        if (!Files.isDirectory(matching.archive().resolve("runs"))) {
            return;
        }
        Instant now = clock.instant();
        Map<String, Set<String>> sensors = transactions.read(Proposals::sensors);
        sensors.values().removeIf(each -> each.size() < SENSORS);
        if (sensors.isEmpty()) {
            return;
        }
        try (ArchivedEvents events =
                EventArchive.open(matching.archive()).between(now.minus(AGE), Instant.MAX)) {
            sensors.forEach((party, own) -> {
                List<Recurring> found =
                        events.recurring(own, SENSORS, WAITING).stream()
                                .filter(each -> PastedText.isPublic(each.thing()))
                                .filter(each ->
                                        matching.knownGood().listWith(each.thing()).isEmpty())
                                .toList();
                transactions.run(connection -> put(connection, party, found, now));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Set<String>> sensors(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT party, name FROM credential WHERE 'SENSOR' = ANY (roles)");
                ResultSet row = statement.executeQuery()) {
            Map<String, Set<String>> sensors = new HashMap<>();
            while (row.next()) {
                sensors.computeIfAbsent(row.getString(1), party -> new HashSet<>())
                        .add(row.getString(2));
            }
            return sensors;
        }
    }

    // What the party itself has had looked for needs no proposal.
    private static int put(Connection connection, String party, List<Recurring> found, Instant now)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO proposal (id, party, kind, value, sensors, hours, events,
                                              first_seen, last_seen, proposed)
                        SELECT ?, ?, seen.kind, seen.value, ?, ?, ?, ?, ?, ?
                          FROM (SELECT ? AS kind, ? AS value) AS seen
                         WHERE NOT EXISTS (SELECT FROM lookout JOIN object
                                               ON object.id = lookout.indicator
                                            WHERE object.owner = ? AND lookout.kind = seen.kind
                                              AND lookout.value = seen.value)
                           AND (SELECT count(*) FROM proposal
                                 WHERE party = ? AND outcome IS NULL) < ?
                        ON CONFLICT (party, kind, md5(value)) DO UPDATE
                           SET sensors = excluded.sensors, hours = excluded.hours,
                               events = excluded.events, first_seen = excluded.first_seen,
                               last_seen = excluded.last_seen
                         WHERE proposal.outcome IS NULL
                        """)) {
            int put = 0;
            for (Recurring each : found) {
                statement.setObject(1, UUID.randomUUID());
                statement.setString(2, party);
                statement.setInt(3, each.sensors());
                statement.setInt(4, each.hours());
                statement.setLong(5, each.events());
                statement.setObject(6, Rows.at(each.first()));
                statement.setObject(7, Rows.at(each.last()));
                statement.setObject(8, Rows.at(now));
                statement.setString(9, each.thing().kind().name());
                statement.setString(10, each.thing().value());
                statement.setString(11, party);
                statement.setString(12, party);
                statement.setInt(13, WAITING);
                put += statement.executeUpdate();
            }
            return put;
        }
    }

    /** What waits for a party, the most widely seen first. */
    public List<Proposal> waiting(StixId party) {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            SELECT * FROM proposal WHERE party = ? AND outcome IS NULL
                             ORDER BY sensors DESC, events DESC, id LIMIT ?
                            """)) {
                statement.setString(1, party.toString());
                statement.setInt(2, WAITING);
                List<Proposal> waiting = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        waiting.add(Proposal.read(row));
                    }
                }
                return waiting;
            }
        });
    }

    /** Has it looked for, as its party's word; throws that there is none if none waits. */
    public Proposal accept(UUID id, Meant meant, String decider) {
        Proposal proposal = waiting(meant.owner(), id);
        entries.takeAll(List.of(proposal.thing()), meant);
        end(meant.owner(), id, "accepted", decider);
        return proposal;
    }

    /** Puts it forward no more; throws that there is none if none waits. */
    public Proposal dismiss(StixId party, UUID id, String decider) {
        Proposal proposal = waiting(party, id);
        end(party, id, "dismissed", decider);
        return proposal;
    }

    private Proposal waiting(StixId party, UUID id) {
        return transactions
                .<Optional<Proposal>>read(connection -> {
                    try (PreparedStatement statement =
                            connection.prepareStatement(
                                    """
                                    SELECT * FROM proposal
                                     WHERE party = ? AND id = ? AND outcome IS NULL
                                    """)) {
                        statement.setString(1, party.toString());
                        statement.setObject(2, id);
                        try (ResultSet row = statement.executeQuery()) {
                            return row.next() ? Optional.of(Proposal.read(row)) : Optional.empty();
                        }
                    }
                })
                .orElseThrow(() ->
                        new ProblemException(new Problem.NotFound("proposal", id.toString())));
    }

    private void end(StixId party, UUID id, String outcome, String decider) {
        transactions.run(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            UPDATE proposal SET outcome = ?, decided = ?, decider = ?
                             WHERE party = ? AND id = ? AND outcome IS NULL
                            """)) {
                statement.setString(1, outcome);
                statement.setObject(2, Rows.at(clock.instant()));
                statement.setString(3, decider);
                statement.setString(4, party.toString());
                statement.setObject(5, id);
                return statement.executeUpdate();
            }
        });
    }
}
