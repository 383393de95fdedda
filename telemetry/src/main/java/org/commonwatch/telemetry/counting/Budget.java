package org.commonwatch.telemetry.counting;

import org.commonwatch.telemetry.geography.Origin;

import java.time.LocalDate;
import java.util.Arrays;

/**
 * Which cells of a month are kept where there are more than a budget: those of the lowest rank. A
 * rank depends on the cell alone, never on its count or on when it came. So whatever is folded away
 * in a part of the input is folded away in the whole, and any split gives the same (a bottom-k
 * sample: Cohen and Kaplan, "Summarizing Data using Bottom-k Sketches", 2007).
 *
 * <p>Cells of established sources rank before those of claimed ones, of which a forger makes any
 * number; then cells of one origin and sector rank together, so that a series is kept or folded as
 * a whole.
 *
 * @param last the highest rank that is kept
 * @param ofLast how many cells of that rank are kept, the first of them
 */
record Budget(long last, int ofLast) {
    private static final long HOURS_PER_DAY = 24;
    private static final long CLAIMED = 1L << 62;

    /** Of so many ranks, as many as there is room for; the array is sorted on the way. */
    static Budget of(long[] ranks, int room) {
        Arrays.sort(ranks);
        if (room == 0) {
            return new Budget(-1, 0);
        }
        int before = room;
        while (before > 0 && ranks[before - 1] == ranks[room - 1]) {
            before--;
        }
        return new Budget(ranks[room - 1], room - before);
    }

    /** The part of a rank that is the same for an origin and sector. */
    static long rankOf(Origin origin, String sector) {
        long words = origin.country().hashCode() * 31L + sector.hashCode();
        return mix(mix(words) + origin.asn()) >>> 34 << 32;
    }

    /** The rank of a cell. */
    static long rank(long ofOrigin, long hour, String sensor, boolean established) {
        return (established ? 0 : CLAIMED)
                | ofOrigin
                | mix(hour + ((long) sensor.hashCode() << 32)) >>> 32;
    }

    /** The month that an hour since 1970 is in, in months since the year 0. */
    static int month(long hour) {
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(hour, HOURS_PER_DAY));
        return day.getYear() * 12 + day.getMonthValue();
    }

    // The finisher of MurmurHash3.
    private static long mix(long bits) {
        long x = (bits ^ bits >>> 33) * 0xFF51_AFD7_ED55_8CCDL;
        x = (x ^ x >>> 33) * 0xC4CE_B9FE_1A85_EC53L;
        return x ^ x >>> 33;
    }
}
