package org.commonwatch.server.retention;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.record.Change;
import org.commonwatch.server.record.Record;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Every legal hold. */
final class Holds {
    /** Longer than a reference or a reason is, or the list of what a hold is about. */
    static final int LIMIT = 1_000;

    private final Transactions transactions;
    private final Record record;
    private final InstantSource clock;

    Holds(Transactions transactions, Record record, InstantSource clock) {
        this.transactions = transactions;
        this.record = record;
        this.clock = clock;
    }

    /**
     * Whether any hold covers something, in SQL with one parameter: the instant.
     *
     * @param span from when to when it is
     * @param names what it is called, as an array of texts
     */
    static String covers(KeptClass of, String span, String names) {
        return """
        EXISTS (SELECT FROM hold h
                 WHERE h.lifted IS NULL AND coalesce(h.until > ?, true)
                   AND (h.classes = '{}' OR h.classes @> ARRAY['%s'])
                   AND h.span && %s AND (h.about = '{}' OR h.about && (%s)))
        """
                .formatted(of.label(), span, names);
    }

    /** Lets nobody place one until the transaction ends, and waits for whoever is about to. */
    static void settle(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE hold IN SHARE MODE");
        }
    }

    /** Places one; its number and who placed it when are told in the answer. */
    Hold place(Hold wanted) {
        check(wanted);
        Instant now = clock.instant();
        long number =
                transactions.run(connection -> {
                    long given = insert(connection, wanted, now);
                    Record.change(
                            connection, change("placed", given, wanted, now, wanted.placedBy()));
                    return given;
                });
        record.changed();
        return named(number);
    }

    private static void check(Hold wanted) {
        if (wanted.reference().isBlank() || wanted.reason().isBlank()) {
            throw malformed(
                    "A hold has no reference of a case, or no reason.",
                    "Give both; they are shown wherever something stays because of it.");
        }
        if (wanted.from() != null && wanted.to() != null && !wanted.from().isBefore(wanted.to())) {
            throw malformed(
                    "A hold from " + wanted.from() + " to " + wanted.to() + " is of no time.",
                    "Give 'from' before 'to', or leave one out.");
        }
        if (wanted.reference().length() > LIMIT
                || wanted.reason().length() > LIMIT
                || wanted.about().size() > LIMIT) {
            throw malformed(
                    "A hold's reference, its reason or what it is about is too long.",
                    "Keep each below " + LIMIT + ".");
        }
    }

    private static ProblemException malformed(String message, String remedy) {
        return new ProblemException(new Problem.Malformed(message, remedy));
    }

    private static long insert(Connection connection, Hold wanted, Instant now)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO hold
                            (reference, reason, classes, span, about, placed, placed_by, until)
                        VALUES (?, ?, ?, tstzrange(?, ?), ?, ?, ?, ?) RETURNING number
                        """)) {
            statement.setString(1, wanted.reference());
            statement.setString(2, wanted.reason());
            Rows.bind(statement, 3, wanted.classes(), each -> each);
            statement.setObject(4, at(wanted.from()));
            statement.setObject(5, at(wanted.to()));
            Rows.bind(statement, 6, wanted.about(), each -> each);
            statement.setObject(7, Rows.at(now));
            statement.setString(8, wanted.placedBy());
            statement.setObject(9, at(wanted.until()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : Rows.at(instant);
    }

    /** Lifts one. */
    Hold lift(long number, String user) {
        Hold lifted = named(number);
        Instant now = clock.instant();
        transactions.run(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "UPDATE hold SET lifted = ?, lifted_by = ?"
                                    + " WHERE number = ? AND lifted IS NULL")) {
                statement.setObject(1, Rows.at(now));
                statement.setString(2, user);
                statement.setLong(3, number);
                statement.executeUpdate();
            }
            Record.change(connection, change("lifted", number, lifted, now, user));
            return true;
        });
        record.changed();
        return lifted;
    }

    private static Change change(String what, long number, Hold hold, Instant now, String user) {
        return new Change(
                Change.Kind.HOLD,
                now,
                user,
                JsonObject.builder()
                        .put("hold", JsonNumber.of(number))
                        .put("what", what)
                        .put("reference", hold.reference())
                        .put("reason", hold.reason())
                        .put("classes", array(hold.classes()))
                        .put("from", String.valueOf(hold.from()))
                        .put("to", String.valueOf(hold.to()))
                        .put("about", array(hold.about()))
                        .put("until", String.valueOf(hold.until()))
                        .build());
    }

    private static JsonArray array(List<String> texts) {
        return new JsonArray(texts.stream().<Json>map(JsonString::new).toList());
    }

    /** One that is not lifted. */
    private Hold named(long number) {
        return all().stream()
                .filter(each -> each.number() == number)
                .findFirst()
                .orElseThrow(() -> new ProblemException(new Problem.NotFound("hold", number + "")));
    }

    /** Those that are not lifted, also those that are over by now; in their order. */
    List<Hold> all() {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                            connection.prepareStatement(
                                    """
                                    SELECT number, reference, reason, classes, lower(span),
                                           upper(span), about, placed, placed_by, until
                                      FROM hold WHERE lifted IS NULL ORDER BY number
                                    """);
                    ResultSet row = statement.executeQuery()) {
                List<Hold> holds = new ArrayList<>();
                while (row.next()) {
                    holds.add(
                            new Hold(
                                    row.getLong(1),
                                    row.getString(2),
                                    row.getString(3),
                                    List.of((String[]) row.getArray(4).getArray()),
                                    instant(row, 5),
                                    instant(row, 6),
                                    List.of((String[]) row.getArray(7).getArray()),
                                    Rows.instant(row, 8),
                                    row.getString(9),
                                    instant(row, 10)));
                }
                return holds;
            }
        });
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
