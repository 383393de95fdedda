package org.commonwatch.server.membership;

import org.commonwatch.access.BodyId;
import org.commonwatch.access.StandingKind;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.record.Change;
import org.commonwatch.server.record.Record;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.json.JsonObject;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Every party and its standing in the body that the deployment serves. */
public final class Parties {
    private static final Pattern NAME =
            Pattern.compile("[^\\s\\p{Cntrl}](?:[^\\p{Cntrl}]{0,98}[^\\s\\p{Cntrl}])?");

    private final Transactions transactions;
    private final BodyId body;
    private final Changes changes;

    /**
     * Of a deployment that serves a body.
     *
     * @param record of every change
     */
    public Parties(Transactions transactions, Record record, BodyId body, InstantSource clock) {
        this.transactions = transactions;
        this.body = body;
        this.changes = new Changes(transactions, record, clock);
    }

    /** The body that the deployment serves. */
    public BodyId body() {
        return body;
    }

    /**
     * Adds a party with an identity of its own and its standing from now on; refuses a name that is
     * taken.
     */
    public Party add(String name, StandingKind kind) {
        if (!NAME.matcher(name).matches()) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "'" + name + "' is no name of a party.",
                            "Use 1 to 100 characters that neither begin nor end with a space."));
        }
        Party party = new Party(new StixId("identity", UUID.randomUUID()), name);
        boolean added = changes.make((connection, now) -> insert(connection, party, kind, now));
        if (!added) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "There is already a party called '" + name + "'.",
                            "Use it, or add the new one under another name."));
        }
        return party;
    }

    /** Finds a party by its name. */
    public Party named(String name) {
        return transactions
                .read(connection -> select(connection, name))
                .orElseThrow(() -> new ProblemException(new Problem.NotFound("party", name)));
    }

    /** Finds a party by its identity. */
    public Optional<Party> withId(StixId id) {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT name FROM party WHERE id = ?")) {
                statement.setString(1, id.toString());
                try (ResultSet row = statement.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Party(id, row.getString(1)))
                            : Optional.empty();
                }
            }
        });
    }

    private boolean insert(Connection connection, Party party, StandingKind kind, Instant now)
            throws SQLException {
        if (!insert(connection, party, now)) {
            return false;
        }
        var what =
                JsonObject.builder().put("party", party.id().toString()).put("name", party.name());
        Changes.record(connection, Change.Kind.PARTY, now, what);
        if (kind != StandingKind.NONE) {
            insertStanding(connection, party, kind, now);
        }
        return true;
    }

    private static boolean insert(Connection connection, Party party, Instant now)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO party (id, name, recorded) VALUES (?, ?, ?)
                        ON CONFLICT (name) DO NOTHING
                        """)) {
            statement.setString(1, party.id().toString());
            statement.setString(2, party.name());
            statement.setObject(3, Rows.at(now));
            return statement.executeUpdate() == 1;
        }
    }

    private static Optional<Party> select(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT id FROM party WHERE name = ?")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Party(StixId.parse(row.getString(1)), name))
                        : Optional.empty();
            }
        }
    }

    private void insertStanding(Connection connection, Party party, StandingKind kind, Instant now)
            throws SQLException {
        Institutions.claim(
                connection,
                Change.Kind.STANDING,
                "standing",
                JsonObject.builder()
                        .put("party", party.id().toString())
                        .put("body", body.name())
                        .put("type", kind.label()),
                now);
    }
}
