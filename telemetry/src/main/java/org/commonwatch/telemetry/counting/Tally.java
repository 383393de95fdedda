package org.commonwatch.telemetry.counting;

import org.commonwatch.stix.Sighting;
import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.event.RuleId;
import org.commonwatch.telemetry.event.Unit;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of counting one input, or several together.
 *
 * @param rule what the numbers were made by
 * @param lines what became of every line
 * @param cells exact numbers of events, in the order of the cells
 * @param sightings how often and when indicators were seen, in the order of the matches
 * @param rejects the lines that could not be read
 */
public record Tally(
        RuleId rule,
        LineAccount lines,
        Map<Cell, Long> cells,
        Map<Sighting.Window, Sighting.Seen> sightings,
        Rejects rejects) {
    public Tally {
        cells = Collections.unmodifiableMap(new TreeMap<>(cells));
        sightings = Collections.unmodifiableMap(new TreeMap<>(sightings));
        long inCells = cells.values().stream().mapToLong(Long::longValue).sum();
        if (inCells != lines.counted() || rejects.count() != lines.rejected()) {
            throw new IllegalArgumentException("the counts do not agree with the account " + lines);
        }
    }

    /** What is counted of nothing. */
    public static Tally empty(RuleId rule) {
        return new Tally(
                rule,
                new LineAccount(0, 0, 0, 0, 0),
                Map.of(),
                Map.of(),
                new Rejects(Map.of(), List.of()));
    }

    /** How many events of one unit there are in all cells; of context, how many lines. */
    public long total(Unit unit) {
        return switch (unit) {
            case CONTEXT -> lines.context();
            case PROBE, ALERT, SESSION ->
                    cells.entrySet().stream()
                            .filter(cell -> cell.getKey().unit() == unit)
                            .mapToLong(Map.Entry::getValue)
                            .sum();
        };
    }

    /**
     * Both together, the same in whatever order. Throws {@link TelemetryRefusedException} if they
     * were made by different rules.
     */
    public Tally and(Tally other) {
        if (!rule.equals(other.rule)) {
            throw new TelemetryRefusedException(
                    new TelemetryRefusal.DifferentRules(rule.toString(), other.rule.toString()));
        }
        Map<Cell, Long> allCells = new TreeMap<>(cells);
        other.cells.forEach((cell, count) -> allCells.merge(cell, count, Long::sum));
        Map<Sighting.Window, Sighting.Seen> allSightings = new TreeMap<>(sightings);
        other.sightings.forEach(
                (match, seen) -> allSightings.merge(match, seen, Sighting.Seen::and));
        return new Tally(
                rule, lines.and(other.lines), allCells, allSightings, rejects.and(other.rejects));
    }
}
