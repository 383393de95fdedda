package org.commonwatch.server.intel;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.intel.SeriesGroups.Which;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Counts by day or hour, as sums of cells, with which sensors counted anything then. */
public final class CellSums {
    /** No answer holds more sums or coverings. */
    public static final int LIMIT = 1_000_000;

    /**
     * Which cells are summed.
     *
     * @param from first hour
     * @param to hour before which to end
     * @param unit what is counted; units are never added together
     * @param kind only of it
     * @param sector only against it
     * @param established only where the source is established, or only where it is claimed
     */
    public record Filter(
            Instant from,
            Instant to,
            String unit,
            Optional<String> kind,
            Optional<String> sector,
            Optional<Boolean> established) {}

    /**
     * A period's count of a kind against a sector, under a counting rule.
     *
     * @param drawn whether any of it was drawn from a plan, and not counted in lines
     */
    public record Sum(
            Instant period, String kind, String sector, String rule, boolean drawn, long count) {}

    /**
     * A count of all periods together.
     *
     * @param country two letters, empty if not known; weak evidence
     * @param drawn whether any of it was drawn from a plan, and not counted in lines
     */
    public record Tally(
            String kind,
            boolean established,
            String country,
            String sector,
            String sensor,
            String rule,
            boolean drawn,
            long count) {
        Tally with(boolean drawn, long count) {
            return new Tally(kind, established, country, sector, sensor, rule, drawn, count);
        }
    }

    /** How many sensors counted anything at all in a period. */
    public record Covered(Instant period, int sensors) {}

    /** What is there of some sensors at one moment. */
    public record Summed(List<Sum> sums, List<Covered> covered) {}

    private final Transactions transactions;

    public CellSums(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Sums by the period, in order.
     *
     * @param period {@code day} or {@code hour}
     * @param sensors whose cells; of all if empty
     */
    public Summed of(String period, Filter filter, Optional<Set<String>> sensors) {
        return transactions.read(connection ->
                new Summed(
                        sums(connection, period, filter, sensors),
                        covered(connection, period, filter, sensors)));
    }

    /**
     * What was counted in a time by everything that tells counts apart but the hour and the
     * network, the most first: one more than {@link #LIMIT} if there are more.
     */
    public List<Tally> tallies(
            Instant from, Instant to, String unit, Optional<Set<String>> sensors) {
        return transactions.read(connection -> {
            SeriesGroups<Tally> groups =
                    SeriesGroups.by(
                            connection,
                            "kind, established, country, sector, sensor, rule",
                            Which.of(Optional.of(unit), sensors),
                            CellSums::tallied);
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            SELECT (?::int[])[series] AS place, bool_or((?::boolean[])[series]),
                                   sum(count)
                              FROM cell
                             WHERE hour >= ? AND hour < ? AND (?::int[])[series] > 0
                             GROUP BY 1
                             ORDER BY 3 DESC, 1
                             LIMIT ?
                            """)) {
                groups.bind(statement, 1);
                groups.bindDrawn(statement, 2);
                statement.setObject(3, Rows.at(from));
                statement.setObject(4, Rows.at(to));
                groups.bind(statement, 5);
                statement.setInt(6, LIMIT + 1);
                List<Tally> tallies = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        Tally of = groups.key(row.getInt(1));
                        tallies.add(of.with(row.getBoolean(2), row.getLong(3)));
                    }
                }
                return tallies;
            }
        });
    }

    private static Tally tallied(ResultSet row) throws SQLException {
        return new Tally(
                row.getString(1),
                row.getBoolean(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                false,
                0);
    }

    /** The hour of the last cell of some sensors, or of all. */
    public Optional<Instant> last(Optional<Set<String>> sensors) {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            SELECT hour FROM cell
                             WHERE ?::text[] IS NULL
                                OR series IN (SELECT number FROM series
                                               WHERE sensor = ANY (?::text[]))
                             ORDER BY hour DESC
                             LIMIT 1
                            """)) {
                SeriesGroups.names(statement, 1, sensors);
                SeriesGroups.names(statement, 2, sensors);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? Optional.of(Rows.instant(row, 1)) : Optional.empty();
                }
            }
        });
    }

    private record Kind(String kind, String sector, String rule) {}

    // Days and hours of UTC begin in steps from 1970 on: found in half the time of date_trunc.
    private static List<Sum> sums(
            Connection connection, String period, Filter filter, Optional<Set<String>> sensors)
            throws SQLException {
        SeriesGroups<Kind> groups =
                SeriesGroups.by(
                        connection,
                        "kind, sector, rule",
                        new Which(
                                Optional.of(filter.unit()),
                                filter.kind(),
                                filter.sector(),
                                filter.established(),
                                sensors),
                        row -> new Kind(row.getString(1), row.getString(2), row.getString(3)));
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT date_bin(?::interval, hour, 'epoch'), (?::int[])[series],
                               bool_or((?::boolean[])[series]), sum(count)
                          FROM cell
                         WHERE hour >= ? AND hour < ? AND (?::int[])[series] > 0
                         GROUP BY 1, 2
                         ORDER BY 1, 2
                         LIMIT ?
                        """)) {
            statement.setString(1, "1 " + period);
            groups.bind(statement, 2);
            groups.bindDrawn(statement, 3);
            statement.setObject(4, Rows.at(filter.from()));
            statement.setObject(5, Rows.at(filter.to()));
            groups.bind(statement, 6);
            statement.setInt(7, LIMIT + 1);
            List<Sum> sums = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Kind of = groups.key(row.getInt(2));
                    sums.add(
                            new Sum(
                                    Rows.instant(row, 1),
                                    of.kind(),
                                    of.sector(),
                                    of.rule(),
                                    row.getBoolean(3),
                                    row.getLong(4)));
                }
            }
            return sums;
        }
    }

    private static List<Covered> covered(
            Connection connection, String period, Filter filter, Optional<Set<String>> sensors)
            throws SQLException {
        SeriesGroups<String> groups =
                SeriesGroups.by(
                        connection,
                        "sensor",
                        Which.of(Optional.empty(), sensors),
                        row -> row.getString(1));
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT period, count(*)
                          FROM (SELECT date_bin(?::interval, hour, 'epoch') AS period,
                                       (?::int[])[series] AS sensor
                                  FROM cell
                                 WHERE hour >= ? AND hour < ? AND (?::int[])[series] > 0
                                 GROUP BY 1, 2) AS counted
                         GROUP BY 1
                         ORDER BY 1
                         LIMIT ?
                        """)) {
            statement.setString(1, "1 " + period);
            groups.bind(statement, 2);
            statement.setObject(3, Rows.at(filter.from()));
            statement.setObject(4, Rows.at(filter.to()));
            groups.bind(statement, 5);
            statement.setInt(6, LIMIT + 1);
            List<Covered> covered = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    covered.add(new Covered(Rows.instant(row, 1), row.getInt(2)));
                }
            }
            return covered;
        }
    }
}
