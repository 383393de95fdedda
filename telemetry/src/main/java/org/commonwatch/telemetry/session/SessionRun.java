package org.commonwatch.telemetry.session;

/**
 * Sorted intervals of sessions: what one thread, process or machine knows of some keys, in the form
 * in which it can be kept, sent and joined to that of others. A run is words of 64 bits and nothing
 * else; they mean the same everywhere, as long as all were made by one rule.
 */
public final class SessionRun {
    private final Words words;
    private final int rowWords;
    private final long[] starts;

    private SessionRun(Words words, int rowWords, long[] starts) {
        this.words = words;
        this.rowWords = rowWords;
        this.starts = starts;
    }

    /**
     * A run of so many first words of an array, kept somewhere.
     *
     * @param sorted rows in order
     * @param kept the same words
     */
    static SessionRun of(long[] sorted, int count, int rowWords, Words kept) {
        var starts = new long[Rows.PARTITIONS + 1];
        for (int at = 0; at < count; at += rowWords) {
            starts[Rows.partition(sorted[at]) + 1] = (long) at + rowWords;
        }
        for (int partition = 1; partition <= Rows.PARTITIONS; partition++) {
            starts[partition] = Math.max(starts[partition], starts[partition - 1]);
        }
        return new SessionRun(kept, rowWords, starts);
    }

    /**
     * The run whose words these are, not to be changed any more.
     *
     * @param rowWords as {@link #rowWords} of that run
     */
    public static SessionRun of(long[] words, int rowWords) {
        if ((rowWords != Rows.NARROW && rowWords != Rows.WIDE) || words.length % rowWords != 0) {
            throw new IllegalArgumentException("no rows of " + rowWords + " words");
        }
        for (int at = rowWords; at < words.length; at += rowWords) {
            if (Rows.compare(words, at - rowWords, words, at, rowWords) > 0) {
                throw new IllegalArgumentException("row " + at / rowWords + " is out of order");
            }
        }
        return of(words, words.length, rowWords, Words.of(words));
    }

    /** How many words an interval takes: fewer if both its addresses are of IPv4. */
    public int rowWords() {
        return rowWords;
    }

    /** How many words there are. */
    public long length() {
        return starts[Rows.PARTITIONS];
    }

    /** The words. */
    public Words words() {
        return words;
    }

    /** Number of the first word of a partition; that of the next is after its last. */
    long start(int partition) {
        return starts[partition];
    }
}
