package org.commonwatch.server.peers;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.peers.Connector.Kind;
import org.commonwatch.server.peers.Connector.Last;
import org.commonwatch.server.peers.Connector.Progress;
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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Every connector, and how far each has come. */
public final class Connectors {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final String COLUMNS =
            "name, kind, url, remote, collection, party, types, seconds, after, next, reached, due,"
                    + " last_run, last_said, failed, quiet";

    private final Transactions transactions;
    private final Record record;
    private final InstantSource clock;

    /** As the database has them. */
    public Connectors(Transactions transactions, Record record, InstantSource clock) {
        this.transactions = transactions;
        this.record = record;
        this.clock = clock;
    }

    /** One of them as it is now. */
    public record Kept(Connector connector, Progress progress, Last last) {}

    /** Adds one; refuses a name that is or was taken. */
    public Kept add(Connector wanted, String user) {
        if (!NAME.matcher(wanted.name()).matches()) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "'" + wanted.name() + "' is no name of a connector.",
                            "Use up to 63 lower-case letters, digits and hyphens."));
        }
        boolean added =
                transactions.run(connection -> {
                    Instant now = clock.instant();
                    if (!insert(connection, wanted, now)) {
                        return false;
                    }
                    Record.change(connection, change(wanted, "added", now, user));
                    return true;
                });
        record.changed();
        if (!added) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "There is or was a connector called '" + wanted.name() + "'.",
                            "Give the new one another name."));
        }
        return named(wanted.name());
    }

    /** Ends one, which keeps its name and what came by it. */
    public void end(String name, String user) {
        Connector ended = named(name).connector();
        transactions.run(connection -> {
            Instant now = clock.instant();
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "UPDATE connector SET ended = ?, due = NULL WHERE name = ?")) {
                statement.setObject(1, Rows.at(now));
                statement.setString(2, name);
                statement.executeUpdate();
            }
            Record.change(connection, change(ended, "ended", now, user));
            return true;
        });
        record.changed();
    }

    private static Change change(Connector of, String what, Instant now, String user) {
        return new Change(
                Change.Kind.CONNECTOR,
                now,
                user,
                JsonObject.builder()
                        .put("connector", of.name())
                        .put("what", what)
                        .put("kind", of.kind().label())
                        .put("url", of.ends().url())
                        .put("collection", of.ends().collection().toString())
                        .put("party", of.party().toString())
                        .build());
    }

    /** All that have not ended, by name. */
    public List<Kept> all() {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "SELECT "
                                    + COLUMNS
                                    + " FROM connector WHERE ended IS NULL"
                                    + " ORDER BY name")) {
                return read(statement);
            }
        });
    }

    /** One that has not ended. */
    public Kept named(String name) {
        return transactions
                .read(connection -> {
                    try (PreparedStatement statement =
                            connection.prepareStatement(
                                    "SELECT "
                                            + COLUMNS
                                            + " FROM connector"
                                            + " WHERE name = ? AND ended IS NULL")) {
                        statement.setString(1, name);
                        return read(statement);
                    }
                })
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(new Problem.NotFound("connector", name)));
    }

    /** Those whose turn it is. */
    List<String> due() {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "SELECT name FROM connector WHERE ended IS NULL AND due <= ?"
                                    + " ORDER BY due")) {
                statement.setObject(1, Rows.at(clock.instant()));
                List<String> names = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        names.add(row.getString(1));
                    }
                }
                return names;
            }
        });
    }

    /** Keeps how far one has come. */
    void keep(String name, Progress progress) {
        transactions.run(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "UPDATE connector SET after = ?, next = ?, reached = ?"
                                    + " WHERE name = ?")) {
                statement.setString(1, progress.after());
                statement.setString(2, progress.next());
                statement.setString(3, progress.reached());
                statement.setString(4, name);
                return statement.executeUpdate();
            }
        });
    }

    /**
     * Keeps what became of a round.
     *
     * @param wait until the next, at least
     */
    void ended(Connector connector, String said, boolean failed, Duration wait) {
        Instant now = clock.instant();
        Duration until = connector.every().compareTo(wait) > 0 ? connector.every() : wait;
        transactions.run(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            UPDATE connector
                               SET last_run = ?, last_said = ?, failed = ?,
                                   due = CASE WHEN ended IS NULL AND seconds > 0 THEN ? END
                             WHERE name = ?
                            """)) {
                statement.setObject(1, Rows.at(now));
                statement.setString(2, said);
                statement.setBoolean(3, failed);
                statement.setObject(4, Rows.at(now.plus(until)));
                statement.setString(5, connector.name());
                return statement.executeUpdate();
            }
        });
    }

    private static boolean insert(Connection connection, Connector wanted, Instant now)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO connector (name, kind, url, remote, collection, party, types,
                                               seconds, recorded, after, next, reached, due,
                                               last_said, failed, quiet)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '', ?, '', false, ?)
                        ON CONFLICT (name) DO NOTHING
                        """)) {
            statement.setString(1, wanted.name());
            statement.setString(2, wanted.kind().name());
            statement.setString(3, wanted.ends().url());
            statement.setString(4, wanted.ends().remote());
            statement.setObject(5, wanted.ends().collection());
            statement.setString(6, wanted.party().toString());
            statement.setArray(
                    7, connection.createArrayOf("text", wanted.ends().types().toArray()));
            statement.setInt(8, (int) wanted.every().toSeconds());
            statement.setObject(9, Rows.at(now));
            statement.setObject(10, wanted.every().isZero() ? null : Rows.at(now));
            statement.setString(11, wanted.quiet().said());
            return statement.executeUpdate() == 1;
        }
    }

    private static List<Kept> read(PreparedStatement statement) throws SQLException {
        List<Kept> found = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(kept(row));
            }
        }
        return found;
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                new Connector(
                        row.getString(1),
                        Kind.valueOf(row.getString(2)),
                        new Connector.Ends(
                                row.getString(3),
                                row.getString(4),
                                row.getObject(5, UUID.class),
                                Set.copyOf(Arrays.asList((String[]) row.getArray(7).getArray()))),
                        StixId.parse(row.getString(6)),
                        Duration.ofSeconds(row.getInt(8)),
                        new Quiet(row.getString(16))),
                new Progress(row.getString(9), row.getString(10), row.getString(11)),
                new Last(
                        instant(row, 12), instant(row, 13), row.getString(14), row.getBoolean(15)));
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }
}
