package org.commonwatch.server.intel;

import org.commonwatch.server.database.Rows;
import org.commonwatch.stix.DailySighting;
import org.commonwatch.stix.Sighting.Window;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Parties whose sightings are told by the day only, and what there is to tell of a day. */
public final class Daily {
    /** How often all sensors of a party saw an indicator on a day. */
    record Total(StixId indicator, Instant day, long count, Instant created) {
        DailySighting sighting(StixId owner, Tlp tlp) {
            return new DailySighting(owner, tlp, indicator, day, count);
        }
    }

    private record Day(StixId indicator, Instant day) {}

    private Daily() {}

    /** Has a party's sightings told by the day from now on, or by the hour again. */
    public static void set(Connection connection, StixId party, boolean daily, Instant now)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        daily
                                ? "INSERT INTO daily_sightings (party, since) VALUES (?, ?)"
                                        + " ON CONFLICT (party) DO NOTHING"
                                : "DELETE FROM daily_sightings WHERE party = ?")) {
            statement.setString(1, party.toString());
            if (daily) {
                statement.setObject(2, Rows.at(now));
            }
            statement.executeUpdate();
        }
    }

    static boolean isWanted(Connection connection, StixId party) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT FROM daily_sightings WHERE party = ?")) {
            statement.setString(1, party.toString());
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** What there is to tell of the days of these windows. */
    static List<Total> totals(Connection connection, StixId owner, List<Window> windows)
            throws SQLException {
        Set<Day> days = new LinkedHashSet<>();
        windows.forEach(each ->
                days.add(new Day(each.indicator(), each.hour().truncatedTo(ChronoUnit.DAYS))));
        List<Total> totals = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT sum(count), min(created) FROM sighting_count
                         WHERE owner = ? AND indicator = ? AND hour >= ? AND hour < ?
                        """)) {
            for (Day each : days) {
                statement.setString(1, owner.toString());
                statement.setString(2, each.indicator().toString());
                statement.setObject(3, Rows.at(each.day()));
                statement.setObject(4, Rows.at(each.day().plus(1, ChronoUnit.DAYS)));
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    totals.add(
                            new Total(
                                    each.indicator(),
                                    each.day(),
                                    row.getLong(1),
                                    Rows.instant(row, 2)));
                }
            }
        }
        return totals;
    }
}
