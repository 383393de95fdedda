package org.commonwatch.server.occasions;

import org.commonwatch.database.Transactions;
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
    /** So many there may be about an occasion, of a party or about all sensors. */
    public static final int LIMIT = 100;

    private final Transactions transactions;
    private final Record record;
    private final InstantSource clock;

    /** As the database has them. */
    public RampTests(Transactions transactions, Record record, InstantSource clock) {
        this.transactions = transactions;
        this.record = record;
        this.clock = clock;
    }

    /**
     * Which counts a question is about, by the day.
     *
     * @param source {@code established} or {@code claimed}; both if empty
     * @param sensor only of it; of all that may be asked about if empty
     * @param rule under which they are counted
     */
    public record Counted(
            String unit,
            Optional<String> kind,
            Optional<String> sector,
            Optional<String> source,
            Optional<String> sensor,
            String rule) {}

    /** A question, and the counts that it is about. */
    public record Registered(RampTest test, Counted counted) {}

    /** The date on which a question is put down now. */
    public LocalDate today() {
        return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** Puts a question down; the same again changes nothing. */
    public void add(Credential who, Registered registered) {
        Instant now = clock.instant();
        transactions.run(connection -> {
            if (insert(connection, who, registered, now)) {
                // What was put down before may be put down again, however many there are.
                if (of(connection, who, registered.test.occasion()).size() > LIMIT) {
                    throw new ProblemException(
                            new Problem.Conflict(
                                    "There are already "
                                            + LIMIT
                                            + " questions about '"
                                            + registered.test.occasion()
                                            + "'.",
                                    "Wait for their answers: none is taken back."));
                }
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
        Counted counted = registered.counted;
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
            statement.setString(4, counted.unit());
            statement.setString(5, counted.kind().orElse(null));
            statement.setString(6, counted.sector().orElse(null));
            statement.setString(7, counted.source().orElse(null));
            statement.setString(8, counted.sensor().orElse(null));
            statement.setString(9, counted.rule());
            statement.setObject(10, test.date());
            statement.setObject(11, test.registered());
            statement.setInt(12, test.window().days());
            statement.setDouble(13, test.window().cap());
            statement.setObject(14, Rows.at(now));
            return statement.executeUpdate() == 1;
        }
    }

    /** Those about an occasion that the caller sees, as they were put down. */
    public List<Registered> of(Credential who, String occasion) {
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
                    var counted =
                            new Counted(
                                    row.getString(1),
                                    Optional.ofNullable(row.getString(2)),
                                    Optional.ofNullable(row.getString(3)),
                                    Optional.ofNullable(row.getString(4)),
                                    Optional.ofNullable(row.getString(6)),
                                    row.getString(5));
                    tests.add(
                            new Registered(
                                    new RampTest(
                                            text(who, counted),
                                            occasion,
                                            row.getObject(7, LocalDate.class),
                                            row.getObject(8, LocalDate.class),
                                            new RampTest.Window(row.getInt(9), row.getDouble(10))),
                                    counted));
                }
            }
            return tests;
        }
    }

    /** What is counted, in words that name it for good. */
    public static String text(Credential who, Counted counted) {
        JsonObject.Builder json =
                JsonObject.builder()
                        .put("sensors", who.is(Role.OPERATOR) ? "all" : who.party().toString())
                        .put("unit", counted.unit());
        counted.kind().ifPresent(text -> json.put("kind", text));
        counted.sector().ifPresent(text -> json.put("sector", text));
        counted.source().ifPresent(text -> json.put("source", text));
        counted.sensor().ifPresent(text -> json.put("sensor", text));
        return json.put("rule", counted.rule()).build().toString();
    }

    private static @Nullable String party(Credential who) {
        return who.is(Role.OPERATOR) ? null : who.party().toString();
    }
}
