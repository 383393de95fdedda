package org.commonwatch.telemetry.counting;

import org.commonwatch.stix.Sighting;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.sensor.Batch;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.EveReader;
import org.commonwatch.telemetry.sensor.Reason;
import org.commonwatch.telemetry.sensor.Rejected;
import org.commonwatch.telemetry.sensor.SensorReader;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Reads, matches and counts one input of one sensor, chunk by chunk.
 *
 * <p>Not for use by several threads at once. To count on several, give each a counter and some of
 * the chunks, and add up the tallies.
 */
public final class SegmentCounter {
    /**
     * How much one input may create.
     *
     * @param cells different counts
     * @param sightings pairs of indicator and hour
     */
    public record Limits(int cells, int sightings) {
        /** For a file: half a year of a sensor's busy hours. */
        public static final Limits OF_A_FILE = new Limits(200_000, 1_000_000);
    }

    private final String sensor;
    private final CountingRule rule;
    private final IndicatorTable indicators;
    private final Limits limits;
    private final SensorReader reader;
    private final Batch batch = new Batch();
    private final CellCounts cells;
    private final Map<Fate, Long> lines = new EnumMap<>(Fate.class);
    private final Map<Sighting.Window, Sighting.Seen> sightings = new HashMap<>();
    private final Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
    // The last of the kept ones in front, to make way.
    private final PriorityQueue<Rejected> kept = new PriorityQueue<>(Rejects.ORDER.reversed());

    private enum Fate {
        COUNTED,
        CONTEXT,
        SKIPPED,
        REJECTED,
        /** Besides one of the others. */
        WITHOUT_ZONE
    }

    /**
     * Starts at zero.
     *
     * @param sensor name of the sensor whose input it is
     */
    public SegmentCounter(
            String sensor, CountingRule rule, IndicatorTable indicators, Limits limits) {
        if (sensor.isBlank()) {
            throw new IllegalArgumentException("a sensor has a name");
        }
        this.sensor = sensor;
        this.rule = rule;
        this.indicators = indicators;
        this.limits = limits;
        reader = new EveReader(rule);
        cells = new CellCounts(limits.cells());
    }

    /**
     * Counts the lines of a chunk. Throws {@link TelemetryRefusedException} beyond a limit; the
     * input is then to be given up.
     */
    public void accept(Chunk chunk) {
        switch (chunk) {
            case Chunk.TooLong(long line, long offset) ->
                    add(new Rejected(line, offset, Reason.TOO_LONG, ""));
            case Chunk.Lines whole -> {
                batch.clear(whole);
                reader.read(whole, batch);
                add(batch);
            }
        }
    }

    /** What was counted so far, which is all of it after the last chunk. */
    public Tally finish() {
        var account =
                new LineAccount(
                        lines(Fate.COUNTED),
                        lines(Fate.CONTEXT),
                        lines(Fate.SKIPPED),
                        lines(Fate.REJECTED),
                        lines(Fate.WITHOUT_ZONE));
        List<Rejected> first = new ArrayList<>(kept);
        first.sort(Rejects.ORDER);
        return new Tally(
                rule.id(), account, cells.cells(sensor), sightings, new Rejects(reasons, first));
    }

    private void add(Batch read) {
        add(Fate.SKIPPED, read.skipped());
        read.rejected().forEach(this::add);
        Events events = read.events();
        int counted = cells.add(events);
        add(Fate.COUNTED, counted);
        add(Fate.CONTEXT, events.count() - counted);
        int withoutZone = 0;
        for (int i = 0; i < events.count(); i++) {
            withoutZone += events.zoned(i) ? 0 : 1;
        }
        add(Fate.WITHOUT_ZONE, withoutZone);
        if (indicators.size() > 0) {
            for (int i = 0; i < events.count(); i++) {
                match(events, i);
            }
        }
    }

    private void match(Events events, int i) {
        Instant time = events.instant(i);
        for (StixId indicator : indicators.matches(events, i)) {
            var seen = new Sighting.Seen(1, time, time);
            var window = new Sighting.Window(indicator, sensor, time.truncatedTo(ChronoUnit.HOURS));
            sightings.merge(window, seen, Sighting.Seen::and);
            if (sightings.size() > limits.sightings()) {
                throw new TelemetryRefusedException(
                        new TelemetryRefusal.TooManySightings(limits.sightings()));
            }
        }
    }

    private void add(Fate fate, long count) {
        if (count > 0) {
            lines.merge(fate, count, Long::sum);
        }
    }

    private void add(Rejected rejected) {
        add(Fate.REJECTED, 1);
        reasons.merge(rejected.reason(), 1L, Long::sum);
        kept.add(rejected);
        if (kept.size() > Rejects.KEPT_LIMIT) {
            kept.remove();
        }
    }

    private long lines(Fate fate) {
        return lines.getOrDefault(fate, 0L);
    }
}
