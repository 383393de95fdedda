package org.commonwatch.archive.events;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.events.Manifest.Segment;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.sensor.SensorReader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Archives what is read, beside whatever else is done with it: {@link #begin} a file, read it with
 * readers from {@link #archiving}, {@link #end} it, and {@link #commit} all files of the run at
 * once. Closed without that, or killed, a run leaves nothing.
 *
 * <p>Files are begun and ended one after the other; the readers of one file may be used by one
 * thread each.
 */
public final class ArchiveRun implements AutoCloseable {
    /**
     * What a run is about.
     *
     * @param sensor whose lines they are
     * @param rule decides the units that are archived with the events
     * @param context whether to archive records that count as nothing too
     * @param raw whether to keep the lines themselves
     * @param now time of the run
     */
    public record Plan(
            String sensor, CountingRule rule, boolean context, boolean raw, Instant now) {}

    /** What was known of a file when it was begun. */
    private record Begun(
            Path file, long bytes, FileTime changed, CompletableFuture<String> digest) {}

    private final EventArchive archive;
    private final Plan plan;
    private final PartNames names;
    private final Path folder;
    private final ArchiveWriters writers;
    private final Set<String> knownDigests = new HashSet<>();
    private final Set<Long> knownLengths = new HashSet<>();
    private final List<Begun> begun = new ArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();

    ArchiveRun(EventArchive archive, Plan plan, String name) throws IOException, SQLException {
        this.archive = archive;
        this.plan = plan;
        folder = archive.unfinished().resolve(name);
        Files.createDirectories(folder);
        names = new PartNames(name, folder, new AtomicInteger());
        for (Manifest manifest : archive.manifests()) {
            for (Segment segment : manifest.origin().segments()) {
                knownDigests.add(segment.sha256());
                knownLengths.add(segment.bytes());
            }
        }
        writers = new ArchiveWriters(archive.directory(), plan, names);
    }

    /**
     * Begins a file, unless its bytes are archived already; then it is not to be archived. Throws
     * {@link ArchiveRefusedException} if there are too many files.
     */
    public boolean begin(Path file) throws IOException {
        if (ended.get() < begun.size()) {
            throw new IllegalStateException("the file before was not ended: " + begun.getLast());
        }
        if (begun.size() == Manifest.SEGMENT_LIMIT) {
            throw new ArchiveRefusedException(
                    new ArchiveRefusal.TooManySegments(Manifest.SEGMENT_LIMIT));
        }
        long bytes = Files.size(file);
        FileTime changed = Files.getLastModifiedTime(file);
        CompletableFuture<String> digest = CompletableFuture.supplyAsync(() -> digest(file, bytes));
        // Only a file of the same length can be the same: else there is no need to wait.
        if (!knownLengths.add(bytes)) {
            begun.forEach(before -> knownDigests.add(joined(before.digest)));
            if (knownDigests.contains(joined(digest))) {
                return false;
            }
        }
        begun.add(new Begun(file, bytes, changed, digest));
        return true;
    }

    private static String digest(Path file, long bytes) {
        try {
            return Durable.digest(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String joined(CompletableFuture<String> digest) {
        try {
            return digest.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof UncheckedIOException unread ? unread : e;
        }
    }

    /** A reader for one thread that reads as the other does, and archives what it read. */
    public SensorReader archiving(SensorReader reader) {
        ArchiveWriters.Writer writer = writers.take();
        int segment = begun.size();
        return (chunk, batch) -> {
            reader.read(chunk, batch);
            writer.add(chunk, batch.events(), segment);
        };
    }

    /**
     * Ends the file that was begun; its readers are used no more. Throws {@link
     * ArchiveRefusedException} if somebody wrote to the file meanwhile.
     */
    public void end() throws IOException {
        Begun file = begun.getLast();
        if (Files.size(file.file) != file.bytes
                || !Files.getLastModifiedTime(file.file).equals(file.changed)) {
            throw new ArchiveRefusedException(new ArchiveRefusal.ChangedWhileRead(file.file));
        }
        writers.release();
        ended.incrementAndGet();
    }

    /** Whether every file that was begun was ended. */
    public boolean isWhole() {
        return ended.get() == begun.size();
    }

    /** Makes everything part of the archive, and tells what it was. Closes the run. */
    public Manifest commit() throws IOException {
        if (!isWhole()) {
            throw new IllegalStateException("a file was not ended: " + begun.getLast());
        }
        try (this) {
            WrittenParts written = writers.finish();
            written.place(archive.directory());
            Manifest manifest = manifest(written);
            if (!begun.isEmpty()) {
                ManifestFile.write(archive.runs(), manifest);
            }
            return manifest;
        }
    }

    private Manifest manifest(WrittenParts written) {
        List<Segment> segments = new ArrayList<>();
        for (Begun file : begun) {
            segments.add(
                    new Segment(
                            segments.size() + 1,
                            String.valueOf(file.file.getFileName()),
                            file.bytes,
                            joined(file.digest)));
        }
        return new Manifest(
                names.run(),
                plan.now(),
                new Manifest.Origin(
                        plan.sensor(), plan.rule().id().toString(), plan.context(), segments),
                written.events(),
                written.raw());
    }

    /** Ends the run; without {@link #commit} before, nothing of it remains. */
    @Override
    public void close() throws IOException {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            writers.close();
            Durable.deleteAll(folder);
        } finally {
            archive.unlock();
        }
    }
}
