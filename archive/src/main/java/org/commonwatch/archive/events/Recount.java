package org.commonwatch.archive.events;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.actor.Actors;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.counting.Cells;
import org.commonwatch.telemetry.counting.LineAccount;
import org.commonwatch.telemetry.counting.Rejects;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Unit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Counts archived events under a rule. What a rule asks about an event is its type and its facts,
 * so events are grouped by those, and the rule is asked once for each group.
 */
final class Recount {
    /** No count has more cells. */
    static final int CELL_LIMIT = 2_000_000;

    // Hours are counted from long before 1970, since // cuts towards zero.
    private static final long HOURS_BEFORE = 20_000_000;

    private static final String GROUPS =
            """
            SELECT (epoch_us(time) + %1$d * 3600000000) // 3600000000 - %1$d,
                   sensor, type, facts, alert_kind,
                   count(*), count(*) FILTER (NOT zoned)
              FROM events
             GROUP BY ALL
            """
                    .formatted(HOURS_BEFORE);

    private final CountingRule rule;
    private final Map<Cell, Long> cells = new HashMap<>();

    private Recount(CountingRule rule) {
        this.rule = rule;
    }

    static Tally of(Connection connection, CountingRule rule) throws SQLException {
        long counted = 0;
        long context = 0;
        long withoutZone = 0;
        var recount = new Recount(rule);
        try (Statement statement = connection.createStatement();
                ResultSet group = statement.executeQuery(GROUPS)) {
            while (group.next()) {
                if (recount.add(group)) {
                    counted += group.getLong(6);
                } else {
                    context += group.getLong(6);
                }
                withoutZone += group.getLong(7);
            }
        }
        return new Tally(
                rule.id(),
                new Tally.Intake(
                        Set.of(),
                        new LineAccount(counted, context, 0, 0, withoutZone),
                        Rejects.NONE),
                Cells.of(recount.cells),
                Actors.NONE,
                new Tally.Matches(Map.of(), Map.of()));
    }

    /** Whether the rule counts the group. */
    private boolean add(ResultSet group) throws SQLException {
        String type = group.getString(3);
        int facts = facts(group.getString(4));
        int concluded = rule.concluded(facts);
        int number = type == null ? CountingRule.UNNAMED : rule.type(type);
        Unit unit = rule.unit(number, concluded);
        if (unit == Unit.CONTEXT) {
            return false;
        }
        Kind kind = unit == Unit.PROBE ? Kind.SCAN : kind(group.getString(5));
        var cell =
                new Cell(
                        Instant.ofEpochSecond(group.getLong(1) * 3_600),
                        group.getString(2),
                        unit,
                        kind,
                        (concluded & Fact.ESTABLISHED.bit()) != 0);
        cells.merge(cell, group.getLong(6), Long::sum);
        if (cells.size() > CELL_LIMIT) {
            throw new TelemetryRefusedException(new TelemetryRefusal.TooManyCells(CELL_LIMIT));
        }
        return true;
    }

    private static int facts(String words) {
        return FactWords.bits(words).orElseThrow(() -> unknown("fact", words));
    }

    private static Kind kind(String label) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> unknown("kind", label));
    }

    private static ArchiveRefusedException unknown(String what, String word) {
        return new ArchiveRefusedException(
                new ArchiveRefusal.Unanswered(
                        "this release knows no " + what + " '" + word + "', a newer one does"));
    }
}
