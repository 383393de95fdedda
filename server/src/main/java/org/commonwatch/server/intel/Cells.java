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
        // One order for all writers, so that no two wait for each other.
        List<Map.Entry<Cell, Long>> sorted =
                counts.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO cell (hour, sensor, unit, kind, established, country, asn,
                                          sector, rule, drawn, count)
                        SELECT hour::timestamptz, sensor, unit, kind, established::boolean, country,
                               asn::bigint, sector, ?, ?, count::bigint
                          FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                                      ?::text[], ?::text[], ?::text[], ?::text[])
                               AS counted (hour, sensor, unit, kind, established, country, asn,
                                           sector, count)
                        ON CONFLICT (hour, sensor, unit, kind, established, country, asn, sector,
                                     rule, drawn) DO UPDATE
                           SET count = cell.count + excluded.count
                        """)) {
            statement.setString(1, rule.toString());
            statement.setBoolean(2, drawn);
            Rows.bind(statement, 3, sorted, entry -> entry.getKey().hour());
            Rows.bind(statement, 4, sorted, entry -> entry.getKey().sensor());
            Rows.bind(statement, 5, sorted, entry -> entry.getKey().unit().label());
            Rows.bind(statement, 6, sorted, entry -> entry.getKey().kind().label());
            Rows.bind(statement, 7, sorted, entry -> entry.getKey().established());
            Rows.bind(statement, 8, sorted, entry -> entry.getKey().origin().country());
            Rows.bind(statement, 9, sorted, entry -> entry.getKey().origin().asn());
            Rows.bind(statement, 10, sorted, entry -> entry.getKey().sector());
            Rows.bind(statement, 11, sorted, Map.Entry::getValue);
            statement.executeUpdate();
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
