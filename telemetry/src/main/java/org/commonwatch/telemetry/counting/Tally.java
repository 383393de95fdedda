package org.commonwatch.telemetry.counting;

import org.commonwatch.stix.Sighting.Seen;
import org.commonwatch.stix.Sighting.Window;
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
 * @param intake what was taken in
 * @param cells exact numbers of events, in the order of the cells
 * @param actors who took part
 * @param matches which indicators were met
 */
public record Tally(RuleId rule, Intake intake, Cells cells, Actors actors, Matches matches) {
    /**
     * What was taken in.
     *
     * @param segments names of the inputs, of those that have one: no other input has the same
     * @param lines what became of every line
     * @param rejects the lines that could not be read
     */
    public record Intake(Set<String> segments, LineAccount lines, Rejects rejects) {
        public Intake {
            segments = Collections.unmodifiableSet(new TreeSet<>(segments));
            if (rejects.count() != lines.rejected()) {
                throw new IllegalArgumentException("more or fewer rejects than in " + lines);
            }
        }

        private Intake and(Intake other) {
            Set<String> all = new TreeSet<>(segments);
            all.addAll(other.segments);
            return new Intake(all, lines.and(other.lines), rejects.and(other.rejects));
        }
    }

    /**
     * How often and when indicators were met, in the order of the windows.
     *
     * @param sightings of those that were seen
     * @param claimed of those whose address was merely claimed to be a source, which is no sighting
     */
    public record Matches(Map<Window, Seen> sightings, Map<Window, Seen> claimed) {
        public Matches {
            sightings = Collections.unmodifiableSortedMap(new TreeMap<>(sightings));
            claimed = Collections.unmodifiableSortedMap(new TreeMap<>(claimed));
        }

        private Matches and(Matches other) {
            return new Matches(both(sightings, other.sightings), both(claimed, other.claimed));
        }

        private static Map<Window, Seen> both(Map<Window, Seen> one, Map<Window, Seen> other) {
            if (one.isEmpty()) {
                return other;
            }
            Map<Window, Seen> both = new TreeMap<>(one);
            other.forEach((window, seen) -> both.merge(window, seen, Seen::and));
            return both;
        }
    }

    public Tally {
        if (cells.total() != intake.lines().counted()) {
            throw new IllegalArgumentException(
                    "the counts do not agree with the account " + intake.lines());
        }
    }

    /** What is counted of nothing. */
    public static Tally empty(RuleId rule) {
        return new Tally(
                rule,
                new Intake(Set.of(), new LineAccount(0, 0, 0, 0, 0), Rejects.NONE),
                Cells.NONE,
                Actors.NONE,
                new Matches(Map.of(), Map.of()));
    }

    /**
     * The same, of an input of that name, so that it is added to no tally that has it already.
     *
     * @param segment such as a digest of the input's bytes
     */
    public Tally of(String segment) {
        var named = new Intake(Set.of(segment), lines(), rejects());
        return new Tally(rule, named, cells, actors, matches);
    }

    /** Names of the inputs; see {@link Intake}. */
    public Set<String> segments() {
        return intake.segments();
    }

    /** What became of every line. */
    public LineAccount lines() {
        return intake.lines();
    }

    /** The lines that could not be read. */
    public Rejects rejects() {
        return intake.rejects();
    }

    /** How often and when indicators were seen. */
    public Map<Window, Seen> sightings() {
        return matches.sightings();
    }

    /** How often and when the address of an indicator was merely claimed to be a source. */
    public Map<Window, Seen> claimed() {
        return matches.claimed();
    }

    /** How many events of one unit there are in all cells; of context, how many lines. */
    public long total(Unit unit) {
        return unit == Unit.CONTEXT ? lines().context() : cells.total(unit);
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
        Set<String> shared = new TreeSet<>(segments());
        shared.retainAll(other.segments());
        if (!shared.isEmpty()) {
            return containing(other, shared);
        }
        return new Tally(
                rule,
                intake.and(other.intake),
                cells.and(other.cells),
                actors.and(other.actors),
                matches.and(other.matches));
    }

    private Tally containing(Tally other, Set<String> shared) {
        if (shared.equals(other.segments())) {
            return this;
        }
        if (shared.equals(segments())) {
            return other;
        }
        throw new TelemetryRefusedException(new TelemetryRefusal.SharedSegments(shared.size()));
    }
}
