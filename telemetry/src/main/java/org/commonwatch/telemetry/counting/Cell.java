package org.commonwatch.telemetry.counting;

import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Unit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * What one count is about. Cells are ordered by hour, then by their other components in turn.
 *
 * @param hour start of the hour, by event time in UTC
 * @param sensor name of the sensor
 * @param unit probe, alert or session: context is not counted in cells
 * @param kind what the events amount to
 * @param established whether their sources certainly took part, rather than being claimed
 */
public record Cell(Instant hour, String sensor, Unit unit, Kind kind, boolean established)
        implements Comparable<Cell> {
    private static final Comparator<Cell> ORDER =
            Comparator.comparing(Cell::hour)
                    .thenComparing(Cell::sensor)
                    .thenComparing(Cell::unit)
                    .thenComparing(Cell::kind)
                    .thenComparing(Cell::established);

    public Cell {
        if (!hour.equals(hour.truncatedTo(ChronoUnit.HOURS))) {
            throw new IllegalArgumentException("not the start of an hour: " + hour);
        }
        if (unit == Unit.CONTEXT) {
            throw new IllegalArgumentException("context is not counted in cells");
        }
    }

    @Override
    public int compareTo(Cell other) {
        return ORDER.compare(this, other);
    }
}
