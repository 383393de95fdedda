package org.commonwatch.telemetry.counting;

import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.counting.ChunkCounter.Task;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.geography.Places;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.EveReader;

import java.util.List;

/**
 * Reads, matches and counts one input of one sensor, chunk by chunk and in its order.
 *
 * <p>Not for use by several threads at once: that is what {@link ChunkCounter} is for.
 */
public final class SegmentCounter {
    /**
     * How much one input may create.
     *
     * @param cells different counts, besides those that tell where sources and targets are
     * @param sightings pairs of indicator and hour
     * @param cellsPerMonth cells that tell where sources and targets are, before they are folded
     */
    public record Limits(int cells, int sightings, int cellsPerMonth) {
        /** For a file: half a year of a sensor's busy hours. */
        public static final Limits OF_A_FILE = new Limits(200_000, 1_000_000);

        /** As many cells of a month as there may ever be. */
        public Limits(int cells, int sightings) {
            this(cells, sightings, Cells.MONTH_LIMIT);
        }
    }

    private final ChunkCounter counter;
    private final RejectLog rejects = new RejectLog();

    /**
     * Starts at zero, for Suricata's EVE records.
     *
     * @param sensor name of the sensor whose input it is
     */
    public SegmentCounter(
            String sensor, CountingRule rule, IndicatorTable indicators, Limits limits) {
        this(
                new ChunkCounter(
                        new Task(sensor, rule, indicators, Places.UNKNOWN, limits, true),
                        new EveReader(rule)));
    }

    /** Starts with a counter that has counted nothing yet. */
    public SegmentCounter(ChunkCounter counter) {
        this.counter = counter;
    }

    /**
     * Counts the lines of a chunk. Throws {@link TelemetryRefusedException} beyond a limit; the
     * input is then to be given up.
     */
    public void accept(Chunk chunk) {
        rejects.add(counter.count(chunk).rejected());
    }

    /** What was counted so far, which is all of it after the last chunk. */
    public Tally finish() {
        return counter.tally(List.of(), rejects.rejects());
    }
}
