package org.commonwatch.server.matching;

import org.commonwatch.server.database.Rows;
import org.commonwatch.stix.Observable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * Something that a party's own sensors saw again and again, and that nobody of it has decided on.
 *
 * @param sensors how many of its sensors saw it
 * @param hours in how many hours
 * @param events how often
 * @param proposed when it was first put forward
 */
public record Proposal(
        UUID id,
        Observable thing,
        int sensors,
        int hours,
        long events,
        Instant firstSeen,
        Instant lastSeen,
        Instant proposed) {
    static Proposal read(ResultSet row) throws SQLException {
        return new Proposal(
                row.getObject("id", UUID.class),
                new Observable(
                        Observable.Kind.valueOf(row.getString("kind")), row.getString("value")),
                row.getInt("sensors"),
                row.getInt("hours"),
                row.getLong("events"),
                Rows.instant(row, row.findColumn("first_seen")),
                Rows.instant(row, row.findColumn("last_seen")),
                Rows.instant(row, row.findColumn("proposed")));
    }
}
