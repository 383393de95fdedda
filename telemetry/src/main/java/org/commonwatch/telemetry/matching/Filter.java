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
        return mayHave1(hash, words[word(hash)]) != 0;
    }

    /** Fetches the words in which the first so many keys would be, many of them at a time. */
    void fetch(long[] hashes, int count, long[] fetched) {
        for (int i = 0; i < count; i++) {
            fetched[i] = words[word(hashes[i])];
        }
    }

    /** 1 if the word that was fetched for a key may have it, else 0. */
    static int mayHave1(long hash, long fetched) {
        long missing = bits(hash) & ~fetched;
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
