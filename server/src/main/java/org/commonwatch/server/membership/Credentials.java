package org.commonwatch.server.membership;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.membership.Credential.Role;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.record.Change;
import org.commonwatch.server.record.Record;
import org.commonwatch.server.web.Guesses;
import org.commonwatch.server.web.Scope;
import org.commonwatch.server.web.SignIn;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;
import org.commonwatch.stix.json.JsonObject;
import org.jspecify.annotations.Nullable;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * Every name that may sign in, and what is kept to know it by. A name that was once given is never
 * given to another.
 */
public final class Credentials {
    /** The name that the operator's token goes with. */
    public static final String OPERATOR = "operator";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,62}");

    private final Transactions transactions;
    private final Record record;
    private final InstantSource clock;
    private final Credential operator = Credential.operator(OPERATOR);
    private final String operatorDigest;
    private final Verified verified;
    private final Passes passes;
    private final Passwords passwords = new Passwords();
    private final Guesses guesses = new Guesses();

    /** How a name shows that it is who it says. */
    enum Scheme {
        TOKEN,
        PASSWORD,
        CERTIFICATE
    }

    /**
     * By what somebody is known: a certificate's digest, a password's Argon2id; passes know more.
     */
    record Mark(Scheme scheme, String digest) {}

    /** A name as it is kept. */
    record Kept(Credential who, Mark mark) {
        Optional<String> password() {
            return mark.scheme() == Scheme.PASSWORD ? Optional.of(mark.digest()) : Optional.empty();
        }
    }

    /**
     * Somebody who signs in with a password or a certificate, without either.
     *
     * @param party its name; empty for an operator
     */
    public record User(
            String name,
            Optional<String> party,
            Set<Role> roles,
            boolean withCertificate,
            Instant since) {}

    /** Reads no token of the operator's, only its digest. */
    public Credentials(
            Transactions transactions, Record record, InstantSource clock, String operatorDigest) {
        this.transactions = transactions;
        this.record = record;
        this.clock = clock;
        this.operatorDigest = operatorDigest;
        this.verified = new Verified(clock);
        this.passes = new Passes(transactions, record, clock, verified);
    }

    /**
     * Where every request has to pass.
     *
     * @param issuer who else is trusted to say who it is
     */
    public SignIn.Door door(Optional<Issuer> issuer) {
        return new Doorkeeper(this, issuer, verified);
    }

    /**
     * Who it is, if this is its password; takes as long if it is not, or nobody has the name.
     *
     * @param address where whoever says so is
     */
    public Optional<Credential> withPassword(String name, String password, String address) {
        guesses.check(name, address);
        Optional<Kept> kept = named(name);
        try (Passwords.Place _ = passwords.place()) {
            boolean right = passwords.matches(password, kept.flatMap(Kept::password));
            if (!right) {
                guesses.wrong(name, address);
            }
            return right ? kept.map(Kept::who) : Optional.empty();
        }
    }

    /** Every token and every session. */
    public Passes passes() {
        return passes;
    }

    /** Adds a name that signs in with a token alone, which cannot be had again. */
    public Pass.Issued add(Credential who, Scope scope, Duration life) {
        String name = checked(who.name());
        var wish = new Pass.Wish(Pass.Kind.TOKEN, name, who.roles(), scope);
        AtomicReference<Pass.Issued> issued = new AtomicReference<>();
        change(
                name,
                "added",
                connection -> {
                    Optional<Problem> taken =
                            insert(connection, new Kept(who, new Mark(Scheme.TOKEN, "")));
                    if (taken.isEmpty()) {
                        issued.set(Passes.insert(connection, who, wish, life, clock.instant()));
                    }
                    return taken;
                });
        return issued.get();
    }

    /** Adds a user of a party, who does these things for it. */
    public void addUser(String name, Party party, Set<Role> roles, Proof proof) {
        // A user's objects bear markings of their own; the narrowest stands for none.
        Credential user = new Credential(checked(name), party.id(), roles, Tlp.RED);
        add(new Kept(user, mark(proof)));
    }

    /**
     * Adds somebody who runs the deployment: the way in when no issuer answers.
     *
     * @param link the secret of a set-up link, which this uses up; refuses one that serves no more
     */
    public Credential addOperator(String name, Proof.Password password, String link) {
        Credential who = Credential.operator(checked(name));
        Kept kept = new Kept(who, mark(password));
        change(
                name,
                "made an operator by a set-up link",
                connection -> {
                    SetUpLinks.use(connection, link, clock.instant());
                    return insert(connection, kept);
                });
        return who;
    }

    private void add(Kept kept) {
        String name = kept.who().name();
        change(
                name,
                "given a " + kept.mark().scheme().name().toLowerCase(Locale.ROOT),
                connection -> {
                    checkUnused(connection, kept.mark());
                    return insert(connection, kept);
                });
    }

    /** Gives a user another password or certificate; what it had before opens nothing any more. */
    public void change(String name, Proof proof) {
        Mark mark = mark(proof);
        change(
                name,
                "given another " + mark.scheme().name().toLowerCase(Locale.ROOT),
                connection -> {
                    checkUnused(connection, mark);
                    return update(connection, name, mark);
                });
    }

    /** Lets a name sign in no more. */
    public void end(String name) {
        change(name, "ended", connection -> end(connection, name));
    }

    private void change(String name, String what, Transactions.Work<Optional<Problem>> work) {
        try {
            transactions
                    .run(connection -> {
                        Optional<Problem> problem = work.run(connection);
                        if (problem.isEmpty()) {
                            record(connection, Change.Kind.TOKEN, name, what);
                        }
                        return problem;
                    })
                    .ifPresent(problem -> {
                        throw new ProblemException(problem);
                    });
            record.changed();
        } finally {
            verified.forget(name); // even if whether it was kept is not known
        }
    }

    /** Has the record say that a name has signed in. */
    void signedIn(Credential who) {
        transactions.run(connection -> {
            record(connection, Change.Kind.SIGN_IN, who.name(), "signed in");
            return true;
        });
        record.changed();
    }

    private void record(Connection connection, Change.Kind kind, String name, String what)
            throws SQLException {
        JsonObject said = JsonObject.builder().put("name", name).put("what", what).build();
        String by = kind == Change.Kind.SIGN_IN ? name : Credential.acting();
        Record.change(connection, new Change(kind, clock.instant(), by, said));
    }

    /** The sensor of that name, unless its name was ended. */
    public Optional<Credential> sensor(String name) {
        return named(name).map(Kept::who).filter(who -> who.is(Role.SENSOR));
    }

    /** The parties that have sensors, or had. */
    public Set<StixId> partiesWithSensors() {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                            connection.prepareStatement(
                                    "SELECT DISTINCT party FROM credential"
                                            + " WHERE 'SENSOR' = ANY (roles) ORDER BY party");
                    ResultSet row = statement.executeQuery()) {
                Set<StixId> parties = new LinkedHashSet<>();
                while (row.next()) {
                    parties.add(party(row.getString(1)));
                }
                return parties;
            }
        });
    }

    /** The names of a party's sensors, those that were ended among them. */
    public Set<String> sensorsOf(StixId party) {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "SELECT name FROM credential WHERE party = ? AND 'SENSOR' = ANY (roles)"
                                    + " ORDER BY name")) {
                statement.setString(1, party.toString());
                Set<String> names = new LinkedHashSet<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        names.add(row.getString(1));
                    }
                }
                return names;
            }
        });
    }

    /** Everybody who signs in with a password or a certificate, by party and name. */
    public List<User> users(int limit) {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            SELECT c.name, p.name, c.roles, c.scheme, c.recorded
                              FROM credential c LEFT JOIN party p ON p.id = c.party
                             WHERE c.ended IS NULL AND c.scheme <> 'TOKEN'
                             ORDER BY p.name NULLS FIRST, c.name LIMIT ?
                            """)) {
                statement.setInt(1, limit);
                List<User> users = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        users.add(
                                new User(
                                        row.getString(1),
                                        Optional.ofNullable(row.getString(2)),
                                        roles(row.getArray(3)),
                                        Scheme.valueOf(row.getString(4)) == Scheme.CERTIFICATE,
                                        Rows.instant(row, 5)));
                    }
                }
                return users;
            }
        });
    }

    /** What is kept of a name that signs in. */
    Optional<Kept> named(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        return select("name = ?", name);
    }

    /** The operator, if this is the token in the data directory. */
    Optional<Credential> operator(String token) {
        return Tokens.same(operatorDigest, Tokens.digest(token))
                ? Optional.of(operator)
                : Optional.empty();
    }

    /** Whose certificate has this SHA-256. */
    Optional<Kept> withCertificate(String print) {
        return select("scheme = 'CERTIFICATE' AND digest = ?", print);
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches() || name.equals(OPERATOR)) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "'" + name + "' is no name to sign in with.",
                            "Use 1 to 63 letters, digits, dots, hyphens, underscores, '@' and"
                                    + " '+', beginning with a letter or digit; '"
                                    + OPERATOR
                                    + "' is taken."));
        }
        return name;
    }

    private Mark mark(Proof proof) {
        return switch (proof) {
            case Proof.Password(String text) -> new Mark(Scheme.PASSWORD, passwords.kept(text));
            case Proof.Certificate(String pem) ->
                    new Mark(Scheme.CERTIFICATE, ClientCertificates.print(pem, clock.instant()));
        };
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static void checkUnused(Connection connection, Mark mark) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT name FROM credential
                         WHERE scheme = ? AND digest = ? AND ended IS NULL
                        """)) {
            statement.setString(1, mark.scheme().name());
            statement.setString(2, mark.digest());
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    throw new ProblemException(
                            new Problem.Conflict(
                                    "'" + row.getString(1) + "' signs in with this already.",
                                    "Give each name a certificate of its own."));
                }
            }
        }
    }

    private Optional<Problem> insert(Connection connection, Kept kept) throws SQLException {
        Credential who = kept.who();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO credential (name, party, roles, tlp, scheme, digest, recorded)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (name) DO NOTHING
                        """)) {
            statement.setString(1, who.name());
            statement.setString(2, partyColumn(who));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "text", who.roles().stream().map(Role::name).toArray()));
            statement.setString(4, who.tlp().name());
            statement.setString(5, kept.mark().scheme().name());
            statement.setString(6, kept.mark().digest());
            statement.setObject(7, now());
            return statement.executeUpdate() == 1
                    ? Optional.empty()
                    : Optional.of(
                            new Problem.Conflict(
                                    "The name '" + who.name() + "' already signs in, or once did.",
                                    "Choose another name."));
        }
    }

    private static Optional<Problem> update(Connection connection, String name, Mark mark)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        UPDATE credential SET scheme = ?, digest = ?
                         WHERE name = ? AND ended IS NULL AND scheme <> 'TOKEN'
                        """)) {
            statement.setString(1, mark.scheme().name());
            statement.setString(2, mark.digest());
            statement.setString(3, name);
            return statement.executeUpdate() == 1
                    ? Optional.empty()
                    : Optional.of(new Problem.NotFound("user", name));
        }
    }

    private Optional<Problem> end(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "UPDATE credential SET ended = ? WHERE name = ? AND ended IS NULL")) {
            statement.setObject(1, now());
            statement.setString(2, name);
            return statement.executeUpdate() == 1
                    ? Optional.empty()
                    : Optional.of(new Problem.NotFound("name", name));
        }
    }

    private Optional<Kept> select(String condition, String value) {
        String sql =
                "SELECT name, party, roles, tlp, scheme, digest FROM credential"
                        + " WHERE ended IS NULL AND "
                        + condition;
        return transactions.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, value);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? Optional.of(kept(row)) : Optional.empty();
                }
            }
        });
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                new Credential(
                        row.getString(1),
                        party(row.getString(2)),
                        roles(row.getArray(3)),
                        Tlp.valueOf(row.getString(4))),
                new Mark(Scheme.valueOf(row.getString(5)), row.getString(6)));
    }

    /** A party as it is kept: nothing for the deployment itself. */
    static @Nullable String partyColumn(Credential who) {
        return who.party().equals(Credential.NO_PARTY) ? null : who.party().toString();
    }

    /** The party of a row. */
    static StixId party(@Nullable String column) {
        return column == null ? Credential.NO_PARTY : StixId.parse(column);
    }

    static Set<Role> roles(Array kept) throws SQLException {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String each : (String[]) kept.getArray()) {
            roles.add(Role.valueOf(each));
        }
        return roles;
    }
}
