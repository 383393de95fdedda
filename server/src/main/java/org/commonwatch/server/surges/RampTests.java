package org.commonwatch.server.surges;

import org.commonwatch.database.Transactions;
import org.commonwatch.insight.series.Cadence;
import org.commonwatch.insight.surge.RampTest;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Credential.Role;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.record.Change;
import org.commonwatch.server.record.Record;
import org.commonwatch.stix.json.JsonObject;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Questions whether counts rose before an occasion, put down before they can be answered. The
 * digest of each stands in the record. A party sees its own, the operator those about all sensors.
 */
public final class RampTests {
    private static final int LIMIT = 100;

    private final Transactions transactions;
    private final Record record;
    private final InstantSource clock;

    /** As the database has them. */
    public RampTests(Transactions transactions, Record record, InstantSource clock) {
        this.transactions = transactions;
        this.record = record;
        this.clock = clock;
    }

    /** A question, and the series that it is about. */
    record Registered(RampTest test, Asked series) {}

    /** The date on which a question is put down now. */
    LocalDate today() {
        return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** Puts a question down; the same again changes nothing. */
    void add(Credential who, Registered registered) {
        Instant now = clock.instant();
        transactions.run(connection -> {
            if (of(connection, who, registered.test.occasion()).size() >= LIMIT) {
                throw new ProblemException(
                        new Problem.TooMany("questions about an election", who.name(), LIMIT));
            }
            if (insert(connection, who, registered, now)) {
                JsonObject what =
                        JsonObject.builder()
                                .put("election", registered.test.occasion())
                                .put("what", "ramp test registered")
                                .put("question", registered.test.text())
                                .put("sha256", registered.test.digest())
                                .build();
                Record.change(connection, new Change(Change.Kind.ELECTION, now, who.name(), what));
            }
            return true;
        });
        record.changed();
    }

    private static boolean insert(
            Connection connection, Credential who, Registered registered, Instant now)
            throws SQLException {
        RampTest test = registered.test;
        Asked.What what = registered.series.what();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO ramp_test (digest, party, occasion, unit, kind, sector, source,
                                               sensor, rule, moved_to, registered, days, cap,
                                               recorded)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """)) {
            statement.setString(1, test.digest());
            statement.setString(2, party(who));
            statement.setString(3, test.occasion());
            statement.setString(4, what.unit());
            statement.setString(5, what.kind().orElse(null));
            statement.setString(6, what.sector().orElse(null));
            statement.setString(7, what.source().orElse(null));
            statement.setString(8, registered.series.sensor().orElse(null));
            statement.setString(9, what.rule().orElseThrow());
            statement.setObject(10, test.date());
            statement.setObject(11, test.registered());
            statement.setInt(12, test.window().days());
            statement.setDouble(13, test.window().cap());
            statement.setObject(14, Rows.at(now));
            return statement.executeUpdate() == 1;
        }
    }

    /** Those about an occasion that the caller sees, as they were put down. */
    List<Registered> of(Credential who, String occasion) {
        return transactions.read(connection -> of(connection, who, occasion));
    }

    private static List<Registered> of(Connection connection, Credential who, String occasion)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT unit, kind, sector, source, rule, sensor, moved_to, registered, days,
                               cap
                          FROM ramp_test
                         WHERE occasion = ? AND party IS NOT DISTINCT FROM ?
                         ORDER BY recorded, digest
                        """)) {
            statement.setString(1, occasion);
            statement.setString(2, party(who));
            List<Registered> tests = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    var what =
                            new Asked.What(
                                    row.getString(1),
                                    Optional.ofNullable(row.getString(2)),
                                    Optional.ofNullable(row.getString(3)),
                                    Optional.ofNullable(row.getString(4)),
                                    Optional.of(row.getString(5)));
                    Asked series = series(what, Optional.ofNullable(row.getString(6)));
                    tests.add(
                            new Registered(
                                    new RampTest(
                                            text(who, series),
                                            occasion,
                                            row.getObject(7, LocalDate.class),
                                            row.getObject(8, LocalDate.class),
                                            new RampTest.Window(row.getInt(9), row.getDouble(10))),
                                    series));
                }
            }
            return tests;
        }
    }

    /** Days of the counts that are named. */
    static Asked series(Asked.What what, Optional<String> sensor) {
        var open = new Asked.Span(Optional.empty(), Optional.empty());
        return new Asked(Cadence.DAY, open, what, sensor);
    }

    /** What is counted, in words that name it for good. */
    static String text(Credential who, Asked asked) {
        Asked.What what = asked.what();
        JsonObject.Builder json =
                JsonObject.builder()
                        .put("sensors", who.is(Role.OPERATOR) ? "all" : who.party().toString())
                        .put("unit", what.unit());
        what.kind().ifPresent(text -> json.put("kind", text));
        what.sector().ifPresent(text -> json.put("sector", text));
        what.source().ifPresent(text -> json.put("source", text));
        asked.sensor().ifPresent(text -> json.put("sensor", text));
        what.rule().ifPresent(text -> json.put("rule", text));
        return json.build().toString();
    }

    private static @Nullable String party(Credential who) {
        return who.is(Role.OPERATOR) ? null : who.party().toString();
    }
}
