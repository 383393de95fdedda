package org.commonwatch.server.intel;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.event.RuleId;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every cell of the count: exact, by event time, under the rule that made it. What was drawn from
 * the plan of an invented world has cells of its own.
 */
public final class Cells {
    /**
     * A cell in the words of the rule that made it, and its count.
     *
     * @param drawn whether it was drawn from a plan, and not counted in lines
     */
    public record Counted(
            Instant hour,
            String sensor,
            String unit,
            String kind,
            boolean established,
            String country,
            long asn,
            String sector,
            String rule,
            boolean drawn,
            long count) {}

    /** No answer holds more cells. */
    public static final int LIMIT = 100_000;

    private static final long SECONDS_OF_HOUR = 3_600;

    private final Transactions transactions;

    public Cells(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Every cell from an hour on, included, to another, not included; by hour. */
    public List<Counted> between(Instant from, Instant to) {
        List<Counted> cells = transactions.read(connection -> select(connection, from, to));
        if (cells.size() > LIMIT) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "There are more than "
                                    + LIMIT
                                    + " cells from "
                                    + from
                                    + " to "
                                    + to
                                    + ".",
                            "Ask for a shorter time with 'from' and 'to'."));
        }
        return cells;
    }

    /**
     * Adds to the counts.
     *
     * @param drawn whether they were drawn from a plan, and not counted in lines
     */
    public static void add(
            Connection connection, RuleId rule, boolean drawn, Map<Cell, Long> counts)
            throws SQLException {
        if (counts.isEmpty()) {
            return;
        }
        List<Row> rows = rows(connection, rule, drawn, counts);
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO cell (hour, series, count)
                        SELECT to_timestamp(hour * 3600), series, count
                          FROM unnest(?::bigint[], ?::bigint[], ?::bigint[])
                               AS counted (hour, series, count)
                        ON CONFLICT (hour, series) DO UPDATE SET count = cell.count + excluded.count
                        """)) {
            Rows.bindNumbers(statement, 1, rows, Row::hour);
            Rows.bindNumbers(statement, 2, rows, Row::series);
            Rows.bindNumbers(statement, 3, rows, Row::count);
            statement.executeUpdate();
        }
    }

    /**
     * A cell.
     *
     * @param hour since 1970
     * @param series its number
     */
    private record Row(long hour, int series, long count) implements Comparable<Row> {
        @Override
        public int compareTo(Row other) {
            return hour == other.hour
                    ? Integer.compare(series, other.series)
                    : Long.compare(hour, other.hour);
        }
    }

    private static List<Row> rows(
            Connection connection, RuleId rule, boolean drawn, Map<Cell, Long> counts)
            throws SQLException {
        Map<Series, List<Map.Entry<Cell, Long>>> bySeries = new HashMap<>();
        for (Map.Entry<Cell, Long> each : counts.entrySet()) {
            bySeries.computeIfAbsent(Series.of(each.getKey()), series -> new ArrayList<>())
                    .add(each);
        }
        List<Row> rows = new ArrayList<>(counts.size());
        Series.numbers(connection, rule, drawn, bySeries.keySet())
                .forEach((series, number) -> {
                    for (Map.Entry<Cell, Long> each : bySeries.getOrDefault(series, List.of())) {
                        long second = each.getKey().hour().getEpochSecond();
                        long hour = Math.floorDiv(second, SECONDS_OF_HOUR);
                        rows.add(new Row(hour, number, each.getValue()));
                    }
                });
        // In one order for all writers, so that no two wait for each other.
        Collections.sort(rows);
        return rows;
    }

    private static List<Counted> select(Connection connection, Instant from, Instant to)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT hour, sensor, unit, kind, established, country, asn, sector, rule,
                               drawn, count
                          FROM (SELECT * FROM cell
                                 WHERE hour >= ? AND hour < ?
                                 ORDER BY hour LIMIT ?) AS cell
                          JOIN series ON series.number = cell.series
                         ORDER BY hour, sensor, unit, kind, established, country, asn, sector, rule,
                                  drawn
                        """)) {
            statement.setObject(1, Rows.at(from));
            statement.setObject(2, Rows.at(to));
            statement.setInt(3, LIMIT + 1);
            return cells(statement);
        }
    }

    private static List<Counted> cells(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            List<Counted> cells = new ArrayList<>();
            while (row.next()) {
                cells.add(
                        new Counted(
                                Rows.instant(row, 1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getBoolean(5),
                                row.getString(6),
                                row.getLong(7),
                                row.getString(8),
                                row.getString(9),
                                row.getBoolean(10),
                                row.getLong(11)));
            }
            return cells;
        }
    }
}
