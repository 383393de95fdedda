package org.commonwatch.server.membership;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.membership.Credential.Role;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.SignIn;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Every name that may sign in, with the digest of its token. */
public final class Credentials implements UserDetailsService {
    /** The name that the operator's token goes with. */
    public static final String OPERATOR = "operator";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final int TOKEN_BYTES = 32;
    // The operator acts for the deployment and belongs to no party.
    private static final StixId NO_PARTY = new StixId("identity", new UUID(0, 0));

    private final Transactions transactions;
    private final InstantSource clock;
    private final Credential operator;

    /** Reads no token of the operator's, only its digest. */
    public Credentials(Transactions transactions, InstantSource clock, String operatorDigest) {
        this.transactions = transactions;
        this.clock = clock;
        this.operator = new Credential(OPERATOR, NO_PARTY, Role.OPERATOR, Tlp.RED, operatorDigest);
    }

    /** A token that nobody can guess: 256 random bits, written in 43 characters. */
    public static String newToken() {
        byte[] bits = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** Adds a name and returns its token, which cannot be had again. */
    public String add(String name, Party party, Role role, Tlp tlp) {
        if (!NAME.matcher(name).matches() || name.equals(OPERATOR)) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "'" + name + "' is no name to sign in with.",
                            "Use 1 to 63 of a-z, 0-9, dot, hyphen and underscore, beginning with"
                                    + " a letter or digit; '"
                                    + OPERATOR
                                    + "' is taken."));
        }
        String token = newToken();
        Credential credential = new Credential(name, party.id(), role, tlp, SignIn.digest(token));
        if (!transactions.run(connection -> insert(connection, credential))) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "The name '" + name + "' already signs in.",
                            "Choose another name for the new token."));
        }
        return token;
    }

    @Override
    public UserDetails loadUserByUsername(String name) {
        if (name.equals(OPERATOR)) {
            return operator;
        }
        if (!NAME.matcher(name).matches()) {
            throw new UsernameNotFoundException("no such name");
        }
        return transactions
                .read(connection -> select(connection, name))
                .orElseThrow(() -> new UsernameNotFoundException("no such name"));
    }

    private boolean insert(Connection connection, Credential credential) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO credential (name, party, role, tlp, digest, recorded)
                        VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (name) DO NOTHING
                        """)) {
            statement.setString(1, credential.name());
            statement.setString(2, credential.party().toString());
            statement.setString(3, credential.role().name());
            statement.setString(4, credential.tlp().name());
            statement.setString(5, credential.digest());
            statement.setObject(6, clock.instant().atOffset(ZoneOffset.UTC));
            return statement.executeUpdate() == 1;
        }
    }

    private static Optional<Credential> select(Connection connection, String name)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT party, role, tlp, digest FROM credential WHERE name = ?")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(
                        new Credential(
                                name,
                                StixId.parse(row.getString(1)),
                                Role.valueOf(row.getString(2)),
                                Tlp.valueOf(row.getString(3)),
                                row.getString(4)));
            }
        }
    }
}
