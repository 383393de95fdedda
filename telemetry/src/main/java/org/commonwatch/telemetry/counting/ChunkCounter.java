package org.commonwatch.telemetry.counting;

import org.commonwatch.stix.Sighting;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.actor.ActorCounts;
import org.commonwatch.telemetry.counting.SegmentCounter.Limits;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.geography.Places;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.matching.Matcher;
import org.commonwatch.telemetry.matching.Origin;
import org.commonwatch.telemetry.sensor.Batch;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.Reason;
import org.commonwatch.telemetry.sensor.Rejected;
import org.commonwatch.telemetry.sensor.SensorReader;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;

/**
 * Reads, matches and counts chunks of one sensor, one at a time. To count on several threads, give
 * each a counter of its own and some of the chunks, in any order, and add up with {@link #tally}.
 */
public final class ChunkCounter {
    /**
     * What is known of a chunk once it is counted.
     *
     * @param lines how many it had
     * @param unknown how many records were of a sort that the reader knows nothing of
     * @param rejected those that could not be read, in order
     */
    public record Part(long lines, long unknown, List<Rejected> rejected) {
        public Part {
            rejected = List.copyOf(rejected);
        }

        /** The rejected lines as they are numbered with so many lines before the chunk's first. */
        public List<Rejected> rejectedAfter(long before) {
            return rejected.stream()
                    .map(line ->
                            new Rejected(
                                    line.line() + before,
                                    line.offset(),
                                    line.reason(),
                                    line.detail()))
                    .toList();
        }
    }

    /**
     * What is to be counted.
     *
     * @param sensor name of the sensor whose lines they are
     * @param places what is known of where sources and targets are
     * @param actors whether to tell who took part too, which costs an eighth of the time
     */
    public record Task(
            String sensor,
            CountingRule rule,
            IndicatorTable indicators,
            Places places,
            Limits limits,
            boolean actors) {}

    private final Task task;
    private final SensorReader reader;
    private final Batch batch = new Batch();
    private final CellCounts cells;
    private final ActorCounts actors;
    private final Map<Fate, Long> lines = new EnumMap<>(Fate.class);
    private final Matcher matcher;
    private final SightingCounts sightings;
    private final SightingCounts claimed;
    private final Matched matched = new Matched();
    // Of the indicators that were asked for, by their numbers.
    private final Map<Integer, StixId> ids = new HashMap<>();

    private enum Fate {
        COUNTED,
        CONTEXT,
        SKIPPED,
        /** Besides one of the others. */
        WITHOUT_ZONE
    }

    /**
     * Starts at zero.
     *
     * @param reader not used by anybody else
     */
    public ChunkCounter(Task task, SensorReader reader) {
        if (task.sensor().isBlank()) {
            throw new IllegalArgumentException("a sensor has a name");
        }
        this.task = task;
        this.reader = reader;
        cells = new CellCounts(task.sensor(), task.places(), task.limits());
        actors = new ActorCounts(task.sensor(), task.places().sectors());
        matcher = task.indicators().matcher();
        sightings = new SightingCounts(task.limits().sightings());
        claimed = new SightingCounts(task.limits().sightings());
    }

    /**
     * Counts the lines of a chunk. Throws {@link TelemetryRefusedException} beyond a limit; the
     * input is then to be given up.
     */
    public Part count(Chunk chunk) {
        return switch (chunk) {
            case Chunk.TooLong(long line, long offset) ->
                    new Part(1, 0, List.of(new Rejected(line, offset, Reason.TOO_LONG, "")));
            case Chunk.Lines whole -> {
                batch.clear(whole);
                reader.read(whole, batch);
                add(batch);
                yield new Part(batch.lines(), batch.unknown(), batch.rejected());
            }
        };
    }

    /**
     * What this counter and the others counted, together.
     *
     * @param others of the same sensor and rule
     * @param rejects all lines that any of them rejected
     */
    public Tally tally(List<ChunkCounter> others, Rejects rejects) {
        Tally sum = tally(rejects);
        SightingCounts allSightings = sightings;
        SightingCounts allClaimed = claimed;
        for (ChunkCounter other : others) {
            sum = sum.and(other.tally(Rejects.NONE));
            // As numbers: names are made of what they indicate, which is dear.
            allSightings = allSightings.and(other.sightings);
            allClaimed = allClaimed.and(other.claimed);
        }
        var matches = new Tally.Matches(seen(allSightings), seen(allClaimed));
        return new Tally(sum.rule(), sum.intake(), sum.cells(), sum.actors(), matches);
    }

    /**
     * Tells every indicator that this counter and the others met so far, at least once, and where
     * it comes from.
     */
    public void forEachMet(List<ChunkCounter> others, BiConsumer<StixId, Origin> use) {
        var met = new BitSet();
        for (ChunkCounter counter : others) {
            counter.forEachMet(met::set);
        }
        forEachMet(met::set);
        met.stream().forEach(number -> use.accept(id(number), task.indicators().origin(number)));
    }

    private void forEachMet(IntConsumer use) {
        sightings.forEachSighted(use);
        claimed.forEachSighted(use);
    }

    private StixId id(int number) {
        return ids.computeIfAbsent(number, task.indicators()::id);
    }

    private Tally tally(Rejects rejects) {
        var account =
                new LineAccount(
                        lines(Fate.COUNTED),
                        lines(Fate.CONTEXT),
                        lines(Fate.SKIPPED),
                        rejects.count(),
                        lines(Fate.WITHOUT_ZONE));
        return new Tally(
                task.rule().id(),
                new Tally.Intake(Set.of(), account, rejects),
                cells.cells(),
                actors.actors(),
                new Tally.Matches(Map.of(), Map.of()));
    }

    private void add(Batch read) {
        add(Fate.SKIPPED, read.skipped());
        Events events = read.events();
        int counted = cells.add(events);
        add(Fate.COUNTED, counted);
        add(Fate.CONTEXT, events.count() - counted);
        int withoutZone = 0;
        for (int i = 0; i < events.count(); i++) {
            withoutZone += events.zoned(i) ? 0 : 1;
        }
        add(Fate.WITHOUT_ZONE, withoutZone);
        if (task.actors()) {
            actors.add(events);
        }
        matched.in(events);
    }

    private Map<Sighting.Window, Sighting.Seen> seen(SightingCounts counts) {
        return counts.sightings(task.sensor(), this::id);
    }

    private void add(Fate fate, long count) {
        if (count > 0) {
            lines.merge(fate, count, Long::sum);
        }
    }

    private long lines(Fate fate) {
        return lines.getOrDefault(fate, 0L);
    }

    // An address that is merely claimed to be the source is no sighting of it: anybody can write it
    // there. It is counted apart.
    private final class Matched implements Matcher.Found {
        private Events events = batch.events();

        void in(Events all) {
            events = all;
            matcher.match(all, this);
        }

        @Override
        public void found(int event, int indicator) {
            sightings.add(indicator, events.time(event));
        }

        @Override
        public void claimed(int event, int indicator) {
            claimed.add(indicator, events.time(event));
        }
    }
}
