package org.commonwatch.cli.input;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.LineSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Something to be read.
 *
 * @param file without one, it is standard input
 * @param named whether its own name was given, rather than a folder or a pattern
 */
public record Input(Optional<Path> file, boolean named) {
    /** What to call it. */
    public String name() {
        return file.map(Path::toString).orElse("standard input");
    }

    /** The same without its folders. */
    public String shortName() {
        return file.map(path -> String.valueOf(path.getFileName())).orElseGet(this::name);
    }

    /** Opens it. Throws {@link ArchiveRefusedException} if there is no such file. */
    public LineSource open() {
        return file.map(LineSource::of).orElseGet(() -> LineSource.of(name(), System.in));
    }

    /** The year in which it was last written to. */
    public int year(Clock clock) {
        return file.map(Input::changed).orElseGet(() -> Year.now(clock).getValue());
    }

    private static int changed(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant().atOffset(ZoneOffset.UTC).getYear();
        } catch (IOException e) {
            throw new ArchiveRefusedException(new ArchiveRefusal.NoSuchFile(file));
        }
    }
}
