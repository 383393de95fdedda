package org.commonwatch.archive.events;

import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.events.Manifest.Segment;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.sensor.SensorReader;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Archives what many sensors deliver all the time. The events of one delivery are a {@link Draft};
 * drafts are gathered in a {@link Group}, so that small deliveries share one file; and what a group
 * {@linkplain Group#write wrote} is on the disk but not yet part of the archive. Whoever keeps the
 * counts names its runs together with them, and then has them {@linkplain #publish published}. What
 * was written and never named is deleted when the archive is opened the next time, and what was
 * named is published then: so events are archived if and only if they are counted.
 */
public final class ArchiveIntake implements AutoCloseable {
    /** As many events of one delivery, or of a group, are in one part. */
    static final int EVENTS = 1 << 17;

    private final EventArchive archive;
    private final CountingRule rule;
    private final Engine engine;
    private final BlockingQueue<Buffered> free = new LinkedBlockingQueue<>();
    private final List<Buffered> all = new ArrayList<>();
    private final AtomicInteger drafts = new AtomicInteger();
    private final ReentrantLock keeping = new ReentrantLock();

    /** A buffer with what writes it, and the sensors of its segments by their numbers. */
    private record Buffered(EventBuffer buffer, PartWriter writer, List<byte[]> sensors)
            implements AutoCloseable {
        void clear() {
            buffer.clear();
            sensors.clear();
            sensors.add(new byte[0]); // segments are numbered from 1
        }

        void add(String sensor) {
            sensors.add(sensor.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() throws SQLException {
            writer.close();
        }
    }

    private ArchiveIntake(EventArchive archive, CountingRule rule, Engine engine) {
        this.archive = archive;
        this.rule = rule;
        this.engine = engine;
    }

    /**
     * Begins in the background what takes time in the first {@link #open} and needs no directory.
     * There is nothing to wait for: who opens an archive meanwhile waits, and is told of failures.
     */
    public static void prepare() {
        Thread.ofPlatform().daemon().name("archive").start(Engine::load);
    }

    /**
     * Opens the archive of a directory, or makes one; nobody else writes to it until this is
     * closed. Throws {@link ArchiveRefusedException} if another process does.
     *
     * @param drafts how many there are at once; more wait
     * @param named whether a run that was written is named by whoever keeps the counts
     */
    public static ArchiveIntake open(
            Path directory, CountingRule rule, int drafts, Predicate<String> named)
            throws IOException {
        EventArchive archive = EventArchive.openOrMake(directory);
        archive.lock();
        try {
            Files.createDirectories(archive.pending());
            for (Manifest manifest : EventArchive.manifests(archive.pending())) {
                settle(archive, manifest.run(), named.test(manifest.run()));
            }
            archive.tidy();
            var intake = new ArchiveIntake(archive, rule, Engine.start(directory, 1));
            for (int i = 0; i < drafts; i++) {
                intake.free.add(intake.buffered());
            }
            return intake;
        } catch (SQLException e) {
            archive.unlock();
            throw failed(e);
        } catch (IOException | RuntimeException e) {
            archive.unlock();
            throw e;
        }
    }

    private static void settle(EventArchive archive, String run, boolean named) throws IOException {
        Path pending = archive.pending().resolve(run + ".json");
        if (named) {
            Path published = archive.runs().resolve(run + ".json");
            Files.move(pending, published, StandardCopyOption.ATOMIC_MOVE);
            Durable.force(archive.runs());
        } else {
            Files.delete(pending);
        }
        Durable.force(archive.pending());
    }

    private Buffered buffered() throws SQLException {
        var buffer = new EventBuffer(EVENTS);
        List<byte[]> sensors = new ArrayList<>();
        var writer = new PartWriter(engine, buffer, "rows" + all.size(), sensors::get, false);
        var buffered = new Buffered(buffer, writer, sensors);
        buffered.clear();
        all.add(buffered);
        return buffered;
    }

    private static IOException failed(SQLException e) {
        return new IOException("the archive's engine: " + e.getMessage(), e);
    }

    /** A run that is being written. */
    private final class Writing {
        private final String run;
        private final PartNames names;
        private final WrittenParts parts;

        Writing(Instant now) {
            run = EventArchive.runName(now);
            names = new PartNames(run, archive.unfinished().resolve(run), new AtomicInteger());
            parts = new WrittenParts(names);
        }

        void add(Buffered events) throws IOException {
            try {
                events.writer.write(rule, names, parts);
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        Manifest finish(Instant now, Set<String> sensors, List<Segment> segments)
                throws IOException {
            parts.place(archive.directory());
            Durable.deleteAll(names.folder());
            var origin =
                    new Manifest.Origin(
                            String.join(", ", sensors), rule.id().toString(), true, segments);
            Manifest manifest = new Manifest(run, now, origin, parts.events(), parts.raw());
            ManifestFile.write(archive.pending(), manifest);
            return manifest;
        }

        void discard() throws IOException {
            Durable.deleteAll(names.folder());
        }
    }

    /** The events of one delivery, for one thread; given up unless a group has taken it. */
    public final class Draft implements AutoCloseable {
        private final String sensor;
        private final Instant now;
        private final Buffered events;
        private final AtomicBoolean closed = new AtomicBoolean();
        private final AtomicReference<@Nullable Writing> spilled = new AtomicReference<>();

        private Draft(String sensor, Instant now, Buffered events) {
            this.sensor = sensor;
            this.now = now;
            this.events = events;
            events.add(sensor);
        }

        /** A reader that reads as the other does, and archives what it read. */
        public SensorReader archiving(SensorReader reader) {
            return (chunk, batch) -> {
                reader.read(chunk, batch);
                add(batch.events());
            };
        }

        private void add(Events read) {
            for (int i = 0; i < read.count(); i++) {
                events.buffer.add(read, i, 1, 0);
                if (events.buffer.isFull()) {
                    try {
                        spill();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        }

        private Writing spill() throws IOException {
            Writing before = spilled.get();
            Writing writing = before == null ? new Writing(now) : before;
            spilled.set(writing);
            writing.add(events);
            return writing;
        }

        /** All has been read: what did not fit into one part, and will be a run of its own, is. */
        public void finish() throws IOException {
            if (spilled.get() != null && events.buffer.count() > 0) {
                spill();
            }
        }

        /** Gives back what it took. */
        @Override
        public void close() throws IOException {
            if (closed.getAndSet(true)) {
                return;
            }
            drafts.decrementAndGet();
            Writing left = spilled.getAndSet(null);
            events.clear();
            free.add(events);
            if (left != null) {
                left.discard();
            }
        }
    }

    /** A delivery's draft; waits while there are as many as there may be. */
    public Draft draft(String sensor, Instant now) throws InterruptedException {
        Buffered events = free.take();
        drafts.incrementAndGet();
        return new Draft(sensor, now, events);
    }

    /** How many drafts there are now. */
    public int drafts() {
        return drafts.get();
    }

    /** A run of its own, and what it was made from. */
    private record Large(Writing writing, String sensor, Segment segment) {}

    /** Drafts that are written together. Not for use by several threads at once. */
    public final class Group implements AutoCloseable {
        private final Buffered events;
        private final List<Segment> segments = new ArrayList<>();
        private final Set<String> sensors = new TreeSet<>();
        private final List<Large> large = new ArrayList<>();

        private Group(Buffered events) {
            this.events = events;
        }

        /** Whether there is room for a draft. In an empty group there is room for any. */
        public boolean hasRoomFor(Draft draft) {
            return draft.spilled.get() != null
                    || (events.buffer.hasRoomFor(draft.events.buffer)
                            && segments.size() < Manifest.SEGMENT_LIMIT);
        }

        /** How many events wait in it. */
        public int count() {
            return events.buffer.count();
        }

        /**
         * Takes a draft, for which there is room, and closes nothing.
         *
         * @param name what to call the delivery in the manifest
         * @param bytes its length
         * @param sha256 of its bytes
         */
        public void add(Draft draft, String name, long bytes, String sha256) {
            Writing own = draft.spilled.getAndSet(null);
            if (own != null) {
                large.add(new Large(own, draft.sensor, new Segment(1, name, bytes, sha256)));
                return;
            }
            events.add(draft.sensor);
            segments.add(new Segment(segments.size() + 1, name, bytes, sha256));
            sensors.add(draft.sensor);
            events.buffer.add(draft.events.buffer, segments.size());
        }

        /**
         * Writes all of it, and empties the group. When this returns, everything is on the disk;
         * whoever names the runs has them published then. Of what it writes when it throws, nothing
         * is ever part of the archive.
         */
        public List<Manifest> write(Instant now) throws IOException {
            List<Manifest> written = new ArrayList<>();
            for (Large each : large) {
                written.add(each.writing.finish(now, Set.of(each.sensor), List.of(each.segment)));
            }
            large.clear();
            if (events.buffer.count() > 0) {
                Writing writing = new Writing(now);
                writing.add(events);
                written.add(writing.finish(now, sensors, segments));
            }
            clear();
            return written;
        }

        private void clear() {
            events.clear();
            segments.clear();
            sensors.clear();
        }

        /** Gives up what was not written. */
        public void discard() throws IOException {
            for (Large each : large) {
                each.writing.discard();
            }
            large.clear();
            clear();
        }

        @Override
        public void close() throws IOException {
            discard();
        }
    }

    /** A group of its own, empty. */
    public Group group() throws IOException {
        try {
            return new Group(buffered());
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Makes a run that was named part of the archive: from now on whoever opens it reads it. */
    public void publish(String run) throws IOException {
        settle(archive, run, true);
    }

    /** Gives up a run that is known not to be named, and never will be. */
    public void discard(String run) throws IOException {
        Manifest manifest = ManifestFile.read(archive.pending().resolve(run + ".json"));
        settle(archive, run, false);
        for (Manifest.Part part : manifest.parts()) {
            Files.deleteIfExists(archive.directory().resolve(part.file()));
        }
    }

    /** What every published run archived. */
    public List<Manifest> runs() throws IOException {
        return archive.manifests();
    }

    /** Whether there is a run, published or not. */
    public boolean has(String run) {
        return archive.has(run);
    }

    /**
     * Writes runs that are named as one, as many from the first on as fit. When this returns, it is
     * on the disk; whoever names it in their place has it published then, and else discarded. Empty
     * if there are not two that fit.
     */
    public Optional<Manifest> merge(List<String> runs) throws IOException {
        List<Manifest> all = new ArrayList<>();
        for (String run : runs) {
            all.add(archive.find(run).orElseThrow(() -> new NoSuchFileException(run)));
        }
        List<Manifest> fitting = Merge.fitting(all);
        return fitting.size() < 2 ? Optional.empty() : Optional.of(Merge.write(archive, fitting));
    }

    /** Takes files one after the other. */
    @FunctionalInterface
    public interface Taker {
        /** Takes one, by its name in the directory. */
        void take(String name, InputStream file) throws IOException;
    }

    /** To be held while nothing may be deleted; what is archived meanwhile is. */
    public Lock keeping() {
        return keeping;
    }

    /**
     * Hands over the files of runs that are named, published or not, a manifest after its parts.
     * Runs of which there are no files any more are left out.
     */
    public void copy(Collection<String> runs, Taker taker) throws IOException {
        for (String run : runs) {
            Optional<Manifest> found = archive.find(run).map(Manifest::alone);
            if (found.isPresent()) {
                Manifest manifest = found.get();
                for (Manifest.Part part : manifest.parts()) {
                    try (InputStream file =
                            Files.newInputStream(archive.directory().resolve(part.file()))) {
                        taker.take(part.file(), file);
                    }
                }
                byte[] bytes = ManifestFile.bytes(manifest);
                taker.take("runs/" + run + ".json", new ByteArrayInputStream(bytes));
            }
        }
    }

    /** Deletes runs that others replaced before an instant. */
    public void dropReplaced(Instant before) throws IOException {
        keeping.lock();
        try {
            archive.dropReplaced(before);
        } finally {
            keeping.unlock();
        }
    }

    /** Takes parts of a run away, for good; a run without parts is gone. */
    public void forget(String run, Set<Manifest.Part> parts) throws IOException {
        keeping.lock();
        try {
            archive.forget(run, parts);
        } finally {
            keeping.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            for (Buffered each : all) {
                each.close();
            }
            engine.close();
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            archive.unlock();
        }
    }
}
