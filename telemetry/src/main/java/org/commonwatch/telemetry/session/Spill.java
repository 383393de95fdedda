package org.commonwatch.telemetry.session;

/** Keeps words that memory has no room for. Is given them by several threads at once. */
@FunctionalInterface
public interface Spill {
    /**
     * Keeps the first words of an array, which the caller goes on to change.
     *
     * @return the same words, to be read for as long as the spill is there
     */
    Words keep(long[] words, int count);
}
