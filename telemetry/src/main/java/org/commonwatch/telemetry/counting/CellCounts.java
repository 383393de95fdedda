package org.commonwatch.telemetry.counting;

import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.counting.Cells.Columns;
import org.commonwatch.telemetry.counting.Cells.Words;
import org.commonwatch.telemetry.counting.SegmentCounter.Limits;
import org.commonwatch.telemetry.event.Classification;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.geography.Geography;
import org.commonwatch.telemetry.geography.Origin;
import org.commonwatch.telemetry.geography.Places;
import org.commonwatch.telemetry.geography.Sectors;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The cells of one sensor while they are counted: numbers in an open-addressed table. A key is 28
 * bits of hour, the classification, and the numbers of origin and sector, so that keys are in the
 * order of cells.
 */
final class CellCounts {
    /** No more cells of all months that tell where sources and targets are fit into memory. */
    static final int DETAILED_LIMIT = 2 * Cells.MONTH_LIMIT;

    private static final long MICROS_PER_HOUR = 3_600_000_000L;
    private static final int FIRST_SLOTS = 1 << 10;
    private static final int DETAIL_BITS = Geography.BITS + Sectors.BITS;
    private static final long DETAIL_MASK = (1L << DETAIL_BITS) - 1;
    private static final int HOUR_SHIFT = Classification.BITS + DETAIL_BITS;

    /** What is known of a month that may be beyond its budget. */
    private static final class Month {
        private int detailed;
        private long lastRank = Long.MAX_VALUE;
    }

    private final String sensor;
    private final Places places;
    private final boolean placed;
    private final Limits limits;
    private final Map<Integer, Month> months = new HashMap<>();
    // A slot whose count is 0 is free.
    private long[] keys = new long[FIRST_SLOTS];
    private long[] counts = new long[FIRST_SLOTS];
    private int size;
    private int detailed;

    CellCounts(String sensor, Places places, Limits limits) {
        this.sensor = sensor;
        this.places = places;
        this.limits = limits;
        placed = !places.geography().isNone() || !places.sectors().isNone();
    }

    /** Counts the events that are probes or alerts, and tells how many were. */
    int add(Events events) {
        int counted = 0;
        for (int i = 0; i < events.count(); i++) {
            if (events.unit(i) != Unit.CONTEXT) {
                long hour = Math.floorDiv(events.time(i), MICROS_PER_HOUR);
                long key = hour << HOUR_SHIFT | (long) events.classification(i) << DETAIL_BITS;
                add(placed ? key | detail(events, i) : key, 1);
                counted++;
            }
        }
        return counted;
    }

    private long detail(Events events, int i) {
        return (long) places.geography().ofSource(events, i) << Sectors.BITS
                | places.sectors().ofTarget(events, i);
    }

    /** What was counted so far. */
    Cells cells() {
        Sectors sectors = places.sectors();
        var words =
                Words.of(
                        Stream.of(sensor),
                        IntStream.range(0, sectors.size()).mapToObj(sectors::name));
        long[] ordered = new long[size];
        int next = 0;
        for (int slot = 0; slot < keys.length; slot++) {
            if (counts[slot] > 0) {
                ordered[next++] = keys[slot];
            }
        }
        Arrays.sort(ordered);
        var columns = new Columns(size);
        for (long key : ordered) {
            columns.add(
                    PackedCell.high(
                            key >> HOUR_SHIFT,
                            words.sensor(sensor),
                            (int) (key >>> DETAIL_BITS) & ((1 << Classification.BITS) - 1)),
                    PackedCell.low(origin(key), words.sector(sector(key))),
                    counts[slot(key)]);
        }
        return new Cells(words, columns, limits.cellsPerMonth());
    }

    private Origin origin(long key) {
        boolean folded = (key & DETAIL_MASK) == DETAIL_MASK;
        int number = (int) ((key & DETAIL_MASK) >>> Sectors.BITS);
        return folded ? Origin.OTHER : places.geography().origin(number);
    }

    private String sector(long key) {
        boolean folded = (key & DETAIL_MASK) == DETAIL_MASK;
        int number = (int) key & ((1 << Sectors.BITS) - 1);
        return folded ? Sectors.OTHER : places.sectors().name(number);
    }

    private static boolean isDetailed(long key) {
        long detail = key & DETAIL_MASK;
        return detail != 0 && detail != DETAIL_MASK;
    }

    private void add(long key, long count) {
        int slot = slot(key);
        if (counts[slot] == 0) {
            begin(key, count, slot);
        } else {
            counts[slot] += count;
        }
    }

    private void begin(long key, long count, int slot) {
        Month month = null;
        if (isDetailed(key)) {
            month = months.computeIfAbsent(month(key), any -> new Month());
            if (month.lastRank < Long.MAX_VALUE && rank(key) > month.lastRank) {
                add(key | DETAIL_MASK, count);
                return;
            }
            month.detailed++;
            detailed++;
        }
        keys[slot] = key;
        counts[slot] = count;
        size++;
        if (2 * size > keys.length) {
            rebuild(2 * keys.length, 0, Long.MAX_VALUE);
        }
        if (month != null && month.detailed > limits.cellsPerMonth() + limits.cellsPerMonth() / 4) {
            fold(month(key), month);
        }
        check();
    }

    private void check() {
        if (size - detailed > limits.cells()) {
            throw new TelemetryRefusedException(new TelemetryRefusal.TooManyCells(limits.cells()));
        }
        if (detailed > DETAILED_LIMIT) {
            throw new TelemetryRefusedException(new TelemetryRefusal.TooManyCells(DETAILED_LIMIT));
        }
    }

    // Leaves as many as the budget allows, or some more of one rank, of which the end decides.
    private void fold(int number, Month month) {
        long[] ranks = new long[month.detailed];
        int next = 0;
        for (int slot = 0; slot < keys.length; slot++) {
            if (counts[slot] > 0 && isDetailed(keys[slot]) && month(keys[slot]) == number) {
                ranks[next++] = rank(keys[slot]);
            }
        }
        month.lastRank = Budget.of(ranks, limits.cellsPerMonth()).last();
        int folded = rebuild(keys.length, number, month.lastRank);
        month.detailed -= folded;
        detailed -= folded;
    }

    // Into so many slots, folding what in one month is beyond a rank; tells how many cells that
    // was.
    private int rebuild(int slots, int month, long lastRank) {
        long[] oldKeys = keys;
        long[] oldCounts = counts;
        keys = new long[slots];
        counts = new long[slots];
        size = 0;
        int folded = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            long key = oldKeys[i];
            if (oldCounts[i] > 0) {
                if (isDetailed(key) && month(key) == month && rank(key) > lastRank) {
                    folded++;
                    key |= DETAIL_MASK;
                }
                int slot = slot(key);
                size += counts[slot] == 0 ? 1 : 0;
                keys[slot] = key;
                counts[slot] += oldCounts[i];
            }
        }
        return folded;
    }

    private static int month(long key) {
        return Budget.month(key >> HOUR_SHIFT);
    }

    private long rank(long key) {
        int classification = (int) (key >>> DETAIL_BITS) & ((1 << Classification.BITS) - 1);
        return Budget.rank(
                Budget.rankOf(origin(key), sector(key)),
                key >> HOUR_SHIFT,
                sensor,
                Classification.established(classification));
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & mask;
        while (counts[slot] > 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
