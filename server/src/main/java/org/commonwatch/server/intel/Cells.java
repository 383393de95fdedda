package org.commonwatch.server.intel;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.event.RuleId;
import org.postgresql.PGStatement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

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
        var columns = Columns.of(counts);
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO cell (hour, sensor, unit, kind, established, country, asn,
                                          sector, rule, drawn, count)
                        SELECT to_timestamp(hour * 3600), sensor, unit, kind, established::boolean,
                               country, asn::bigint, sector, ?, ?, count
                          FROM unnest(?::bigint[], ?::bigint[], ?::bigint[])
                               WITH ORDINALITY AS counted (hour, what, count, place)
                          JOIN unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                                      ?::text[], ?::text[])
                               WITH ORDINALITY AS told (sensor, unit, kind, established, country,
                                                        asn, sector, what)
                         USING (what)
                         ORDER BY place
                        ON CONFLICT (hour, sensor, unit, kind, established, country, asn, sector,
                                     rule, drawn) DO UPDATE
                           SET count = cell.count + excluded.count
                        """)) {
            // Planned for as many as there are: a plan for any number compares each with each.
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            statement.setString(1, rule.toString());
            statement.setBoolean(2, drawn);
            statement.setObject(3, columns.numbers(Columns.Row::hour));
            statement.setObject(4, columns.numbers(Columns.Row::what));
            statement.setObject(5, columns.numbers(Columns.Row::count));
            Rows.bind(statement, 6, columns.told(), Cell::sensor);
            Rows.bind(statement, 7, columns.told(), cell -> cell.unit().label());
            Rows.bind(statement, 8, columns.told(), cell -> cell.kind().label());
            Rows.bind(statement, 9, columns.told(), Cell::established);
            Rows.bind(statement, 10, columns.told(), cell -> cell.origin().country());
            Rows.bind(statement, 11, columns.told(), cell -> cell.origin().asn());
            Rows.bind(statement, 12, columns.told(), Cell::sector);
            statement.executeUpdate();
        }
    }

    /**
     * Cells in the order of hours and of all else: one for all writers, so that no two wait for
     * each other. What they tell beside the hour is alike in many, and is sent once.
     *
     * @param told cells of no hour
     */
    private record Columns(List<Row> rows, List<Cell> told) {
        /**
         * A cell.
         *
         * @param hour since 1970
         * @param what which of the told, from 1
         */
        private record Row(long hour, int what, long count) {}

        static Columns of(Map<Cell, Long> counts) {
            Map<Cell, Integer> whats = new HashMap<>();
            counts.keySet().forEach(cell -> whats.put(cell.within(Instant.EPOCH), 0));
            List<Cell> told = whats.keySet().stream().sorted().toList();
            for (int i = 0; i < told.size(); i++) {
                whats.put(told.get(i), i + 1);
            }
            List<Row> rows = new ArrayList<>(counts.size());
            counts.forEach((cell, count) -> {
                long hour = Math.floorDiv(cell.hour().getEpochSecond(), SECONDS_OF_HOUR);
                rows.add(new Row(hour, whats.getOrDefault(cell.within(Instant.EPOCH), 0), count));
            });
            rows.sort(Comparator.comparingLong(Row::hour).thenComparingInt(Row::what));
            return new Columns(rows, told);
        }

        long[] numbers(ToLongFunction<Row> which) {
            return rows.stream().mapToLong(which).toArray();
        }
    }

    private static List<Counted> select(Connection connection, Instant from, Instant to)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT hour, sensor, unit, kind, established, country, asn, sector, rule,
                               drawn, count
                          FROM cell
                         WHERE hour >= ? AND hour < ?
                         ORDER BY hour, sensor, unit, kind, established, country, asn, sector, rule,
                                  drawn
                         LIMIT ?
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
