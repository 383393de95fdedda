package org.commonwatch.telemetry.sensor;

/** Tells where the bytes are that make the structure of JSON lines. */
public interface StructuralScanner {
    /** Mask of {@code "}. */
    int QUOTES = 0;

    /** Mask of {@code \}. */
    int BACKSLASHES = 1;

    /** Mask of opening brackets of either sort. */
    int OPENING = 2;

    /** Mask of opening braces alone. */
    int BRACES = 3;

    /** Mask of closing brackets of either sort. */
    int CLOSING = 4;

    /** Mask of {@code :}. */
    int COLONS = 5;

    /** Mask of {@code ,}. */
    int COMMAS = 6;

    /** Mask of control characters and of bytes beyond ASCII. */
    int LOW = 7;

    /** Mask of line feeds. */
    int LINE_ENDS = 8;

    /** Mask of {@code 0} to {@code 9}. */
    int DIGITS = 9;

    /** Mask of {@code 0}. */
    int ZEROS = 10;

    /** How many masks a block has. */
    int MASKS = 11;

    /** One that runs anywhere, for one thread. */
    static StructuralScanner portable() {
        return new PortableScanner();
    }

    /**
     * The fastest that is on the path and has passed a test of its own, for one thread. Others are
     * found as services, see {@link java.util.ServiceLoader}.
     */
    static StructuralScanner fastest() {
        return Scanners.fastest();
    }

    /** What it is called in reports, such as {@code portable}. */
    String name();

    /**
     * Looks at blocks of {@link Structure#BLOCK} bytes. In a mask, bit {@code i} tells of byte
     * {@code i} of the block.
     *
     * @param from index of the first block's first byte
     * @param blocks how many blocks there are
     * @param masks takes {@link #MASKS} masks for each block, one block after the other
     */
    void masks(byte[] bytes, int from, int blocks, long[] masks);
}
