package org.commonwatch.telemetry.matching;

/**
 * Lists by address or any other pair of longs: an open-addressed table, at most half full, with a
 * Bloom filter of one word a key in front (Putze, Sanders and Singler, "Cache-, Hash- and
 * Space-Efficient Bloom Filters", 2007), so that what is not there costs one access to little
 * memory.
 */
final class AddressMap {
    private static final int FIRST_SLOTS = 1 << 6;

    private long[] high = new long[FIRST_SLOTS];
    private long[] low = new long[FIRST_SLOTS];
    // 0 marks a free slot.
    private int[] lists = new int[FIRST_SLOTS];
    private long[] filter = new long[FIRST_SLOTS];
    private int size;

    /** The list of a key, 0 if there is none. */
    int get(long keyHigh, long keyLow) {
        long hash = hash(keyHigh, keyLow);
        long bits = bits(hash);
        if ((filter[word(hash)] & bits) != bits) {
            return 0;
        }
        return lists[slot(hash, keyHigh, keyLow)];
    }

    /** Puts a list in the place of the one that was there. */
    void put(long keyHigh, long keyLow, int list) {
        long hash = hash(keyHigh, keyLow);
        int slot = slot(hash, keyHigh, keyLow);
        if (lists[slot] == 0) {
            high[slot] = keyHigh;
            low[slot] = keyLow;
            size++;
        }
        lists[slot] = list;
        filter[word(hash)] |= bits(hash);
        if (2 * size > lists.length) {
            grow();
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    private int slot(long hash, long keyHigh, long keyLow) {
        int mask = lists.length - 1;
        int slot = (int) (hash >>> 32) & mask;
        while (lists[slot] != 0 && (low[slot] != keyLow || high[slot] != keyHigh)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    // As many words as a quarter of the slots: between 32 and 16 bits a key.
    private int word(long hash) {
        return (int) hash & (filter.length - 1);
    }

    private static long bits(long hash) {
        return 1L << (hash >>> 58)
                | 1L << (hash >>> 52)
                | 1L << (hash >>> 46)
                | 1L << (hash >>> 40);
    }

    private void grow() {
        long[] oldHigh = high;
        long[] oldLow = low;
        int[] oldLists = lists;
        int slots = 2 * oldLists.length;
        high = new long[slots];
        low = new long[slots];
        lists = new int[slots];
        filter = new long[Math.max(FIRST_SLOTS, slots / 4)];
        for (int i = 0; i < oldLists.length; i++) {
            if (oldLists[i] != 0) {
                long hash = hash(oldHigh[i], oldLow[i]);
                int slot = slot(hash, oldHigh[i], oldLow[i]);
                high[slot] = oldHigh[i];
                low[slot] = oldLow[i];
                lists[slot] = oldLists[i];
                filter[word(hash)] |= bits(hash);
            }
        }
    }

    // The finisher of MurmurHash3, over both halves.
    static long hash(long high, long low) {
        long x = low + high * 0x9E37_79B9_7F4A_7C15L;
        x = (x ^ x >>> 33) * 0xFF51_AFD7_ED55_8CCDL;
        x = (x ^ x >>> 33) * 0xC4CE_B9FE_1A85_EC53L;
        return x ^ x >>> 33;
    }
}
