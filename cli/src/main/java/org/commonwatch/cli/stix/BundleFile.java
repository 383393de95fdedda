package org.commonwatch.cli.stix;

import org.commonwatch.archive.LineFile;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.bundle.BundleReader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** A file of objects, plain, gzip or zstd, or standard input. */
record BundleFile(Optional<Path> file) {
    private static final int PIECE_BYTES = 256 << 10;

    /** The file of the name; {@code -} is standard input. */
    static BundleFile of(Path file) {
        return new BundleFile(file.toString().equals("-") ? Optional.empty() : Optional.of(file));
    }

    String name() {
        return file.map(Path::toString).orElse("standard input");
    }

    /** Reads it to its end; stops where it cannot be said where an object ends. */
    void read(BundleReader reader) throws IOException {
        try (InputStream in = open()) {
            byte[] piece = new byte[PIECE_BYTES];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                reader.take(piece, 0, read);
            }
            reader.end();
        } catch (RefusedException e) {
            throw new Stop(
                    ExitCode.FAILED, name() + ": " + e.refusal().message(), e.refusal().remedy());
        }
    }

    /** Its bytes, unpacked; to be closed. */
    InputStream open() {
        return file.map(LineFile::open).orElseGet(() -> LineFile.unpacked(name(), System.in));
    }
}
