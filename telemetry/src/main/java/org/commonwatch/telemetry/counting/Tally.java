package org.commonwatch.telemetry.counting;

import org.commonwatch.stix.Sighting;
import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.actor.Actors;
import org.commonwatch.telemetry.event.RuleId;
import org.commonwatch.telemetry.event.Unit;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The result of counting one input, or several together.
 *
 * @param rule what the numbers were made by
 * @param segments names of the inputs, of those that have one: no other input has the same
 * @param lines what became of every line
 * @param cells exact numbers of events, in the order of the cells
 * @param actors who took part
 * @param sightings how often and when indicators were seen, in the order of the matches
 * @param claimed how often and when the address of an indicator was merely claimed to be a source,
 *     which is no sighting
 * @param rejects the lines that could not be read
 */
public record Tally(
        RuleId rule,
        Set<String> segments,
        LineAccount lines,
        Cells cells,
        Actors actors,
        Map<Sighting.Window, Sighting.Seen> sightings,
        Map<Sighting.Window, Sighting.Seen> claimed,
        Rejects rejects) {
    public Tally {
        segments = Collections.unmodifiableSet(new TreeSet<>(segments));
        sightings = Collections.unmodifiableMap(new TreeMap<>(sightings));
        claimed = Collections.unmodifiableMap(new TreeMap<>(claimed));
        if (cells.total() != lines.counted() || rejects.count() != lines.rejected()) {
            throw new IllegalArgumentException("the counts do not agree with the account " + lines);
        }
    }

    /** What is counted of nothing. */
    public static Tally empty(RuleId rule) {
        return new Tally(
                rule,
                Set.of(),
                new LineAccount(0, 0, 0, 0, 0),
                Cells.NONE,
                Actors.NONE,
                Map.of(),
                Map.of(),
                Rejects.NONE);
    }

    /**
     * The same, of an input of that name, so that it is added to no tally that has it already.
     *
     * @param segment such as a digest of the input's bytes
     */
    public Tally of(String segment) {
        return new Tally(
                rule, Set.of(segment), lines, cells, actors, sightings, claimed, rejects);
    }

    /** How many events of one unit there are in all cells; of context, how many lines. */
    public long total(Unit unit) {
        return unit == Unit.CONTEXT ? lines.context() : cells.total(unit);
    }

    /**
     * Both together, the same in whatever order; a tally whose inputs are all in the other adds
     * nothing. Throws {@link TelemetryRefusedException} if they were made by different rules, or
     * have some inputs in common but not all of either.
     */
    public Tally and(Tally other) {
        if (!rule.equals(other.rule)) {
            throw new TelemetryRefusedException(
                    new TelemetryRefusal.DifferentRules(rule.toString(), other.rule.toString()));
        }
        Set<String> shared = new TreeSet<>(segments);
        shared.retainAll(other.segments);
        if (!shared.isEmpty()) {
            return containing(other, shared);
        }
        Set<String> all = new TreeSet<>(segments);
        all.addAll(other.segments);
        return new Tally(
                rule,
                all,
                lines.and(other.lines),
                cells.and(other.cells),
                actors.and(other.actors),
                both(sightings, other.sightings),
                both(claimed, other.claimed),
                rejects.and(other.rejects));
    }

    private Tally containing(Tally other, Set<String> shared) {
        if (shared.equals(other.segments)) {
            return this;
        }
        if (shared.equals(segments)) {
            return other;
        }
        throw new TelemetryRefusedException(new TelemetryRefusal.SharedSegments(shared.size()));
    }

    private static Map<Sighting.Window, Sighting.Seen> both(
            Map<Sighting.Window, Sighting.Seen> one, Map<Sighting.Window, Sighting.Seen> other) {
        Map<Sighting.Window, Sighting.Seen> both = new TreeMap<>(one);
        other.forEach((window, seen) -> both.merge(window, seen, Sighting.Seen::and));
        return both;
    }
}
