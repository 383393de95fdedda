package org.commonwatch.telemetry.sensor;

/** Tells where the bytes are that make the structure of JSON lines. */
public interface StructuralScanner {
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
     * Goes through the bytes block by block: for each of {@link Structure#BLOCK} bytes sets all
     * masks and calls {@link Structure#block}, for what is left over once more, with fewer bytes.
     *
     * @param from index of the first byte
     * @param to index after the last one
     */
    void scan(byte[] bytes, int from, int to, Structure structure);
}
