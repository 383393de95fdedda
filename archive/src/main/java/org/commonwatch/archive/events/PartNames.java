package org.commonwatch.archive.events;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * What the parts of a run are called, while they are written and afterwards. Safe for use by
 * several threads.
 *
 * @param run name of the run
 * @param folder where they are until the run is committed
 */
record PartNames(String run, Path folder, AtomicInteger given) {
    /** A run writes no more parts. */
    static final int PART_LIMIT = 100_000;

    private static final Pattern RUN = Pattern.compile("[0-9A-Za-z-]{1,80}");
    private static final Pattern EVENTS =
            Pattern.compile("events/day=[+-]?\\d{4,9}-\\d\\d-\\d\\d/[0-9A-Za-z-]{1,80}\\.parquet");
    private static final Pattern RAW = Pattern.compile("raw/[0-9A-Za-z-]{1,80}\\.zst");

    /** Whether a run may be called so. */
    static boolean isRun(String name) {
        return RUN.matcher(name).matches();
    }

    /** A new name for the events of a day, counted from 1970. */
    Path next(long day) {
        return made("events/day=" + LocalDate.ofEpochDay(day) + "/" + number() + ".parquet");
    }

    /** A new name for raw lines. */
    Path nextRaw() {
        return made("raw/" + number() + ".zst");
    }

    private String number() {
        int number = given.incrementAndGet();
        if (number > PART_LIMIT) {
            throw new ArchiveRefusedException(new ArchiveRefusal.TooManyParts(PART_LIMIT));
        }
        return run + "-" + number;
    }

    private Path made(String name) {
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(Durable.folder(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** Whether a part may be called so; nothing else in the directory is ever read or deleted. */
    static boolean isOfEvents(String file) {
        return EVENTS.matcher(file).matches();
    }

    /** The same for raw lines. */
    static boolean isRaw(String file) {
        return RAW.matcher(file).matches();
    }
}
