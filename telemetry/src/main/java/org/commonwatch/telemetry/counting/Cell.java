package org.commonwatch.telemetry.counting;

import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.geography.Origin;
import org.commonwatch.telemetry.geography.Sectors;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * What one count is about. Cells are ordered by hour, then by their other components in turn.
 *
 * @param hour start of the hour, by event time in UTC
 * @param sensor name of the sensor
 * @param unit probe or alert: context is not counted in cells
 * @param kind what the events amount to
 * @param established whether their sources certainly took part, rather than being claimed
 * @param origin of their sources, as a database has it
 * @param sector of their targets, empty if they are in none
 */
public record Cell(
        Instant hour,
        String sensor,
        Unit unit,
        Kind kind,
        boolean established,
        Origin origin,
        String sector)
        implements Comparable<Cell> {
    private static final Comparator<Cell> ORDER =
            Comparator.comparing(Cell::hour)
                    .thenComparing(Cell::sensor)
                    .thenComparing(Cell::unit)
                    .thenComparing(Cell::kind)
                    .thenComparing(Cell::established)
                    .thenComparing(Cell::origin)
                    .thenComparing(Cell::sector);

    public Cell {
        if (!hour.equals(hour.truncatedTo(ChronoUnit.HOURS))) {
            throw new IllegalArgumentException("not the start of an hour: " + hour);
        }
        if (unit == Unit.CONTEXT) {
            throw new IllegalArgumentException("context is not counted in cells");
        }
    }

    /** A cell of sources and targets of which nothing is known. */
    public Cell(Instant hour, String sensor, Unit unit, Kind kind, boolean established) {
        this(hour, sensor, unit, kind, established, Origin.UNKNOWN, Sectors.NO_SECTOR);
    }

    /** Whether it tells anything of where the two ends are; all other cells are never folded. */
    boolean isDetailed() {
        return !isFolded() && !(origin.equals(Origin.UNKNOWN) && sector.isEmpty());
    }

    /** Whether it holds what is not told apart because there is too much. */
    public boolean isFolded() {
        return origin.equals(Origin.OTHER);
    }

    /** Where its count goes if it is folded. */
    Cell folded() {
        return new Cell(hour, sensor, unit, kind, established, Origin.OTHER, Sectors.OTHER);
    }

    @Override
    public int compareTo(Cell other) {
        return ORDER.compare(this, other);
    }
}
