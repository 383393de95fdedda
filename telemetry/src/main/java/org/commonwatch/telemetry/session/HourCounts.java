package org.commonwatch.telemetry.session;

import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.event.Classification;
import org.commonwatch.telemetry.event.Unit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Sessions by the hour they open in, while they are counted. */
final class HourCounts {
    private static final long MICROS_PER_HOUR = 3_600_000_000L;
    // By kind and established, which have the lowest bits of a classification.
    private static final int COUNTS = 1 << (Classification.BITS - 2);

    private final Map<Long, long[]> hours = new HashMap<>();

    /** Counts the session that a row is. */
    void add(long[] row) {
        long hour = Math.floorDiv(row[Rows.FIRST], MICROS_PER_HOUR);
        counts(hour)[Rows.classification(row[Rows.META])]++;
    }

    void add(HourCounts others) {
        others.hours.forEach((hour, more) -> {
            long[] counts = counts(hour);
            for (int i = 0; i < COUNTS; i++) {
                counts[i] += more[i];
            }
        });
    }

    private long[] counts(long hour) {
        long[] counts = hours.computeIfAbsent(hour, any -> new long[COUNTS]);
        if (hours.size() > SessionCounts.HOUR_LIMIT) {
            throw new TelemetryRefusedException(
                    new TelemetryRefusal.TooManyCells(SessionCounts.HOUR_LIMIT));
        }
        return counts;
    }

    Map<Cell, Long> cells(String sensor) {
        Map<Cell, Long> cells = new HashMap<>();
        hours.forEach((hour, counts) -> {
            for (int i = 0; i < COUNTS; i++) {
                if (counts[i] > 0) {
                    cells.put(cell(sensor, hour, i), counts[i]);
                }
            }
        });
        return cells;
    }

    private static Cell cell(String sensor, long hour, int classification) {
        return new Cell(
                Instant.ofEpochSecond(hour * 3_600),
                sensor,
                Unit.SESSION,
                Classification.kind(classification),
                Classification.established(classification));
    }
}
