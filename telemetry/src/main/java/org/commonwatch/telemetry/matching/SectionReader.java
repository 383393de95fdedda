package org.commonwatch.telemetry.matching;

/**
 * Gives back what a {@link SectionWriter} took. Each throws {@link IllegalArgumentException} if
 * there is nothing of that name and sort.
 */
public interface SectionReader {
    /** An array that nobody else changes. */
    long[] longs(String name);

    /** An array that nobody else changes. */
    int[] ints(String name);

    /** An array that nobody else changes. */
    byte[] bytes(String name);
}
