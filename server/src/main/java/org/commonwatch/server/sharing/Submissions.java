package org.commonwatch.server.sharing;

import org.commonwatch.access.BodyId;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Order;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.membership.Collection;
import org.commonwatch.server.membership.Institutions;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.record.Answer;
import org.commonwatch.server.record.Change;
import org.commonwatch.server.record.Record;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * What waits until the office of a body has looked at it. Until then it is no object, so no way out
 * of the server can show it to anybody; the party that gave it sees its receipt.
 */
public final class Submissions {
    /** So many of one party wait at once. */
    public static final int WAITING = 100;

    /** And so many characters of them. */
    public static final long WAITING_LENGTH = 32L << 20;

    /** So many are told at once. */
    public static final int LISTED = 100;

    private static final int REASON_LENGTH = 1_000;
    private static final String COLUMNS =
            "receipt, party, name, collection, body, submitted, objects, caveats";

    /**
     * One of them.
     *
     * @param name that signed in for the party
     * @param objects in the bytes they came in
     * @param caveats as they were said
     */
    public record Submission(
            UUID receipt,
            StixId party,
            String name,
            UUID collection,
            BodyId body,
            Instant submitted,
            List<String> objects,
            List<String> caveats) {
        /** The same of other objects. */
        Submission of(List<String> others) {
            return new Submission(
                    receipt, party, name, collection, body, submitted, others, caveats);
        }

        List<JsonObject> read() {
            return caveats.stream()
                    .map(each -> each.getBytes(StandardCharsets.UTF_8))
                    .map(each -> (JsonObject) new JsonReader().read(each))
                    .toList();
        }
    }

    /**
     * What the office says.
     *
     * @param taken whether it is shared from now on
     * @param reason if not; the party is told
     */
    public record Verdict(boolean taken, String reason) {
        public Verdict {
            if (reason.length() > REASON_LENGTH || (!taken && reason.isBlank())) {
                throw new ProblemException(
                        new Problem.Malformed(
                                "The reason has " + reason.length() + " characters.",
                                "Give 1 to " + REASON_LENGTH + " where something is not taken."));
            }
        }
    }

    private final Transactions transactions;
    private final Institutions institutions;
    private final Readerships readerships;
    private final Posting posting;
    private final Record record;
    private final InstantSource clock;

    Submissions(
            Transactions transactions,
            Institutions institutions,
            Readerships readerships,
            Record record,
            InstantSource clock) {
        this.transactions = transactions;
        this.institutions = institutions;
        this.readerships = readerships;
        this.posting = new Posting(transactions, readerships, record, clock);
        this.record = record;
        this.clock = clock;
    }

    /** Keeps what is valid until the reviewer has looked at it. */
    Receipt add(
            Caller caller,
            Collection to,
            List<Dated> given,
            List<JsonObject> caveats,
            String reviewer) {
        var waits = posting.wait(given, "It waits until " + reviewer + " has looked at it.");
        Receipt receipt = waits.receipt();
        var submission =
                new Submission(
                        receipt.id(),
                        caller.party(),
                        caller.name(),
                        to.id(),
                        to.root(),
                        receipt.requested(),
                        waits.objects(),
                        caveats.stream().map(JsonObject::toString).toList());
        Readership reader = readerships.now(caller.party());
        return transactions.run(connection -> {
            Receipt taken = receipt;
            if (!waits.red().isEmpty()) {
                Instant begun = Order.begin(connection, clock.instant());
                Receipt red =
                        posting.take(connection, submission.of(waits.red()), to, reader, begun);
                taken = receipt.and(red, receipt.pendings());
            }
            Receipts.put(connection, caller.party(), taken);
            if (!waits.objects().isEmpty()) {
                insert(connection, submission);
                checkRoom(connection, caller.party());
            }
            return taken;
        });
    }

    /**
     * Tells those that wait for the party of whoever asks as the office of a body, the oldest
     * first. What is told is recorded before it leaves.
     */
    public byte[] tell(Caller office, Function<List<Submission>, byte[]> write) {
        Policy.Standpoint own = readerships.now(office.party()).standpoint();
        List<Submission> waiting = waiting(office, own);
        byte[] body = write.apply(waiting);
        List<String> told = waiting.stream().map(each -> each.receipt().toString()).toList();
        record.append(
                new Answer(
                        new Answer.Who(office.party(), office.name()),
                        new Answer.Asked(Surface.REVIEWS.label(), String.join(" ", told)),
                        own.asOf(),
                        own.editions(),
                        Answer.Sent.of(List.of(), Set.of(), body)));
        return body;
    }

    private List<Submission> waiting(Caller office, Policy.Standpoint own) {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "SELECT "
                                    + COLUMNS
                                    + " FROM submission WHERE party <> ? AND body = ANY (?)"
                                    + " ORDER BY submitted LIMIT ?")) {
                statement.setString(1, office.party().toString());
                Object[] served =
                        own.rules().charters().stream()
                                .map(each -> each.body())
                                .filter(own::serves)
                                .map(BodyId::name)
                                .toArray();
                statement.setArray(2, connection.createArrayOf("text", served));
                statement.setInt(3, LISTED);
                return select(statement);
            }
        });
    }

    /** Takes it in as the word of the party that gave it, or refuses it; both are told. */
    public Receipt decide(Caller office, UUID id, Verdict verdict) {
        Submission found =
                find(id).filter(each -> !each.party().equals(office.party()))
                        .filter(each ->
                                readerships.now(office.party()).standpoint().serves(each.body()))
                        .orElseThrow(() -> absent(id));
        Collection to = institutions.collections().find(found.collection());
        Readership reader = readerships.now(found.party());
        if (verdict.taken() && reader.offered(to).filter(Offered::canWrite).isEmpty()) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "The party may no longer add to '" + to.title() + "'.",
                            "Refuse it with a reason."));
        }
        Receipt receipt =
                transactions.run(connection -> {
                    Instant begun = Order.begin(connection, clock.instant());
                    Receipt waited = end(connection, found);
                    Receipt now =
                            verdict.taken()
                                    ? waited.and(
                                            posting.take(connection, found, to, reader, begun),
                                            List.of())
                                    : waited.because(
                                            "It was looked at and not taken: " + verdict.reason());
                    Record.change(connection, change(office, found, verdict, begun));
                    Receipts.put(connection, found.party(), now);
                    return now;
                });
        record.changed();
        return receipt;
    }

    /** Has the party's own no longer wait. */
    public Receipt withdraw(Caller owner, UUID id) {
        Submission found =
                find(id).filter(each -> each.party().equals(owner.party()))
                        .orElseThrow(() -> absent(id));
        return transactions.run(connection -> {
            Receipt now = end(connection, found).because("You took it back.");
            Receipts.put(connection, found.party(), now);
            return now;
        });
    }

    private static Change change(Caller office, Submission found, Verdict verdict, Instant begun) {
        return new Change(
                Change.Kind.REVIEW,
                begun,
                office.name(),
                JsonObject.builder()
                        .put("receipt", found.receipt().toString())
                        .put("party", found.party().toString())
                        .put("body", found.body().name())
                        .put("verdict", verdict.taken() ? "taken" : "refused")
                        .put("reason", verdict.reason())
                        .build());
    }

    private static ProblemException absent(UUID id) {
        return new ProblemException(new Problem.NotFound("submission", id.toString()));
    }

    // At rest.

    private Optional<Submission> find(UUID id) {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "SELECT " + COLUMNS + " FROM submission WHERE receipt = ?")) {
                statement.setObject(1, id);
                return select(statement).stream().findFirst();
            }
        });
    }

    private static List<Submission> select(PreparedStatement statement) throws SQLException {
        List<Submission> found = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(
                        new Submission(
                                row.getObject(1, UUID.class),
                                StixId.parse(row.getString(2)),
                                row.getString(3),
                                row.getObject(4, UUID.class),
                                new BodyId(row.getString(5)),
                                Rows.instant(row, 6),
                                List.of((String[]) row.getArray(7).getArray()),
                                List.of((String[]) row.getArray(8).getArray())));
            }
        }
        return found;
    }

    // Only one of those who end it at the same time does.
    private static Receipt end(Connection connection, Submission found) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM submission WHERE receipt = ?")) {
            statement.setObject(1, found.receipt());
            if (statement.executeUpdate() == 0) {
                throw absent(found.receipt());
            }
        }
        return Receipts.find(connection, found.party(), found.receipt()).orElseThrow();
    }

    private static void insert(Connection connection, Submission each) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "INSERT INTO submission ("
                                + COLUMNS
                                + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            statement.setObject(1, each.receipt());
            statement.setString(2, each.party().toString());
            statement.setString(3, each.name());
            statement.setObject(4, each.collection());
            statement.setString(5, each.body().name());
            statement.setObject(6, Rows.at(each.submitted()));
            statement.setArray(7, connection.createArrayOf("text", each.objects().toArray()));
            statement.setArray(8, connection.createArrayOf("text", each.caveats().toArray()));
            statement.executeUpdate();
        }
    }

    private static void checkRoom(Connection connection, StixId party) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT count(*), sum(length(array_to_string(objects, '')))
                          FROM submission WHERE party = ?
                        """)) {
            statement.setString(1, party.toString());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (row.getLong(1) > WAITING) {
                    throw new ProblemException(
                            new Problem.TooMany("submissions that wait", "party", WAITING));
                }
                if (row.getLong(2) > WAITING_LENGTH) {
                    throw new ProblemException(
                            Problem.TooLarge.than(WAITING_LENGTH, "What waits of your party"));
                }
            }
        }
    }
}
