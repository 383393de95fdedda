package org.commonwatch.telemetry.actor;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Values by number, in an open-addressed table. Beyond a limit, those of the greatest numbers stay:
 * numbers begin with a time, so that these are the latest.
 */
final class ByLong<V> {
    private static final int FIRST_SLOTS = 1 << 6;

    /** Takes a number and its value. */
    @FunctionalInterface
    interface Each<V> {
        void each(long key, V value);
    }

    private final int limit;
    private final Supplier<V> first;
    private long[] keys = new long[FIRST_SLOTS];
    // A slot without value is free.
    private @Nullable Object[] values = new @Nullable Object[FIRST_SLOTS];
    private int size;

    ByLong(int limit, Supplier<V> first) {
        this.limit = limit;
        this.first = first;
    }

    /** The value of a number, made if there is none. */
    V get(long key) {
        int slot = slot(key);
        V value = value(slot);
        if (value != null) {
            return value;
        }
        V made = first.get();
        keys[slot] = key;
        values[slot] = made;
        size++;
        if (size > limit + limit / 4) {
            rebuild(keys.length, leastKept());
        } else if (2 * size > keys.length) {
            rebuild(2 * keys.length, Long.MIN_VALUE);
        }
        return made;
    }

    void forEach(Each<V> each) {
        for (int slot = 0; slot < keys.length; slot++) {
            V value = value(slot);
            if (value != null) {
                each.each(keys[slot], value);
            }
        }
    }

    @SuppressWarnings("unchecked") // only values of this type are put in
    private @Nullable V value(int slot) {
        return (V) values[slot];
    }

    private long leastKept() {
        long[] ordered = new long[size];
        int next = 0;
        for (int slot = 0; slot < keys.length; slot++) {
            if (values[slot] != null) {
                ordered[next++] = keys[slot];
            }
        }
        Arrays.sort(ordered);
        return ordered[size - limit];
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> 40) & mask;
        while (values[slot] != null && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void rebuild(int slots, long least) {
        long[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new long[slots];
        values = new @Nullable Object[slots];
        size = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != null && oldKeys[i] >= least) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
                size++;
            }
        }
    }
}
