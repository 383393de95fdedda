package org.commonwatch.telemetry.sensor;

/** Tells where the bytes are that make the structure of JSON lines. */
public interface StructuralScanner {
    /** What it is called in reports, such as {@code portable}. */
    String name();

    /**
     * Goes through the bytes block by block: for each of {@link Structure#BLOCK} bytes sets all
     * masks and calls {@link Structure#block}, for what is left over once more, with fewer bytes.
     *
     * @param from index of the first byte
     * @param to index after the last one
     */
    void scan(byte[] bytes, int from, int to, Structure structure);
}
