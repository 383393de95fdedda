package org.commonwatch.telemetry.counting;

import org.commonwatch.stix.Sighting;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * The sightings of one sensor while they are counted: indicator and hour in one number, in an
 * open-addressed table.
 */
final class SightingCounts {
    private static final long MICROS_PER_HOUR = 3_600_000_000L;
    private static final int FIRST_SLOTS = 1 << 10;

    // The words of a slot, side by side so that one access to memory fetches them all. A slot whose
    // count is 0 is free.
    private static final int KEY = 0;
    private static final int COUNT = 1;
    private static final int FIRST = 2;
    private static final int LAST = 3;
    private static final int WORDS = 4;

    private final int limit;
    private long[] slots = new long[FIRST_SLOTS * WORDS];
    private int size;

    SightingCounts(int limit) {
        this.limit = limit;
    }

    /** Counts one sighting of the indicator of this number, at a time in microseconds. */
    void add(int indicator, long time) {
        long hour = Math.floorDiv(time, MICROS_PER_HOUR);
        add((hour << 32) | (indicator & 0xFFFF_FFFFL), 1, time, time);
    }

    private void add(long key, long count, long first, long last) {
        int slot = slot(key);
        boolean isNew = slots[slot + COUNT] == 0;
        slots[slot + COUNT] += count;
        slots[slot + KEY] = key;
        slots[slot + FIRST] = isNew ? first : Math.min(slots[slot + FIRST], first);
        slots[slot + LAST] = isNew ? last : Math.max(slots[slot + LAST], last);
        if (isNew) {
            begun();
        }
    }

    /** Both together, of the same table's indicators, with no limit but both together. */
    SightingCounts and(SightingCounts other) {
        var both = new SightingCounts(Math.addExact(limit, other.limit));
        for (SightingCounts one : List.of(this, other)) {
            for (int slot = 0; slot < one.slots.length; slot += WORDS) {
                if (one.slots[slot + COUNT] > 0) {
                    both.add(
                            one.slots[slot + KEY],
                            one.slots[slot + COUNT],
                            one.slots[slot + FIRST],
                            one.slots[slot + LAST]);
                }
            }
        }
        return both;
    }

    /**
     * What was counted so far, in the order of the windows.
     *
     * @param ids the names of indicators, by their numbers
     */
    SortedMap<Sighting.Window, Sighting.Seen> sightings(String sensor, IntFunction<StixId> ids) {
        SortedMap<Sighting.Window, Sighting.Seen> sightings = new TreeMap<>();
        for (int slot = 0; slot < slots.length; slot += WORDS) {
            if (slots[slot + COUNT] > 0) {
                long key = slots[slot + KEY];
                var window =
                        new Sighting.Window(
                                ids.apply((int) key),
                                sensor,
                                Instant.ofEpochSecond((key >> 32) * 3_600));
                var seen =
                        new Sighting.Seen(
                                slots[slot + COUNT],
                                instant(slots[slot + FIRST]),
                                instant(slots[slot + LAST]));
                sightings.merge(window, seen, Sighting.Seen::and);
            }
        }
        return sightings;
    }

    /** Tells the number of every indicator that was counted, once or more. */
    void forEachSighted(IntConsumer use) {
        for (int slot = 0; slot < slots.length; slot += WORDS) {
            if (slots[slot + COUNT] > 0) {
                use.accept((int) slots[slot + KEY]);
            }
        }
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private void begun() {
        size++;
        if (size > limit) {
            throw new TelemetryRefusedException(new TelemetryRefusal.TooManySightings(limit));
        }
        if (2 * size > slots.length / WORDS) {
            grow();
        }
    }

    // Index of its first word.
    private int slot(long key) {
        int mask = slots.length / WORDS - 1;
        int slot = (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> 32) & mask;
        while (slots[WORDS * slot + COUNT] > 0 && slots[WORDS * slot + KEY] != key) {
            slot = (slot + 1) & mask;
        }
        return WORDS * slot;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        for (int from = 0; from < old.length; from += WORDS) {
            if (old[from + COUNT] > 0) {
                System.arraycopy(old, from, slots, slot(old[from + KEY]), WORDS);
            }
        }
    }
}
