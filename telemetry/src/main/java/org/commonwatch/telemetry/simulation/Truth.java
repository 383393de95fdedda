package org.commonwatch.telemetry.simulation;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Sighting;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.counting.LineAccount;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a simulation really contains, by the rule {@code CountingRule.ATTACKS}.
 *
 * @param lines what must become of every line
 * @param cells numbers of events, in the order of the cells
 * @param matches how often and when indicators are to be met
 * @param victims who is named as source in reflections, and is their likely victim
 * @param topSources by day in UTC, the {@link #TOP_LIMIT} established sources of most alerts
 */
public record Truth(
        LineAccount lines,
        Map<Cell, Long> cells,
        Matches matches,
        Set<Observable> victims,
        Map<LocalDate, List<Source>> topSources) {
    /** No more sources are told of a day. */
    public static final int TOP_LIMIT = 100;

    private static final Comparator<Source> ORDER =
            Comparator.comparingLong(Source::alerts)
                    .reversed()
                    .thenComparing(source -> source.address().value());

    /**
     * Lines that match an indicator within an hour.
     *
     * @param indicator what they match
     * @param hour start of the hour, by event time in UTC
     */
    public record Hit(Observable indicator, Instant hour) {}

    /**
     * Lines that match indicators.
     *
     * @param hits those to be seen
     * @param claimed those whose address is only claimed to be a source
     */
    public record Matches(Map<Hit, Sighting.Seen> hits, Map<Hit, Sighting.Seen> claimed) {
        public Matches {
            hits = Map.copyOf(hits);
            claimed = Map.copyOf(claimed);
        }

        private Matches and(Matches other) {
            return new Matches(both(hits, other.hits), both(claimed, other.claimed));
        }

        private static Map<Hit, Sighting.Seen> both(
                Map<Hit, Sighting.Seen> one, Map<Hit, Sighting.Seen> other) {
            Map<Hit, Sighting.Seen> both = new HashMap<>(one);
            other.forEach((hit, seen) -> both.merge(hit, seen, Sighting.Seen::and));
            return both;
        }
    }

    /**
     * An established source of alerts.
     *
     * @param alerts how many
     */
    public record Source(Observable address, long alerts) {}

    public Truth {
        cells = Collections.unmodifiableMap(new TreeMap<>(cells));
        victims = Set.copyOf(victims);
        topSources = Collections.unmodifiableMap(new TreeMap<>(topSources));
    }

    /**
     * Both together: simulations of one seed, of different formats, or one after the other in days
     * of their own.
     */
    public Truth and(Truth other) {
        Map<Cell, Long> allCells = new HashMap<>(cells);
        other.cells.forEach((cell, count) -> allCells.merge(cell, count, Long::sum));
        Set<Observable> allVictims = new HashSet<>(victims);
        allVictims.addAll(other.victims);
        Map<LocalDate, List<Source>> allSources = new HashMap<>(topSources);
        // No source of one format's is another's.
        other.topSources.forEach((day, more) ->
                allSources.merge(
                        day, more, (one, two) -> top(Stream.concat(one.stream(), two.stream()))));
        return new Truth(
                lines.and(other.lines),
                allCells,
                matches.and(other.matches),
                allVictims,
                allSources);
    }

    /** How often and when indicators are to be seen. */
    public Map<Hit, Sighting.Seen> hits() {
        return matches.hits();
    }

    /** How often and when an indicator's address is only claimed to be a source. */
    public Map<Hit, Sighting.Seen> claimed() {
        return matches.claimed();
    }

    /** Those of most alerts; among equals the address decides. */
    static List<Source> top(Stream<Source> sources) {
        List<Source> sorted = new ArrayList<>(sources.sorted(ORDER).toList());
        return List.copyOf(sorted.subList(0, Math.min(TOP_LIMIT, sorted.size())));
    }
}
