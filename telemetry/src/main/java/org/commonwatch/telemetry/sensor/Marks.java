package org.commonwatch.telemetry.sensor;

/**
 * Some blocks of a chunk of JSON lines, and what a {@link StructuralScanner} finds in them: of each
 * block a mask a question, in which bit {@code i} tells of the block's byte {@code i}.
 */
public final class Marks {
    /** How many bytes a block has. */
    public static final int BLOCK_BYTES = Long.SIZE;

    /** Blocks come in groups of so many. */
    public static final int GROUP = 8;

    /** There are no more blocks. */
    static final int MOST = 8 * GROUP;

    private final long[] quotes = new long[MOST];
    private final long[] backslashes = new long[MOST];
    private final long[] places = new long[MOST];
    private final long[] doubtful = new long[MOST];
    private final long[] elements = new long[MOST];
    private final long[] lineEnds = new long[MOST];
    private byte[] bytes = {};
    private int from;
    private int blocks;

    void take(byte[] chunk, int first, int count) {
        bytes = chunk;
        from = first;
        blocks = count;
    }

    /** The bytes that hold the blocks. */
    public byte[] bytes() {
        return bytes;
    }

    /** Index of the first byte of block {@code i}. */
    public int from(int i) {
        return from + i * BLOCK_BYTES;
    }

    /** How many blocks there are: some whole groups. */
    public int blocks() {
        return blocks;
    }

    /** Takes where quotes are that begin or end a string. */
    public long[] quotes() {
        return quotes;
    }

    /** Takes where backslashes are. */
    public long[] backslashes() {
        return backslashes;
    }

    /** Takes all that is to be looked at: see {@link Structure}. */
    public long[] places() {
        return places;
    }

    /** Takes those of the places where the text certainly is not as sensors write it. */
    public long[] doubtful() {
        return doubtful;
    }

    /** Takes those of the places that are, or come right after, what only a list may hold. */
    public long[] elements() {
        return elements;
    }

    /** Takes those of the places that are line ends. */
    public long[] lineEnds() {
        return lineEnds;
    }
}
