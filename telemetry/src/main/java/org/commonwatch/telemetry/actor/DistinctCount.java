package org.commonwatch.telemetry.actor;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;

import org.jspecify.annotations.Nullable;

/** A {@link Distinct} while it is counted: a small open-addressed set, then a sketch. */
final class DistinctCount {
    private static final int FIRST_SLOTS = 8;

    // 0 marks a free slot, and stands for no hash.
    private long[] set = new long[FIRST_SLOTS];
    private int size;
    private @Nullable UltraLogLog sketch;

    void add(long hash) {
        if (sketch != null) {
            sketch.add(hash);
            return;
        }
        long key = hash == 0 ? 1 : hash;
        int slot = slot(key);
        if (set[slot] == 0) {
            set[slot] = key;
            size++;
            if (size > Distinct.EXACT_LIMIT) {
                sketch = toSketch();
            } else if (2 * size > set.length) {
                grow();
            }
        }
    }

    Distinct distinct() {
        return sketch != null ? Distinct.of(sketch) : Distinct.of(hashes());
    }

    private UltraLogLog toSketch() {
        UltraLogLog all = Distinct.sketch();
        for (long hash : hashes()) {
            all.add(hash);
        }
        set = new long[0];
        return all;
    }

    private long[] hashes() {
        long[] hashes = new long[size];
        int next = 0;
        for (long hash : set) {
            if (hash != 0) {
                hashes[next++] = hash;
            }
        }
        return hashes;
    }

    private int slot(long key) {
        int mask = set.length - 1;
        int slot = (int) key & mask;
        while (set[slot] != 0 && set[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] old = set;
        set = new long[2 * old.length];
        for (long key : old) {
            if (key != 0) {
                set[slot(key)] = key;
            }
        }
    }
}
