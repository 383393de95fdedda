package org.commonwatch.telemetry.counting;

import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.counting.SegmentCounter.Limits;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.matching.Matcher;
import org.commonwatch.telemetry.matching.Origin;
import org.commonwatch.telemetry.sensor.Batch;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.Reason;
import org.commonwatch.telemetry.sensor.Rejected;
import org.commonwatch.telemetry.sensor.SensorReader;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

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

    private final String sensor;
    private final CountingRule rule;
    private final IndicatorTable indicators;
    private final SensorReader reader;
    private final Batch batch = new Batch();
    private final CellCounts cells;
    private final Map<Fate, Long> lines = new EnumMap<>(Fate.class);
    private final Matcher matcher;
    private final SightingCounts sightings;

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
     * @param sensor name of the sensor whose lines they are
     * @param reader not used by anybody else
     */
    public ChunkCounter(
            String sensor,
            CountingRule rule,
            IndicatorTable indicators,
            Limits limits,
            SensorReader reader) {
        if (sensor.isBlank()) {
            throw new IllegalArgumentException("a sensor has a name");
        }
        this.sensor = sensor;
        this.rule = rule;
        this.indicators = indicators;
        this.reader = reader;
        matcher = indicators.matcher();
        cells = new CellCounts(limits.cells());
        sightings = new SightingCounts(limits.sightings());
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
        for (ChunkCounter other : others) {
            sum = sum.and(other.tally(Rejects.NONE));
        }
        return sum;
    }

    /** Tells every indicator that was sighted so far, at least once, and where it comes from. */
    public void forEachSighted(BiConsumer<StixId, Origin> use) {
        sightings.forEachSighted(
                indicator -> use.accept(indicators.id(indicator), indicators.origin(indicator)));
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
                rule.id(),
                account,
                cells.cells(sensor),
                sightings.sightings(sensor, indicators),
                rejects);
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
        // By whichever of the event's observables: of one indicator it is one sighting.
        matcher.match(events, (i, indicator) -> sightings.add(indicator, events.time(i)));
    }

    private void add(Fate fate, long count) {
        if (count > 0) {
            lines.merge(fate, count, Long::sum);
        }
    }

    private long lines(Fate fate) {
        return lines.getOrDefault(fate, 0L);
    }
}
