package org.commonwatch.server.intel;

import org.commonwatch.server.database.Order;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.record.Change;
import org.commonwatch.server.record.Record;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.json.JsonObject;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
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

    /** Whose word is taken out, and the name that signed in for it. */
    public record By(StixId party, String name) {}

    /** Takes out all that a party said of an object, as it wants; says how many rows. */
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
