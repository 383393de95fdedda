package org.commonwatch.server.recalls;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.record.Change;
import org.commonwatch.server.record.Record;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.json.JsonObject;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Every other Commonwatch that is known by its key. */
public final class Peers {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Transactions transactions;
    private final Record record;
    private final InstantSource clock;

    /** As the database has them. */
    public Peers(Transactions transactions, Record record, InstantSource clock) {
        this.transactions = transactions;
        this.record = record;
        this.clock = clock;
    }

    /** Adds one; refuses a name or a party that there is, and what is no key. */
    public Peer add(Peer wanted, String user) {
        byte[] key;
        try {
            key = Signer.encoded(wanted.key());
        } catch (IllegalArgumentException noKey) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "'" + wanted.key() + "' is no key of Ed25519.",
                            "Give what 'cwatch peer key' prints on the other server."));
        }
        if (!NAME.matcher(wanted.name()).matches()) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "'" + wanted.name() + "' is no name of a peer.",
                            "Use up to 63 lower-case letters, digits and hyphens."));
        }
        boolean added =
                transactions.run(connection -> {
                    Instant now = clock.instant();
                    try (PreparedStatement statement =
                            connection.prepareStatement(
                                    """
                                    INSERT INTO peer (name, party, url, key, recorded)
                                    VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                                    """)) {
                        statement.setString(1, wanted.name());
                        statement.setString(2, wanted.party().toString());
                        statement.setString(3, wanted.url());
                        statement.setBytes(4, key);
                        statement.setObject(5, Rows.at(now));
                        if (statement.executeUpdate() == 0) {
                            return false;
                        }
                    }
                    JsonObject what =
                            JsonObject.builder()
                                    .put("peer", wanted.name())
                                    .put("party", wanted.party().toString())
                                    .put("url", wanted.url())
                                    .put("key", wanted.key())
                                    .build();
                    Change change = new Change(Change.Kind.CONNECTOR, now, user, what);
                    Record.change(connection, change);
                    return true;
                });
        record.changed();
        if (!added) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "There is a peer of this name, or of this party.",
                            "Use it, or give the new one another name."));
        }
        return wanted;
    }

    /** All, by name. */
    public List<Peer> all() {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "SELECT name, party, url, key FROM peer ORDER BY name")) {
                return read(statement);
            }
        });
    }

    /** The one of a party. */
    Optional<Peer> of(StixId party) {
        return all().stream().filter(each -> each.party().equals(party)).findFirst();
    }

    private static List<Peer> read(PreparedStatement statement) throws SQLException {
        List<Peer> peers = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                peers.add(
                        new Peer(
                                row.getString(1),
                                StixId.parse(row.getString(2)),
                                row.getString(3),
                                Base64.getEncoder().encodeToString(row.getBytes(4))));
            }
        }
        return peers;
    }
}
