package org.commonwatch.server.synthetic;

import org.commonwatch.access.BodyId;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.matching.Matching;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Credentials;
import org.commonwatch.server.pipeline.Totals;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.stix.Sighting.Seen;
import org.commonwatch.stix.Sighting.Window;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.event.CountingRule;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Whether the store holds an invented world, and the only door for what is drawn from its plan. */
public final class Synthetic {
    private final Transactions transactions;
    private final Credentials credentials;
    private final Matching matching;
    private final BodyId body;
    private final InstantSource clock;
    private final AtomicReference<Optional<String>> scenario;

    /**
     * What a store says of itself.
     *
     * @param scenario which world
     * @param about what is invented in it
     */
    public record Mark(String scenario, String about, Instant since) {}

    /**
     * What a sensor is to have counted and seen.
     *
     * @param seen by the ids of the indicators, which must have been given
     */
    public record Drawn(String sensor, Map<Cell, Long> counted, Map<Window, Seen> seen) {}

    /** As the database has it. */
    public Synthetic(
            Transactions transactions,
            Credentials credentials,
            Matching matching,
            BodyId body,
            InstantSource clock) {
        this.transactions = transactions;
        this.credentials = credentials;
        this.matching = matching;
        this.body = body;
        this.clock = clock;
        this.scenario = new AtomicReference<>(mark().map(Mark::scenario));
    }

    /** Which world the store holds, if an invented one. */
    Optional<String> scenario() {
        return scenario.get();
    }

    /** What the store says of itself; nothing if it is a real one. */
    public Optional<Mark> mark() {
        return transactions.read(Synthetic::mark);
    }

    private static Optional<Mark> mark(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT scenario, about, since FROM synthetic");
                ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(
                            new Mark(row.getString(1), row.getString(2), Rows.instant(row, 3)))
                    : Optional.empty();
        }
    }

    /** Marks an empty store for good; the same again changes nothing. Refuses any other. */
    public void mark(String world, String about) {
        Instant now = clock.instant();
        transactions.run(connection -> {
            Optional<Mark> there = mark(connection);
            if (there.isPresent() && there.get().scenario().equals(world)) {
                return false;
            }
            if (there.isPresent() || isInUse(connection)) {
                throw new ProblemException(
                        new Problem.Conflict(
                                "The store holds something that is not of the world '"
                                        + world
                                        + "'.",
                                "Invent worlds in an empty store of their own."));
            }
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "INSERT INTO synthetic (scenario, about, since) VALUES (?, ?, ?)")) {
                statement.setString(1, world);
                statement.setString(2, about);
                statement.setObject(3, Rows.at(now));
                statement.executeUpdate();
            }
            return true;
        });
        scenario.set(Optional.of(world));
    }

    private static boolean isInUse(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT EXISTS (SELECT FROM party) OR EXISTS (SELECT FROM cell)");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /**
     * Adds what sensors are to have counted and seen to the store, as what they really count is
     * added, and marked as drawn; all of it or nothing. Refused if the store is a real one.
     */
    public void draw(List<Drawn> drawn) {
        var totals = new Totals(CountingRule.ATTACKS.id(), body);
        drawn.forEach(each -> totals.add(sensor(each.sensor()), each.counted(), each.seen()));
        if (drawn.stream().anyMatch(each -> !each.seen().isEmpty())) {
            // Indicators that were given a moment ago are known from here on.
            matching.refresh();
        }
        Instant now = clock.instant();
        transactions.run(connection -> {
            if (mark(connection).isEmpty()) {
                throw new ProblemException(
                        new Problem.Conflict(
                                "This store is a real one: counts are not drawn into it.",
                                "Draw into a store of a demo, which is marked as synthetic."));
            }
            totals.commit(connection, true, now);
            return true;
        });
    }

    private Credential sensor(String name) {
        return credentials
                .sensor(name)
                .orElseThrow(() -> new ProblemException(new Problem.NotFound("sensor", name)));
    }
}
