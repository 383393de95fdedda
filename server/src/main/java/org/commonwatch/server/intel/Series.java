package org.commonwatch.server.intel;

import org.commonwatch.server.database.Rows;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.RuleId;
import org.commonwatch.telemetry.event.Unit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What cells tell beside the hour and the count: alike in many, it is kept once, by a number.
 *
 * @param ends what is known of who acted and who was acted upon
 */
record Series(String sensor, Unit unit, Kind kind, Cell.Ends ends) {
    private static final String TOLD =
            """
            (SELECT sensor, unit, kind, established::boolean, country, asn::bigint, sector,
                    ?::text AS rule, ?::boolean AS drawn, place
               FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                           ?::text[])
                    WITH ORDINALITY AS told (sensor, unit, kind, established, country, asn, sector,
                                             place)) AS told
            """;

    /** That of a cell. */
    static Series of(Cell cell) {
        return new Series(cell.sensor(), cell.unit(), cell.kind(), cell.ends());
    }

    /**
     * The number of each, new where it was never seen.
     *
     * @param drawn whether their cells were drawn from a plan, and not counted in lines
     */
    static Map<Series, Integer> numbers(
            Connection connection, RuleId rule, boolean drawn, Collection<Series> told)
            throws SQLException {
        Map<Series, Integer> numbers = known(connection, rule, drawn, List.copyOf(told));
        // Only these: what is there already would use up a number each time, and leave gaps.
        List<Series> fresh = told.stream().filter(each -> !numbers.containsKey(each)).toList();
        if (!fresh.isEmpty()) {
            add(connection, rule, drawn, fresh);
            numbers.putAll(known(connection, rule, drawn, fresh));
        }
        if (numbers.size() < told.size()) {
            throw new IllegalStateException(
                    (told.size() - numbers.size())
                            + " series have no number after they were added");
        }
        return numbers;
    }

    // In one order for all writers, so that no two wait for each other.
    private static void add(Connection connection, RuleId rule, boolean drawn, List<Series> told)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO series (sensor, unit, kind, established, country, asn, sector,
                                            rule, drawn)
                        SELECT sensor, unit, kind, established, country, asn, sector, rule, drawn
                          FROM %s
                         ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9
                        ON CONFLICT DO NOTHING
                        """
                                .formatted(TOLD))) {
            bind(statement, rule, drawn, told);
            statement.executeUpdate();
        }
    }

    // One by one, by the index: a join may be planned to compare each with each.
    private static Map<Series, Integer> known(
            Connection connection, RuleId rule, boolean drawn, List<Series> told)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT place,
                               (SELECT number FROM series
                                 WHERE (series.sensor, series.unit, series.kind,
                                        series.established, series.country, series.asn,
                                        series.sector, series.rule, series.drawn)
                                     = (told.sensor, told.unit, told.kind, told.established,
                                        told.country, told.asn, told.sector, told.rule,
                                        told.drawn))
                          FROM %s
                        """
                                .formatted(TOLD))) {
            bind(statement, rule, drawn, told);
            Map<Series, Integer> numbers = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    int number = row.getInt(2);
                    if (!row.wasNull()) {
                        numbers.put(told.get(row.getInt(1) - 1), number);
                    }
                }
            }
            return numbers;
        }
    }

    private static void bind(
            PreparedStatement statement, RuleId rule, boolean drawn, List<Series> told)
            throws SQLException {
        statement.setString(1, rule.toString());
        statement.setBoolean(2, drawn);
        Rows.bind(statement, 3, told, Series::sensor);
        Rows.bind(statement, 4, told, series -> series.unit().label());
        Rows.bind(statement, 5, told, series -> series.kind().label());
        Rows.bind(statement, 6, told, series -> series.ends().established());
        Rows.bind(statement, 7, told, series -> series.ends().origin().country());
        Rows.bind(statement, 8, told, series -> series.ends().origin().asn());
        Rows.bind(statement, 9, told, series -> series.ends().sector());
    }
}
