package org.commonwatch.telemetry.simulation;

/** How often numbers were counted: an open-addressed table. */
final class LongCounts {
    private static final int FIRST_SLOTS = 1 << 6;

    /** Takes a number and its count. */
    @FunctionalInterface
    interface Taker {
        void take(long key, long count);
    }

    // A slot whose count is 0 is free.
    private long[] keys = new long[FIRST_SLOTS];
    private long[] counts = new long[FIRST_SLOTS];
    private int size;

    void add(long key, long count) {
        int slot = slot(key);
        if (counts[slot] == 0) {
            keys[slot] = key;
            size++;
        }
        counts[slot] += count;
        if (2 * size > keys.length) {
            grow();
        }
    }

    /** How many different numbers there are. */
    int size() {
        return size;
    }

    void forEach(Taker taker) {
        for (int slot = 0; slot < keys.length; slot++) {
            if (counts[slot] > 0) {
                taker.take(keys[slot], counts[slot]);
            }
        }
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) Mix.of(key) & mask;
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
}
