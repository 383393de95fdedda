package org.commonwatch.cli.input;

import org.commonwatch.archive.LineSource;

import java.util.Optional;

/** What becomes of the lines of files that grow. */
public interface Growth {
    /** What becomes of one file's. */
    interface OfFile {
        /**
         * Takes lines that are new.
         *
         * @param bytes about how many there are; 0 if that is not known
         * @return how many lines the file has with them, those before an earlier run's end included
         */
        long add(LineSource lines, long bytes);
    }

    /**
     * Begins a file; empty if nothing can be made of it.
     *
     * @param file with its first lines
     * @param year in which it was last written to
     */
    Optional<OfFile> begin(LineSource file, int year);

    /**
     * Goes on with a file.
     *
     * @param counted the lines that an earlier run has taken
     * @param lines how many they are
     */
    Optional<OfFile> goOn(LineSource file, int year, LineSource counted, long lines);
}
