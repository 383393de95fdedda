package org.commonwatch.server.membership;

import org.commonwatch.access.BodyId;
import org.commonwatch.access.Moment;
import org.commonwatch.access.Span;
import org.commonwatch.access.Standing;
import org.commonwatch.access.StandingKind;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.stix.StixId;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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

    /** Every standing that was ever recorded for a party, oldest first. */
    public List<Standing> standings(StixId party) {
        return transactions.read(connection -> select(connection, party));
    }

    private boolean insert(Connection connection, Party party, StandingKind kind)
            throws SQLException {
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
            statement.setObject(3, at(clock.instant()));
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
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO standing (party, body, kind, valid_from, recorded)
                        VALUES (?, ?, ?, ?, ?)
                        """)) {
            statement.setString(1, party.id().toString());
            statement.setString(2, body.name());
            statement.setString(3, kind.name());
            statement.setObject(4, at(clock.instant()));
            statement.setObject(5, at(clock.instant()));
            statement.executeUpdate();
        }
    }

    private static List<Standing> select(Connection connection, StixId party) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT body, kind, valid_from, valid_to
                          FROM standing WHERE party = ? ORDER BY number
                        """)) {
            statement.setString(1, party.toString());
            List<Standing> standings = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Instant from = row.getObject(3, OffsetDateTime.class).toInstant();
                    OffsetDateTime to = row.getObject(4, OffsetDateTime.class);
                    standings.add(
                            new Standing(
                                    party,
                                    new BodyId(row.getString(1)),
                                    StandingKind.valueOf(row.getString(2)).label(),
                                    new Span(
                                            Moment.exactly(from),
                                            to == null
                                                    ? Moment.NEVER
                                                    : Moment.exactly(to.toInstant()))));
                }
            }
            return standings;
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
