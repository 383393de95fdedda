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
 * @param unit probe, alert or session: context is not counted in cells
 * @param kind what the events amount to
 * @param ends what is known of who acted and who was acted upon
 */
public record Cell(Instant hour, String sensor, Unit unit, Kind kind, Ends ends)
        implements Comparable<Cell> {
    private static final Comparator<Cell> WITHIN_HOUR =
            Comparator.comparing(Cell::sensor)
                    .thenComparing(Cell::unit)
                    .thenComparing(Cell::kind)
                    .thenComparing(Cell::established)
                    .thenComparing(Cell::origin)
                    .thenComparing(Cell::sector);

    /**
     * The two ends of what happened.
     *
     * @param established whether the sources certainly took part, rather than being claimed
     * @param origin of the sources, as a database has it
     * @param sector of the targets, empty if they are in none
     */
    public record Ends(boolean established, Origin origin, String sector) {}

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
        this(hour, sensor, unit, kind, new Ends(established, Origin.UNKNOWN, Sectors.NO_SECTOR));
    }

    /** See {@link Ends}. */
    public boolean established() {
        return ends.established();
    }

    /** See {@link Ends}. */
    public Origin origin() {
        return ends.origin();
    }

    /** See {@link Ends}. */
    public String sector() {
        return ends.sector();
    }

    /** Whether it tells anything of where the two ends are; all other cells are never folded. */
    boolean isDetailed() {
        return !isFolded() && !(origin().equals(Origin.UNKNOWN) && sector().isEmpty());
    }

    /** Whether it holds what is not told apart because there is too much. */
    public boolean isFolded() {
        return origin().equals(Origin.OTHER);
    }

    @Override
    public int compareTo(Cell other) {
        int order = hour.compareTo(other.hour);
        return order == 0 ? WITHIN_HOUR.compare(this, other) : order;
    }
}
