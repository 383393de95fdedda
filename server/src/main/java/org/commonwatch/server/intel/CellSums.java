package org.commonwatch.server.intel;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Rows;

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
            long count) {}

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
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            SELECT kind, established, country, sector, sensor, rule,
                                   bool_or(drawn), sum(count)
                              FROM cell
                             WHERE hour >= ? AND hour < ? AND unit = ?
                               AND (?::text[] IS NULL OR sensor = ANY (?::text[]))
                             GROUP BY 1, 2, 3, 4, 5, 6
                             ORDER BY 8 DESC, 1, 2, 3, 4, 5, 6
                             LIMIT ?
                            """)) {
                statement.setObject(1, Rows.at(from));
                statement.setObject(2, Rows.at(to));
                statement.setString(3, unit);
                names(statement, 4, sensors);
                names(statement, 5, sensors);
                statement.setInt(6, LIMIT + 1);
                return tallies(statement);
            }
        });
    }

    private static List<Tally> tallies(PreparedStatement statement) throws SQLException {
        List<Tally> tallies = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                tallies.add(
                        new Tally(
                                row.getString(1),
                                row.getBoolean(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getBoolean(7),
                                row.getLong(8)));
            }
        }
        return tallies;
    }

    /** The hour of the last cell of some sensors, or of all. */
    public Optional<Instant> last(Optional<Set<String>> sensors) {
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            SELECT max(hour) FROM cell
                             WHERE ?::text[] IS NULL OR sensor = ANY (?::text[])
                            """)) {
                names(statement, 1, sensors);
                names(statement, 2, sensors);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getObject(1) == null
                            ? Optional.empty()
                            : Optional.of(Rows.instant(row, 1));
                }
            }
        });
    }

    // Days and hours of UTC begin in steps from 1970 on: found in half the time of date_trunc.
    private static List<Sum> sums(
            Connection connection, String period, Filter filter, Optional<Set<String>> sensors)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT date_bin(?::interval, hour, 'epoch'), kind, sector, rule,
                               bool_or(drawn), sum(count)
                          FROM cell
                         WHERE hour >= ? AND hour < ? AND unit = ?
                           AND (?::text IS NULL OR kind = ?)
                           AND (?::text IS NULL OR sector = ?)
                           AND (?::boolean IS NULL OR established = ?)
                           AND (?::text[] IS NULL OR sensor = ANY (?::text[]))
                         GROUP BY 1, 2, 3, 4
                         ORDER BY 1, 2, 3, 4
                         LIMIT ?
                        """)) {
            statement.setString(1, "1 " + period);
            statement.setObject(2, Rows.at(filter.from()));
            statement.setObject(3, Rows.at(filter.to()));
            statement.setString(4, filter.unit());
            statement.setString(5, filter.kind().orElse(null));
            statement.setString(6, filter.kind().orElse(null));
            statement.setString(7, filter.sector().orElse(null));
            statement.setString(8, filter.sector().orElse(null));
            statement.setObject(9, filter.established().orElse(null));
            statement.setObject(10, filter.established().orElse(null));
            names(statement, 11, sensors);
            names(statement, 12, sensors);
            statement.setInt(13, LIMIT + 1);
            List<Sum> sums = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    sums.add(
                            new Sum(
                                    Rows.instant(row, 1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getBoolean(5),
                                    row.getLong(6)));
                }
            }
            return sums;
        }
    }

    private static List<Covered> covered(
            Connection connection, String period, Filter filter, Optional<Set<String>> sensors)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT date_bin(?::interval, hour, 'epoch'), count(DISTINCT sensor)
                          FROM cell
                         WHERE hour >= ? AND hour < ?
                           AND (?::text[] IS NULL OR sensor = ANY (?::text[]))
                         GROUP BY 1
                         ORDER BY 1
                         LIMIT ?
                        """)) {
            statement.setString(1, "1 " + period);
            statement.setObject(2, Rows.at(filter.from()));
            statement.setObject(3, Rows.at(filter.to()));
            names(statement, 4, sensors);
            names(statement, 5, sensors);
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

    private static void names(PreparedStatement statement, int place, Optional<Set<String>> names)
            throws SQLException {
        statement.setArray(
                place,
                names.isEmpty()
                        ? null
                        : statement
                                .getConnection()
                                .createArrayOf("text", names.get().toArray(String[]::new)));
    }
}
