package org.commonwatch.telemetry.sensor;

/** Tells where the bytes are that make the structure of JSON lines. Each is for one thread. */
public interface StructuralScanner {
    /** One that runs anywhere. */
    static StructuralScanner portable() {
        return new PortableScanner();
    }

    /**
     * The fastest that is on the path and has passed a test of its own. Others are found as
     * services, see {@link java.util.ServiceLoader}.
     */
    static StructuralScanner fastest() {
        return Scanners.fastest();
    }

    /** What it is called in reports, such as {@code portable}. */
    String name();

    /** Starts before the first line of a chunk. */
    void begin();

    /** Looks at the blocks that come next in the chunk, and fills in what it finds. */
    void scan(Marks marks);
}
