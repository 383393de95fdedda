package org.commonwatch.telemetry.counting;

import org.commonwatch.stix.Sighting;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.event.Classification;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Event;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.EveReader;
import org.commonwatch.telemetry.sensor.Line;
import org.commonwatch.telemetry.sensor.Reason;

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
    private final EveReader reader;
    private final Map<Fate, Long> lines = new EnumMap<>(Fate.class);
    private final Map<Cell, Long> cells = new HashMap<>();
    private final Map<Sighting.Window, Sighting.Seen> sightings = new HashMap<>();
    private final Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
    // The last of the kept ones in front, to make way.
    private final PriorityQueue<Line.Rejected> kept = new PriorityQueue<>(Rejects.ORDER.reversed());

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
    }

    /**
     * Counts the lines of a chunk. Throws {@link TelemetryRefusedException} beyond a limit; the
     * input is then to be given up.
     */
    public void accept(Chunk chunk) {
        reader.read(chunk, this::add);
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
        List<Line.Rejected> first = new ArrayList<>(kept);
        first.sort(Rejects.ORDER);
        return new Tally(rule.id(), account, cells, sightings, new Rejects(reasons, first));
    }

    private void add(Line line) {
        switch (line) {
            case Line.Parsed(Event event, boolean zoned) -> {
                add(event);
                if (!zoned) {
                    lines.merge(Fate.WITHOUT_ZONE, 1L, Long::sum);
                }
            }
            case Line.Skipped skipped -> lines.merge(Fate.SKIPPED, 1L, Long::sum);
            case Line.Rejected rejected -> add(rejected);
        }
    }

    private void add(Event event) {
        Instant hour = event.time().truncatedTo(ChronoUnit.HOURS);
        Classification as = event.classification();
        if (as.unit() == Unit.CONTEXT) {
            lines.merge(Fate.CONTEXT, 1L, Long::sum);
        } else {
            lines.merge(Fate.COUNTED, 1L, Long::sum);
            var cell = new Cell(hour, sensor, as.unit(), as.kind(), as.established());
            cells.merge(cell, 1L, Long::sum);
            if (cells.size() > limits.cells()) {
                throw new TelemetryRefusedException(
                        new TelemetryRefusal.TooManyCells(limits.cells()));
            }
        }
        for (StixId indicator : indicators.matches(event)) {
            var seen = new Sighting.Seen(1, event.time(), event.time());
            sightings.merge(new Sighting.Window(indicator, sensor, hour), seen, Sighting.Seen::and);
            if (sightings.size() > limits.sightings()) {
                throw new TelemetryRefusedException(
                        new TelemetryRefusal.TooManySightings(limits.sightings()));
            }
        }
    }

    private void add(Line.Rejected rejected) {
        lines.merge(Fate.REJECTED, 1L, Long::sum);
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
