package org.commonwatch.telemetry.sensor;

/** Tells where the bytes are that make the structure of JSON lines. Each is for one thread. */
public interface StructuralScanner {
    /** How many masks {@link #values} leaves for a block. */
    int VALUE_MASKS = 2;

    /** How many bytes {@link #isSame} compares at most. */
    int COMPARED = 32;

    /** One that runs anywhere. */
    static StructuralScanner portable() {
        return new PortableScanner();
    }

    /**
     * The fastest that is on the path and has passed a test of its own. Others are found as
     * services, see {@link java.util.ServiceLoader}.
     */
    static StructuralScanner fastest() {
        return PortableScanner.fastest();
    }

    /** What it is called in reports, such as {@code portable}. */
    String name();

    /**
     * Tells where values may end, without regard to what is before.
     *
     * @param from index of the first block's first byte
     * @param blocks how many blocks of {@link Marks#BLOCK_BYTES}
     * @param masks where to put for each block first which bytes do not stand for themselves in a
     *     text, which are quotes, backslashes, control characters and all beyond ASCII, and then
     *     which bytes are no digits
     * @param first index of the first block's masks
     */
    void values(byte[] bytes, int from, int blocks, long[] masks, int first);

    /**
     * Whether bytes are the same.
     *
     * @param from index of the first, after which there are {@link #COMPARED} in all
     * @param otherFrom index of the first of the other's, of which this is true as well
     * @param count how many, {@link #COMPARED} at most
     */
    boolean isSame(byte[] bytes, int from, byte[] other, int otherFrom, int count);

    /** Starts before the first line of a chunk. */
    void begin();

    /** Looks at the blocks that come next in the chunk, and fills in what it finds. */
    void scan(Marks marks);
}
