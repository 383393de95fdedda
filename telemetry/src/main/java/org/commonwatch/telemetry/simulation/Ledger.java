package org.commonwatch.telemetry.simulation;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Sighting;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.counting.LineAccount;
import org.commonwatch.telemetry.event.Classification;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.simulation.Truth.Hit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Writes down the truth while lines are made: of a block, or of the blocks so far. */
final class Ledger {
    /** What lines must become. */
    enum Fate {
        COUNTED,
        CONTEXT,
        SKIPPED,
        REJECTED,
        /** Besides one of the others. */
        WITHOUT_ZONE
    }

    private record Pair(int indicator, long hour) {}

    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final int DAY_HOURS = 24;

    private final LongCounts fates = new LongCounts();
    private final LongCounts cells = new LongCounts();
    private final Map<Pair, Sighting.Seen> hits = new HashMap<>();
    private final Map<Pair, Sighting.Seen> claimed = new HashMap<>();
    private final Set<Long> victims = new HashSet<>();
    private final TopSources sources = new TopSources();

    @SuppressWarnings("EnumOrdinal") // of this table alone
    void add(Fate fate) {
        fates.add(fate.ordinal(), 1);
    }

    /** What a reader must make of a good line. */
    void add(Happening it) {
        long hour = Math.floorDiv(it.micros, HOUR_MICROS);
        if (it.zone == Zone.BARE) {
            add(Fate.WITHOUT_ZONE);
        }
        if (it.unit == Unit.CONTEXT) {
            add(Fate.CONTEXT);
        } else {
            add(Fate.COUNTED);
            int sort = Classification.of(it.unit, it.activity.kind(), it.established);
            cells.add(hour << Classification.BITS | sort, 1);
        }
        if (it.unit == Unit.ALERT && it.established) {
            sources.add(Math.floorDiv(hour, DAY_HOURS), it.source);
        }
        if (it.reflected) {
            victims.add(it.source);
        }
        if (it.indicator != Happening.NONE) {
            Instant time = Instant.EPOCH.plus(it.micros, ChronoUnit.MICROS);
            var seen = new Sighting.Seen(1, time, time);
            // What matches an address has it as its source.
            boolean merelyClaimed = !it.established && SyntheticIndicators.isAddress(it.indicator);
            (merelyClaimed ? claimed : hits)
                    .merge(new Pair(it.indicator, hour), seen, Sighting.Seen::and);
        }
    }

    /**
     * Adds what comes after.
     *
     * @param firstMicros when the first of it happens
     */
    void add(Ledger later, long firstMicros) {
        later.fates.forEach(fates::add);
        later.cells.forEach(cells::add);
        later.hits.forEach((pair, seen) -> hits.merge(pair, seen, Sighting.Seen::and));
        later.claimed.forEach((pair, seen) -> claimed.merge(pair, seen, Sighting.Seen::and));
        victims.addAll(later.victims);
        sources.add(later.sources, Math.floorDiv(firstMicros, DAY_HOURS * HOUR_MICROS));
    }

    Truth truth(String sensor) {
        Map<Fate, Long> byFate = new HashMap<>();
        fates.forEach((fate, count) -> byFate.put(Fate.values()[(int) fate], count));
        Map<Cell, Long> allCells = new HashMap<>();
        cells.forEach((key, count) -> allCells.put(cell(sensor, key), count));
        Set<Observable> allVictims = new HashSet<>();
        victims.forEach(address -> allVictims.add(Addresses.observable(address)));
        var account =
                new LineAccount(
                        byFate.getOrDefault(Fate.COUNTED, 0L),
                        byFate.getOrDefault(Fate.CONTEXT, 0L),
                        byFate.getOrDefault(Fate.SKIPPED, 0L),
                        byFate.getOrDefault(Fate.REJECTED, 0L),
                        byFate.getOrDefault(Fate.WITHOUT_ZONE, 0L));
        var matches = new Truth.Matches(named(hits), named(claimed));
        return new Truth(account, allCells, matches, allVictims, sources.byDay());
    }

    private static Map<Hit, Sighting.Seen> named(Map<Pair, Sighting.Seen> counted) {
        Map<Hit, Sighting.Seen> named = new HashMap<>();
        counted.forEach((pair, seen) ->
                named.put(new Hit(SyntheticIndicators.nth(pair.indicator), hour(pair.hour)), seen));
        return named;
    }

    private static Cell cell(String sensor, long key) {
        int sort = (int) key & ((1 << Classification.BITS) - 1);
        return new Cell(
                hour(key >> Classification.BITS),
                sensor,
                Classification.unit(sort),
                Classification.kind(sort),
                Classification.established(sort));
    }

    private static Instant hour(long hour) {
        return Instant.EPOCH.plus(hour, ChronoUnit.HOURS);
    }
}
