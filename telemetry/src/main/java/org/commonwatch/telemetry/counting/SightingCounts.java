package org.commonwatch.telemetry.counting;

import org.commonwatch.stix.Sighting;
import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.matching.IndicatorTable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * The sightings of one sensor while they are counted: indicator and hour in one number, in an
 * open-addressed table.
 */
final class SightingCounts {
    private static final long MICROS_PER_HOUR = 3_600_000_000L;
    private static final int FIRST_SLOTS = 1 << 10;

    private final int limit;
    // A slot whose count is 0 is free.
    private long[] keys = new long[FIRST_SLOTS];
    private long[] counts = new long[FIRST_SLOTS];
    private long[] firsts = new long[FIRST_SLOTS];
    private long[] lasts = new long[FIRST_SLOTS];
    private int size;

    SightingCounts(int limit) {
        this.limit = limit;
    }

    /** Counts one sighting of the indicator of this number, at a time in microseconds. */
    void add(int indicator, long time) {
        long hour = Math.floorDiv(time, MICROS_PER_HOUR);
        long key = (hour << 32) | (indicator & 0xFFFF_FFFFL);
        int slot = slot(key);
        if (counts[slot]++ == 0) {
            keys[slot] = key;
            firsts[slot] = time;
            lasts[slot] = time;
            begun();
        } else {
            firsts[slot] = Math.min(firsts[slot], time);
            lasts[slot] = Math.max(lasts[slot], time);
        }
    }

    /** What was counted so far, of indicators of this table. */
    Map<Sighting.Window, Sighting.Seen> sightings(String sensor, IndicatorTable indicators) {
        Map<Sighting.Window, Sighting.Seen> sightings = new HashMap<>();
        for (int slot = 0; slot < keys.length; slot++) {
            if (counts[slot] > 0) {
                var window =
                        new Sighting.Window(
                                indicators.id((int) keys[slot]),
                                sensor,
                                Instant.ofEpochSecond((keys[slot] >> 32) * 3_600));
                var seen =
                        new Sighting.Seen(
                                counts[slot], instant(firsts[slot]), instant(lasts[slot]));
                sightings.merge(window, seen, Sighting.Seen::and);
            }
        }
        return sightings;
    }

    /** Tells the number of every indicator that was counted, once or more. */
    void forEachSighted(IntConsumer use) {
        for (int slot = 0; slot < keys.length; slot++) {
            if (counts[slot] > 0) {
                use.accept((int) keys[slot]);
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
        if (2 * size > keys.length) {
            grow();
        }
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> 32) & mask;
        while (counts[slot] > 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldCounts = counts;
        long[] oldFirsts = firsts;
        long[] oldLasts = lasts;
        int slots = 2 * oldKeys.length;
        keys = new long[slots];
        counts = new long[slots];
        firsts = new long[slots];
        lasts = new long[slots];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldCounts[i] > 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                counts[slot] = oldCounts[i];
                firsts[slot] = oldFirsts[i];
                lasts[slot] = oldLasts[i];
            }
        }
    }
}
