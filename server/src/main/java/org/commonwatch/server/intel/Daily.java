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
import java.util.List;

/** Parties whose sightings are told by the day only, and what there is to tell of a day. */
public final class Daily {
    /** How often all sensors of a party saw an indicator on a day. */
    record Total(StixId indicator, Instant day, long count, Instant created) {
        DailySighting sighting(StixId owner, Tlp tlp) {
            return new DailySighting(owner, tlp, indicator, day, count);
        }
    }

    /** That of which one sighting tells. */
    record Day(StixId indicator, Instant day) {
        static Day of(Window window) {
            return new Day(window.indicator(), window.hour().truncatedTo(ChronoUnit.DAYS));
        }
    }

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
        List<Day> days = windows.stream().map(Day::of).distinct().toList();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT indicator, day, count, created
                          FROM unnest(?::text[], ?::text[]::timestamptz[]) WITH ORDINALITY
                               AS days (indicator, day, place)
                         CROSS JOIN LATERAL
                               (SELECT sum(count) AS count, min(created) AS created
                                  FROM sighting_count
                                 WHERE owner = ? AND indicator = days.indicator
                                   AND hour >= day AND hour < day + interval '24 hours') AS told
                         ORDER BY place
                        """)) {
            Rows.bind(statement, 1, days, Day::indicator);
            Rows.bind(statement, 2, days, Day::day);
            statement.setString(3, owner.toString());
            List<Total> totals = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    totals.add(
                            new Total(
                                    StixId.parse(row.getString(1)),
                                    Rows.instant(row, 2),
                                    row.getLong(3),
                                    Rows.instant(row, 4)));
                }
            }
            return totals;
        }
    }
}
