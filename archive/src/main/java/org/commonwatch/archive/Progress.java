package org.commonwatch.archive;

/** Is told how far the reading of a file has come. */
@FunctionalInterface
public interface Progress {
    /**
     * Called after every block and at the end.
     *
     * @param read bytes of the file read so far, before decompression
     * @param total bytes of the file when it was opened; 0 for a pipe, which cannot say
     */
    void at(long read, long total);

    /** For whoever does not want to know. */
    static Progress unwatched() {
        return (read, total) -> {};
    }
}
