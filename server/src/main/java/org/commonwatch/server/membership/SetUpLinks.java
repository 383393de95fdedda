package org.commonwatch.server.membership;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The link with which the first person becomes an operator: no password comes with the product. A
 * link serves once and for a day, and a later one takes the place of all before it.
 */
public final class SetUpLinks {
    /** How long a link serves. */
    public static final Duration LIFE = Duration.ofDays(1);

    private final Transactions transactions;
    private final InstantSource clock;

    /** Kept in this database. */
    public SetUpLinks(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Whether nobody was ever given a link, as at the first start. */
    public boolean isFirst() {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                            connection.prepareStatement("SELECT count(*) FROM set_up_link");
                    ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1) == 0;
            }
        });
    }

    /** The secret of a new link, which cannot be had again. */
    public String make() {
        String secret = Tokens.fresh();
        Instant now = clock.instant();
        return transactions.run(connection -> {
            try (PreparedStatement before =
                            connection.prepareStatement(
                                    "UPDATE set_up_link SET used = ? WHERE used IS NULL");
                    PreparedStatement statement =
                            connection.prepareStatement(
                                    "INSERT INTO set_up_link (digest, expires) VALUES (?, ?)")) {
                before.setObject(1, Rows.at(now));
                before.executeUpdate();
                statement.setString(1, Tokens.digest(secret));
                statement.setObject(2, Rows.at(now.plus(LIFE)));
                statement.executeUpdate();
                return secret;
            }
        });
    }

    /** Refuses a link that was used, is over, or never was. */
    public void check(String secret) {
        transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            SELECT 1 FROM set_up_link
                             WHERE digest = ? AND used IS NULL AND expires > ?
                            """)) {
                statement.setString(1, Tokens.digest(secret));
                statement.setObject(2, Rows.at(clock.instant()));
                try (ResultSet row = statement.executeQuery()) {
                    return served(row.next());
                }
            }
        });
    }

    /** Uses a link up within a transaction that does what it is for; refuses as {@link #check}. */
    static void use(Connection connection, String secret, Instant now) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        UPDATE set_up_link SET used = ?
                         WHERE digest = ? AND used IS NULL AND expires > ?
                        """)) {
            statement.setObject(1, Rows.at(now));
            statement.setString(2, Tokens.digest(secret));
            statement.setObject(3, Rows.at(now));
            served(statement.executeUpdate() == 1);
        }
    }

    private static boolean served(boolean serves) {
        if (!serves) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "This link was used, or is over.",
                            "Have the server's operator make another with 'cwatch user link'."));
        }
        return true;
    }
}
