package org.commonwatch.telemetry.sensor;

/**
 * Reads what one kind of sensor writes. Whatever its bytes, every line of a chunk ends in exactly
 * one call of {@link Batch#record}, {@link Batch#skip} or {@link Batch#reject}, in order, and
 * nothing is thrown.
 *
 * <p>Not for use by several threads at once; what is remembered from line to line is the reader's.
 */
public interface SensorReader {
    /**
     * Reads all lines of the chunk into the batch, which the caller has cleared for the chunk.
     *
     * @param chunk whole lines
     */
    void read(Chunk.Lines chunk, Batch batch);
}
