package org.commonwatch.telemetry.matching;

/**
 * A Bloom filter of one word a key (Putze, Sanders and Singler, "Cache-, Hash- and Space-Efficient
 * Bloom Filters", 2007): what it does not have is not there, at the cost of one access to little
 * memory.
 */
final class Filter {
    private static final int BITS_PER_KEY = 13;
    private static final long LOW_HALF = 0xFFFF_FFFFL;

    private final long[] words;

    /** A filter of these words, as {@link #words} gave them. */
    Filter(long[] words) {
        this.words = words;
    }

    /** An empty filter that is to take so many keys. */
    static Filter sized(int keys) {
        return new Filter(new long[(int) ((long) keys * BITS_PER_KEY / Long.SIZE) + 1]);
    }

    long[] words() {
        return words;
    }

    void add(long hash) {
        words[word(hash)] |= bits(hash);
    }

    boolean mayHave(long hash) {
        return mayHave1(hash) != 0;
    }

    /** 1 if it may have the key, else 0: without a branch, so that many look-ups overlap. */
    int mayHave1(long hash) {
        long missing = bits(hash) & ~words[word(hash)];
        return 1 - (int) ((missing | -missing) >>> 63);
    }

    // From the low half of the hash the word, from the high half the bits.
    private int word(long hash) {
        return (int) (((hash & LOW_HALF) * words.length) >>> 32);
    }

    private static long bits(long hash) {
        return 1L << (hash >>> 32)
                | 1L << (hash >>> 38)
                | 1L << (hash >>> 44)
                | 1L << (hash >>> 50);
    }
}
