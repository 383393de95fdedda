package org.commonwatch.server.membership;

import org.commonwatch.access.BodyId;
import org.commonwatch.access.StandingKind;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.json.JsonObject;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
    private final InstantSource clock;

    public Parties(Transactions transactions, BodyId body, InstantSource clock) {
        this.transactions = transactions;
        this.body = body;
        this.clock = clock;
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
        boolean added = transactions.run(connection -> insert(connection, party, kind));
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

    private boolean insert(Connection connection, Party party, StandingKind kind)
            throws SQLException {
        Changes.begin(connection, clock.instant());
        boolean added = insert(connection, party);
        if (added && kind != StandingKind.NONE) {
            insertStanding(connection, party, kind);
        }
        return added;
    }

    private boolean insert(Connection connection, Party party) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO party (id, name, recorded) VALUES (?, ?, ?)
                        ON CONFLICT (name) DO NOTHING
                        """)) {
            statement.setString(1, party.id().toString());
            statement.setString(2, party.name());
            statement.setObject(3, Rows.at(clock.instant()));
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

    private void insertStanding(Connection connection, Party party, StandingKind kind)
            throws SQLException {
        Institutions.claim(
                connection,
                "standing",
                JsonObject.builder()
                        .put("party", party.id().toString())
                        .put("body", body.name())
                        .put("type", kind.label()),
                clock.instant());
    }
}
