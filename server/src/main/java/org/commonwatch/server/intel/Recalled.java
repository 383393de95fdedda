package org.commonwatch.server.intel;

import org.commonwatch.server.database.Order;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.record.Change;
import org.commonwatch.server.record.Record;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.json.JsonObject;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** That what was given is to be followed to whom it was given, in the transaction that is why. */
public final class Recalled {
    /** Its owner took it back. */
    public static final String WITHDRAWN = "withdrawn";

    /** Its owner lets fewer read it. */
    public static final String NARROWED = "narrowed";

    private static final String BY_SOURCE = "recalled";

    private Recalled() {}

    /** Notes that an object of a source was taken back, or may be read by fewer. */
    public static void note(
            Connection connection, StixId owner, String object, String reason, Instant at)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO recall (owner, object, reason, begun) VALUES (?, ?, ?, ?)
                        """)) {
            statement.setString(1, owner.toString());
            statement.setString(2, object);
            statement.setString(3, reason);
            statement.setObject(4, Rows.at(at));
            statement.executeUpdate();
        }
    }

    private static Of of(ResultSet row) throws SQLException {
        return new Of(
                Rows.instant(row, 1),
                row.getLong(2),
                StixId.parse(row.getString(3)),
                row.getString(4));
    }

    /** Whose word is taken out, and the name that signed in for it. */
    public record By(StixId party, String name) {}

    /**
     * Notes that a party may read no more, or only a part, of what is of an audience, in the
     * transaction that sees it.
     */
    public static void narrowed(Connection connection, StixId party, int audience, Instant at)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "INSERT INTO narrowing (party, audience, noted) VALUES (?, ?, ?)")) {
            statement.setString(1, party.toString());
            statement.setInt(2, audience);
            statement.setObject(3, Rows.at(at));
            statement.executeUpdate();
        }
    }

    /** A row of an object of a source. */
    public record Of(Instant added, long sequence, StixId owner, String object) {}

    /**
     * Rows of an audience after one, of others than a party, of whose objects it may not read their
     * source's word otherwise.
     *
     * @param whole the audiences of which it may read all
     */
    public static List<Of> unreadable(
            Connection connection, Of after, int audience, BitSet whole, int limit)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT date_added, sequence, owner, id FROM object
                         WHERE audience = ? AND withdrawn IS NULL AND owner <> ?
                           AND (date_added, sequence) > (?, ?)
                           AND NOT EXISTS (SELECT FROM object AS other
                                            WHERE other.id = object.id
                                              AND other.owner = object.owner
                                              AND other.withdrawn IS NULL
                                              AND other.audience = ANY (?))
                         ORDER BY date_added, sequence LIMIT ?
                        """)) {
            statement.setInt(1, audience);
            statement.setString(2, after.owner().toString());
            statement.setObject(3, Rows.at(after.added()));
            statement.setLong(4, after.sequence());
            statement.setArray(
                    5, connection.createArrayOf("int", whole.stream().boxed().toArray()));
            statement.setInt(6, limit);
            List<Of> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(of(row));
                }
            }
            return found;
        }
    }

    /** Rows of what a source derived from an object by leaving parts out. */
    public static List<Of> derived(Connection connection, StixId owner, String object)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT date_added, sequence, owner, id FROM object
                         WHERE withdrawn IS NULL AND owner = ?
                           AND text LIKE '%"source_name":"derived-from","external_id":"%'
                           AND substring(text from
                               '"source_name":"derived-from","external_id":"([^"]*)"') = ?
                        """)) {
            statement.setString(1, owner.toString());
            statement.setString(2, object);
            List<Of> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(of(row));
                }
            }
            return found;
        }
    }

    /** Takes out rows of what a party said of an object, as it wants; says how many. */
    public static int take(
            Connection connection, By by, String object, List<Long> rows, Instant now)
            throws SQLException {
        Instant begun = Order.begin(connection, now);
        int taken = rows.isEmpty() ? 0 : StixObjects.withdraw(connection, rows, begun);
        if (taken > 0) {
            note(connection, by.party(), object, BY_SOURCE, begun);
            Record.change(
                    connection,
                    new Change(
                            Change.Kind.DELETION,
                            begun,
                            by.name(),
                            JsonObject.builder()
                                    .put("party", by.party().toString())
                                    .put("object", object)
                                    .put("rows", rows.toString())
                                    .put("by", "recall")
                                    .build()));
        }
        return taken;
    }
}
