package org.commonwatch.telemetry.matching;

/** Takes a table apart: each of its arrays has a name. */
public interface SectionWriter {
    /** Takes an array that is not to be changed. */
    void put(String name, long[] values);

    /** Takes an array that is not to be changed. */
    void put(String name, int[] values);

    /** Takes an array that is not to be changed. */
    void put(String name, byte[] values);
}
