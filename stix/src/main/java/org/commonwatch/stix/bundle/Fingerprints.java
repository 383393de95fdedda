package org.commonwatch.stix.bundle;

/** Numbers by number, a bounded number of them, in little memory. */
final class Fingerprints {
    private final int limit;
    private long[] keys = new long[1 << 10];
    private long[] values = new long[1 << 10];
    private int size;

    Fingerprints(int limit) {
        this.limit = limit;
    }

    boolean full() {
        return size == limit;
    }

    /** The value of the key, or 0 if it has none. */
    long get(long key) {
        return values[place(key)];
    }

    /** Gives the key a value other than 0, unless there are too many. */
    void put(long key, long value) {
        int place = place(key);
        if (values[place] == 0) {
            if (full()) {
                return;
            }
            size++;
        }
        keys[place] = key;
        values[place] = value;
        if (2 * size > keys.length) {
            grow();
        }
    }

    private int place(long key) {
        int mask = keys.length - 1;
        int place = (int) mixed(key) & mask;
        while (values[place] != 0 && keys[place] != key) {
            place = (place + 1) & mask;
        }
        return place;
    }

    // MurmurHash3's finalizer.
    static long mixed(long key) {
        long mixed = (key ^ (key >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new long[2 * oldKeys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != 0) {
                int place = place(oldKeys[i]);
                keys[place] = oldKeys[i];
                values[place] = oldValues[i];
            }
        }
    }
}
