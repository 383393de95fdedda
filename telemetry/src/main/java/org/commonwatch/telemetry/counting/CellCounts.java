package org.commonwatch.telemetry.counting;

import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.event.Classification;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Unit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The cells of one sensor while they are counted: numbers in an open-addressed table. */
final class CellCounts {
    private static final long MICROS_PER_HOUR = 3_600_000_000L;
    private static final int FIRST_SLOTS = 1 << 10;

    private final int limit;
    // A slot whose count is 0 is free.
    private long[] keys = new long[FIRST_SLOTS];
    private long[] counts = new long[FIRST_SLOTS];
    private int size;

    CellCounts(int limit) {
        this.limit = limit;
    }

    /** Counts the events that are probes or alerts, and tells how many were. */
    int add(Events events) {
        int counted = 0;
        for (int i = 0; i < events.count(); i++) {
            Unit unit = events.unit(i);
            if (unit != Unit.CONTEXT) {
                long hour = Math.floorDiv(events.time(i), MICROS_PER_HOUR);
                add(hour << Classification.BITS | events.classification(i));
                counted++;
            }
        }
        return counted;
    }

    /** What was counted so far. */
    Map<Cell, Long> cells(String sensor) {
        Map<Cell, Long> cells = new HashMap<>();
        for (int slot = 0; slot < keys.length; slot++) {
            if (counts[slot] > 0) {
                cells.put(cell(sensor, keys[slot]), counts[slot]);
            }
        }
        return cells;
    }

    private void add(long key) {
        int slot = slot(key);
        if (counts[slot]++ == 0) {
            keys[slot] = key;
            size++;
            if (size > limit) {
                throw new TelemetryRefusedException(new TelemetryRefusal.TooManyCells(limit));
            }
            if (2 * size > keys.length) {
                grow();
            }
        }
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & mask;
        while (counts[slot] > 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldCounts = counts;
        keys = new long[2 * oldKeys.length];
        counts = new long[2 * oldKeys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldCounts[i] > 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                counts[slot] = oldCounts[i];
            }
        }
    }

    private static Cell cell(String sensor, long key) {
        int classification = (int) key & ((1 << Classification.BITS) - 1);
        return new Cell(
                Instant.ofEpochSecond((key >> Classification.BITS) * 3_600),
                sensor,
                Classification.unit(classification),
                Classification.kind(classification),
                Classification.established(classification));
    }
}
