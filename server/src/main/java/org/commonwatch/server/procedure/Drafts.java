package org.commonwatch.server.procedure;

import org.commonwatch.access.AsOf;
import org.commonwatch.access.history.Assertion;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Credential.Role;
import org.commonwatch.server.membership.Institutions;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.record.Change;
import org.commonwatch.server.record.Record;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What waits for another person to sign it. A draft is its party's alone; when it is signed, what
 * it says is claimed, and stays.
 */
public final class Drafts {
    /** So many drafts of a party wait at most. */
    public static final int WAITING = 500;

    private final Transactions transactions;
    private final Institutions institutions;
    private final Registry registry;
    private final Record record;
    private final InstantSource clock;

    /** Kept beside what is claimed. */
    public Drafts(
            Transactions transactions,
            Institutions institutions,
            Registry registry,
            Record record,
            InstantSource clock) {
        this.transactions = transactions;
        this.institutions = institutions;
        this.registry = registry;
        this.record = record;
        this.clock = clock;
    }

    /** Drafts something; throws what refuses it, as it would be refused when it is signed. */
    public Draft draft(Credential who, JsonObject wanted) {
        Authority.checkRole(who, Role.CLERK, Role.SECRETARY);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Sight sight = registry.sight(who);
        JsonObject text = Wording.of(wanted, who, sight);
        List<String> claims = Wording.claims(text, who.party().toString(), now);
        Authority.checkDrafter(Authority.check(claims, sight, now), who);
        Draft draft = new Draft(Wording.id("draft"), who.name(), now, text, Optional.empty());
        transactions.run(connection -> {
            if (waiting(connection, who.party()).size() >= WAITING) {
                throw new ProblemException(new Problem.TooMany("drafts", "party", WAITING));
            }
            insert(connection, who.party(), draft);
            note(connection, who, draft, "drafted", now);
            return draft;
        });
        record.changed();
        return draft;
    }

    /** The drafts of somebody's party that wait, in the order in which they were written. */
    public List<Draft> waiting(Credential who) {
        return transactions.read(connection -> waiting(connection, who.party()));
    }

    /** One draft of somebody's party, whatever became of it. */
    public Draft draft(Credential who, String id) {
        return transactions.read(connection -> select(connection, who.party(), id, ""));
    }

    /**
     * Signs a draft of somebody's party that another wrote, and so claims what it says; throws what
     * refuses it.
     */
    public List<Assertion> sign(Credential who, String id) {
        return institutions.change((connection, now) -> {
            Draft draft = open(connection, who, id);
            if (draft.drafter().equals(who.name())) {
                throw Authority.refused(
                        "'" + who.name() + "' wrote this draft and so cannot sign it.",
                        "Have another person of your party sign it.");
            }
            Authority.checkRole(who, Role.SIGNER);
            List<String> claims = Wording.claims(draft.text(), who.party().toString(), now);
            Sight sight = new Sight(new Docket(institutions.world(connection)), who, now);
            Authority.check(claims, sight, now);
            List<Assertion> made = new ArrayList<>();
            for (String claim : claims) {
                made.add(institutions.claim(connection, claim, now, who.name()));
            }
            end(connection, who, draft, "signed", now);
            return made;
        });
    }

    /** Withdraws a draft of somebody's party, which then cannot be signed any more. */
    public Draft withdraw(Credential who, String id) {
        Authority.checkRole(who, Role.CLERK, Role.SECRETARY, Role.SIGNER);
        Draft withdrawn =
                transactions.run(connection -> {
                    Draft draft = open(connection, who, id);
                    end(connection, who, draft, "withdrawn", clock.instant());
                    return select(connection, who.party(), id, "");
                });
        record.changed();
        return withdrawn;
    }

    /** All that waits for somebody at an instant, by the days that are left. */
    public List<Waiting> inbox(Credential who, AsOf asOf) {
        List<Waiting> waiting = new ArrayList<>(registry.waiting(who, asOf));
        if (who.is(Role.SIGNER)) {
            for (Draft each : waiting(who)) {
                if (!each.drafter().equals(who.name()) && !each.drafted().isAfter(asOf.knownAt())) {
                    Matter about = Matter.drafted(each.drafter(), sorts(each));
                    waiting.add(new Waiting(Waiting.Act.SIGN, each.id(), about, Optional.empty()));
                }
            }
        }
        waiting.sort(
                Comparator.comparing(
                        each -> each.due().map(due -> due.latest()).orElse(Instant.MAX)));
        return waiting;
    }

    private static List<String> sorts(Draft draft) {
        return Wording.SORTS.stream().filter(draft.text().names()::contains).toList();
    }

    private static Draft open(Connection connection, Credential who, String id)
            throws SQLException {
        Draft draft = select(connection, who.party(), id, " FOR UPDATE");
        if (draft.end().isPresent()) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "The draft '"
                                    + id
                                    + "' is "
                                    + draft.end().get().outcome()
                                    + " already.",
                            "Nothing is left to do; draft anew what is to be said otherwise."));
        }
        return draft;
    }

    private static List<Draft> waiting(Connection connection, StixId party) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT id, drafter, drafted, text, outcome, ender, ended FROM draft
                         WHERE party = ? AND ended IS NULL ORDER BY drafted, id
                        """)) {
            statement.setString(1, party.toString());
            List<Draft> drafts = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    drafts.add(draft(row));
                }
            }
            return drafts;
        }
    }

    private static Draft select(Connection connection, StixId party, String id, String lock)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT id, drafter, drafted, text, outcome, ender, ended FROM draft
                         WHERE party = ? AND id = ?
                        """
                                + lock)) {
            statement.setString(1, party.toString());
            statement.setString(2, id);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    return draft(row);
                }
            }
        }
        throw Registry.absent("draft", id);
    }

    private static Draft draft(ResultSet row) throws SQLException {
        Optional<Draft.End> end =
                row.getString(5) == null
                        ? Optional.empty()
                        : Optional.of(
                                new Draft.End(
                                        row.getString(5), row.getString(6), Rows.instant(row, 7)));
        return new Draft(
                row.getString(1),
                row.getString(2),
                Rows.instant(row, 3),
                (JsonObject) new JsonReader().read(row.getString(4)),
                end);
    }

    private static void insert(Connection connection, StixId party, Draft draft)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO draft (id, party, drafter, drafted, text) VALUES (?, ?, ?, ?, ?)
                        """)) {
            statement.setString(1, draft.id());
            statement.setString(2, party.toString());
            statement.setString(3, draft.drafter());
            statement.setObject(4, Rows.at(draft.drafted()));
            statement.setString(5, draft.text().toString());
            statement.executeUpdate();
        }
    }

    private static void end(
            Connection connection, Credential who, Draft draft, String outcome, Instant now)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "UPDATE draft SET ended = ?, outcome = ?, ender = ? WHERE id = ?")) {
            statement.setObject(1, Rows.at(now));
            statement.setString(2, outcome);
            statement.setString(3, who.name());
            statement.setString(4, draft.id());
            statement.executeUpdate();
        }
        note(connection, who, draft, outcome, now);
    }

    // What is only drafted is told by its digest: what is signed is told in full beside it.
    private static void note(
            Connection connection, Credential who, Draft draft, String act, Instant now)
            throws SQLException {
        JsonObject what =
                JsonObject.builder()
                        .put("draft", draft.id())
                        .put("party", who.party().toString())
                        .put("drafter", draft.drafter())
                        .put("act", act)
                        .put("sha256", sha256(draft.text().toString()))
                        .build();
        Record.change(connection, new Change(Change.Kind.DRAFT, now, who.name(), what));
    }

    private static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
