package org.commonwatch.telemetry.actor;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * {@link Leaders} while they are counted: an open-addressed table of up to twice as many, of which
 * the smaller half goes when it is full. A thing is 128 bits, or a text found by its hash.
 */
final class LeaderCount {
    private static final int FIRST_SLOTS = 1 << 6;
    private static final int FULL = 2 * Leaders.KEPT_LIMIT;
    private static final byte[] NO_TEXT = {};

    private long[] high = new long[FIRST_SLOTS];
    private long[] low = new long[FIRST_SLOTS];
    private byte[][] texts = new byte[FIRST_SLOTS][];
    // A slot whose count is 0 is free.
    private long[] counts = new long[FIRST_SLOTS];
    private int size;
    private long error;

    /** What a thing is called. */
    @FunctionalInterface
    interface Naming {
        String name(long high, long low, byte[] text);
    }

    /** Counts a thing of 128 bits. */
    void add(long thingHigh, long thingLow) {
        add(thingHigh, thingLow, NO_TEXT, 0, 0);
    }

    /** Counts a text, which is copied if it is new. */
    void add(byte[] bytes, int from, int to) {
        add(Hashes.of(bytes, from, to), 0, bytes, from, to);
    }

    /** Counts a thing of 128 bits together with a text, which is copied if it is new. */
    void add(long thingHigh, long thingLow, byte[] bytes, int from, int to) {
        int mask = counts.length - 1;
        int slot = slot(thingHigh, thingLow);
        while (counts[slot] > 0
                && (high[slot] != thingHigh
                        || low[slot] != thingLow
                        || !Arrays.equals(texts[slot], 0, texts[slot].length, bytes, from, to))) {
            slot = (slot + 1) & mask;
        }
        if (counts[slot]++ == 0) {
            high[slot] = thingHigh;
            low[slot] = thingLow;
            texts[slot] = from == to ? NO_TEXT : Arrays.copyOfRange(bytes, from, to);
            size++;
            if (size > FULL) {
                rebuild(counts.length, over());
            } else if (2 * size > counts.length) {
                rebuild(2 * counts.length, 0);
            }
        }
    }

    Leaders leaders(Naming naming) {
        Map<String, Long> named = new HashMap<>();
        for (int slot = 0; slot < counts.length; slot++) {
            if (counts[slot] > 0) {
                String name = naming.name(high[slot], low[slot], texts[slot]);
                named.merge(name, counts[slot], Long::sum);
            }
        }
        return new Leaders(named, error);
    }

    private int slot(long thingHigh, long thingLow) {
        return (int) Hashes.of(thingHigh, thingLow) & (counts.length - 1);
    }

    private long over() {
        long[] ordered = counts.clone();
        Arrays.sort(ordered);
        return ordered[ordered.length - 1 - Leaders.KEPT_LIMIT];
    }

    private void rebuild(int slots, long over) {
        long[] oldHigh = high;
        long[] oldLow = low;
        byte[][] oldTexts = texts;
        long[] oldCounts = counts;
        high = new long[slots];
        low = new long[slots];
        texts = new byte[slots][];
        counts = new long[slots];
        size = 0;
        error += over;
        for (int i = 0; i < oldCounts.length; i++) {
            if (oldCounts[i] > over) {
                int slot = slot(oldHigh[i], oldLow[i]);
                while (counts[slot] > 0) {
                    slot = (slot + 1) & (slots - 1);
                }
                high[slot] = oldHigh[i];
                low[slot] = oldLow[i];
                texts[slot] = oldTexts[i];
                counts[slot] = oldCounts[i] - over;
                size++;
            }
        }
    }
}
