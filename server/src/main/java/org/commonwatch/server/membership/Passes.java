package org.commonwatch.server.membership;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.membership.Credential.Role;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.record.Change;
import org.commonwatch.server.record.Record;
import org.commonwatch.server.web.Scope;
import org.commonwatch.stix.Tlp;
import org.commonwatch.stix.json.JsonObject;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Every token and every session of a browser. */
public final class Passes {
    /** How many tokens a name has at most that open the door. */
    public static final int TOKENS = 50;

    /** How long a token opens the door at most, in days. */
    public static final int MOST_DAYS = 3_660;

    /** How long a browser stays signed in. */
    public static final Duration SESSION = Duration.ofHours(12);

    /** How long a browser stays signed in that asks for nothing. */
    public static final Duration IDLE_SESSION = Duration.ofHours(1);

    private static final int LONGEST_LABEL = 100;

    private final Transactions transactions;
    private final Record record;
    private final InstantSource clock;
    private final Verified verified;

    Passes(Transactions transactions, Record record, InstantSource clock, Verified verified) {
        this.transactions = transactions;
        this.record = record;
        this.clock = clock;
        this.verified = verified;
    }

    /** Issues a pass to somebody who has signed in; refuses roles that the name has not. */
    public Pass.Issued issue(Credential who, Pass.Wish wish, Duration life) {
        if (!who.roles().containsAll(wish.roles())) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "A token cannot do what '" + who.name() + "' does not.",
                            "Name some of the roles that 'cwatch whoami' shows."));
        }
        Instant now = clock.instant();
        Pass.Issued issued =
                transactions.run(connection -> {
                    if (wish.kind() == Pass.Kind.TOKEN
                            && count(connection, who.name(), now) >= TOKENS) {
                        throw new ProblemException(new Problem.TooMany("tokens", "name", TOKENS));
                    }
                    return insert(connection, who, wish, life, now);
                });
        record.changed();
        return issued;
    }

    /** Issues a pass within a transaction that does more. */
    static Pass.Issued insert(
            Connection connection, Credential who, Pass.Wish wish, Duration life, Instant now)
            throws SQLException {
        checkLabel(wish.label());
        String secret = Tokens.fresh();
        UUID id = UUID.randomUUID();
        Instant expires = now.plus(life);
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO pass (id, kind, name, party, roles, read_only, paths, label,
                                          digest, created, expires, used)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)) {
            statement.setObject(1, id);
            statement.setString(2, wish.kind().name());
            statement.setString(3, who.name());
            statement.setString(4, Credentials.partyColumn(who));
            statement.setArray(
                    5,
                    connection.createArrayOf(
                            "text", wish.roles().stream().map(Role::name).toArray()));
            statement.setBoolean(6, wish.scope().readOnly());
            statement.setArray(7, connection.createArrayOf("text", wish.scope().paths().toArray()));
            statement.setString(8, wish.label());
            statement.setString(9, Tokens.digest(secret));
            statement.setObject(10, Rows.at(now));
            statement.setObject(11, Rows.at(expires));
            statement.setObject(12, Rows.at(now));
            statement.executeUpdate();
        }
        said(
                connection,
                now,
                who.name(),
                who.name(),
                wish.kind() == Pass.Kind.TOKEN ? "issued token " + id : "began session " + id);
        return new Pass.Issued(new Pass(id, who.name(), wish, Optional.of(expires), now), secret);
    }

    private static void checkLabel(String label) {
        if (label.length() > LONGEST_LABEL || label.chars().anyMatch(Character::isISOControl)) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "A label of "
                                    + label.length()
                                    + " characters is too long, or has one"
                                    + " that cannot be seen.",
                            "Use up to " + LONGEST_LABEL + " letters, digits and signs."));
        }
    }

    private static int count(Connection connection, String name, Instant now) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT count(*) FROM pass
                         WHERE name = ? AND kind = 'TOKEN' AND ended IS NULL
                           AND (expires IS NULL OR expires > ?)
                        """)) {
            statement.setString(1, name);
            statement.setObject(2, Rows.at(now));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Every token that opens the door, of one name or of all, the newest first. */
    public List<Pass> tokens(Optional<String> name, int limit) {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            SELECT pass.id, pass.name, label, pass.roles, read_only, paths, expires,
                                   used
                              FROM pass LEFT JOIN credential USING (name)
                             WHERE kind = 'TOKEN' AND pass.ended IS NULL
                               AND credential.ended IS NULL
                               AND (expires IS NULL OR expires > ?)
                               AND (?::text IS NULL OR pass.name = ?)
                             ORDER BY created DESC, pass.id
                             LIMIT ?
                            """)) {
                statement.setObject(1, Rows.at(clock.instant()));
                statement.setString(2, name.orElse(null));
                statement.setString(3, name.orElse(null));
                statement.setInt(4, limit);
                List<Pass> passes = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        passes.add(pass(row));
                    }
                }
                return passes;
            }
        });
    }

    private static Pass pass(ResultSet row) throws SQLException {
        return new Pass(
                row.getObject(1, UUID.class),
                row.getString(2),
                new Pass.Wish(
                        Pass.Kind.TOKEN,
                        row.getString(3),
                        Credentials.roles(row.getArray(4)),
                        new Scope(
                                row.getBoolean(5), List.of((String[]) row.getArray(6).getArray()))),
                Optional.ofNullable(row.getObject(7, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getObject(8, OffsetDateTime.class).toInstant());
    }

    /**
     * Ends a token at once.
     *
     * @param name whose it must be; empty for anybody's
     * @param by who ends it
     */
    public void end(UUID id, Optional<String> name, String by) {
        Instant now = clock.instant();
        Optional<String> whose =
                transactions.run(connection -> {
                    Optional<String> ended = end(connection, id, name, now);
                    if (ended.isPresent()) {
                        said(connection, now, by, ended.get(), "ended token " + id);
                    }
                    return ended;
                });
        verified.forget(
                whose.orElseThrow(
                        () -> new ProblemException(new Problem.NotFound("token", id.toString()))));
        record.changed();
    }

    private static Optional<String> end(
            Connection connection, UUID id, Optional<String> name, Instant now)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        UPDATE pass SET ended = ?
                         WHERE id = ? AND kind = 'TOKEN' AND ended IS NULL
                           AND (?::text IS NULL OR name = ?)
                        RETURNING name
                        """)) {
            statement.setObject(1, Rows.at(now));
            statement.setObject(2, id);
            statement.setString(3, name.orElse(null));
            statement.setString(4, name.orElse(null));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    /** Ends the pass with which somebody came in, of whatever kind. */
    public void end(String name, String secret) {
        transactions.run(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "UPDATE pass SET ended = ? WHERE digest = ? AND ended IS NULL")) {
                statement.setObject(1, Rows.at(clock.instant()));
                statement.setString(2, Tokens.digest(secret));
                return statement.executeUpdate();
            }
        });
        verified.forget(name);
    }

    /** Who comes in with this secret, and notes that it was used. */
    Optional<Admission> admitted(Pass.Kind kind, String secret) {
        Instant now = clock.instant();
        return transactions.run(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            UPDATE pass SET used = ?
                              FROM (SELECT pass.id, credential.roles, credential.tlp
                                      FROM pass LEFT JOIN credential USING (name)
                                     WHERE pass.digest = ? AND kind = ? AND pass.ended IS NULL
                                       AND (expires IS NULL OR expires > ?)
                                       AND (kind = 'TOKEN' OR used > ?)
                                       AND credential.ended IS NULL
                                       AND (credential.name IS NULL) = (pass.name LIKE '%:%'))
                                   AS found
                             WHERE pass.id = found.id
                            RETURNING name, party, pass.roles, coalesce(found.roles, pass.roles),
                                      coalesce(tlp, 'RED'), read_only, paths, expires
                            """)) {
                statement.setObject(1, Rows.at(now));
                statement.setString(2, Tokens.digest(secret));
                statement.setString(3, kind.name());
                statement.setObject(4, Rows.at(now));
                statement.setObject(5, Rows.at(now.minus(IDLE_SESSION)));
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? admission(kind, row) : Optional.empty();
                }
            }
        });
    }

    private static Optional<Admission> admission(Pass.Kind kind, ResultSet row)
            throws SQLException {
        // A name that has lost a role lost it for its tokens too.
        Set<Role> roles = Credentials.roles(row.getArray(3));
        roles.retainAll(Credentials.roles(row.getArray(4)));
        if (roles.isEmpty()) {
            return Optional.empty();
        }
        @Nullable OffsetDateTime expires = row.getObject(8, OffsetDateTime.class);
        return Optional.of(
                new Admission(
                        new Credential(
                                row.getString(1),
                                Credentials.party(row.getString(2)),
                                roles,
                                Tlp.valueOf(row.getString(5))),
                        kind == Pass.Kind.TOKEN ? Admission.How.TOKEN : Admission.How.SESSION,
                        new Scope(
                                row.getBoolean(6), List.of((String[]) row.getArray(7).getArray())),
                        expires == null ? Instant.MAX : expires.toInstant()));
    }

    private static void said(
            Connection connection, Instant now, String by, String name, String what)
            throws SQLException {
        JsonObject said = JsonObject.builder().put("name", name).put("what", what).build();
        Record.change(connection, new Change(Change.Kind.TOKEN, now, by, said));
    }
}
