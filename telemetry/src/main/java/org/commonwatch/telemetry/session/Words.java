package org.commonwatch.telemetry.session;

/** A row of words, wherever it is kept. May be read by several threads at once. */
@FunctionalInterface
public interface Words {
    /**
     * Copies words.
     *
     * @param from number of the first, from 0
     * @param into filled from its start
     * @param count how many
     */
    void read(long from, long[] into, int count);

    /** Words in memory, not to be changed any more. */
    static Words of(long[] words) {
        return (from, into, count) -> System.arraycopy(words, (int) from, into, 0, count);
    }
}
