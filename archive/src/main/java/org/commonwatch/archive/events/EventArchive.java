package org.commonwatch.archive.events;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.events.Manifest.Part;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The archive in one directory. One process at a time writes to it; any number read it meanwhile.
 *
 * <pre>
 * runs/       a manifest for each run
 * pending/    manifests of which somebody else has yet to say whether they are so
 * events/     a folder for each day, in it parts of any run
 * raw/        lines as they were read, if they are kept
 * tmp/        what is not finished
 * spill/      what did not fit into the memory of a process, in a folder of its own
 * lock        held by who writes
 * </pre>
 */
public final class EventArchive {
    private static final DateTimeFormatter RUN =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path directory;
    private final AtomicReference<@Nullable FileChannel> locked = new AtomicReference<>();

    private EventArchive(Path directory) {
        this.directory = directory;
    }

    /** What pruning takes away. */
    public record Pruned(List<Part> parts, List<Part> raw) {
        public Pruned {
            parts = List.copyOf(parts);
            raw = List.copyOf(raw);
        }
    }

    /** An archive that is there. Throws {@link ArchiveRefusedException} if there is none. */
    public static EventArchive open(Path directory) {
        if (!Files.isDirectory(directory.resolve("runs"))) {
            throw new ArchiveRefusedException(new ArchiveRefusal.NoArchive(directory));
        }
        return new EventArchive(directory);
    }

    /**
     * An archive that is there, or a new one. Throws {@link ArchiveRefusedException} if there is
     * anything else.
     */
    public static EventArchive openOrMake(Path directory) throws IOException {
        if (!Files.isDirectory(directory.resolve("runs"))) {
            Files.createDirectories(directory);
            try (Stream<Path> files = Files.list(directory)) {
                if (files.findAny().isPresent()) {
                    throw new ArchiveRefusedException(new ArchiveRefusal.NotEmpty(directory));
                }
            }
            Files.createDirectory(directory.resolve("runs"));
            Durable.force(directory);
        }
        return open(directory);
    }

    Path directory() {
        return directory;
    }

    Path runs() {
        return directory.resolve("runs");
    }

    Path pending() {
        return directory.resolve("pending");
    }

    Path unfinished() {
        return directory.resolve("tmp");
    }

    /**
     * What every run archived, in the order of the runs' names, which is that of their times.
     * Throws {@link ArchiveRefusedException} if a manifest is damaged.
     */
    public List<Manifest> manifests() throws IOException {
        List<Manifest> manifests = manifests(runs());
        Set<String> replaced = new HashSet<>();
        manifests.forEach(each -> replaced.addAll(each.origin().replaces()));
        manifests.removeIf(each -> replaced.contains(each.run()));
        return manifests;
    }

    boolean has(String run) {
        return Files.exists(pending().resolve(run + ".json")) || Files.exists(manifestFile(run));
    }

    /** What a run archived that is published, or waits for it. */
    Optional<Manifest> find(String run) throws IOException {
        for (Path folder : List.of(pending(), runs())) { // it goes from the first to the second
            Optional<Manifest> found = read(folder.resolve(run + ".json"));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** What one published run archived. */
    Manifest manifest(String run) throws IOException {
        return ManifestFile.read(manifestFile(run));
    }

    private Path manifestFile(String run) {
        return runs().resolve(run + ".json");
    }

    static List<Manifest> manifests(Path folder) throws IOException {
        List<Manifest> manifests = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return manifests;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                if (file.getFileName().toString().endsWith(".json")) {
                    read(file).ifPresent(manifests::add);
                }
            }
        }
        return manifests;
    }

    // One that was replaced long ago, or pruned, may go at any moment.
    private static Optional<Manifest> read(Path file) throws IOException {
        try {
            return Optional.of(ManifestFile.read(file));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /** A name for a run of that time, which no other has. */
    static String runName(Instant now) {
        return RUN.format(now) + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /**
     * Starts to archive, and deletes what a run that died has left. Throws {@link
     * ArchiveRefusedException} if another process does so already.
     */
    public ArchiveRun start(ArchiveRun.Plan plan) throws IOException {
        lock();
        try {
            tidy();
            return new ArchiveRun(this, plan, runName(plan.now()));
        } catch (SQLException e) {
            unlock();
            throw new IOException("the archive's engine does not start: " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            unlock();
            throw e;
        }
    }

    /** Answers questions about the events between two instants, the second not included. */
    public ArchivedEvents between(Instant from, Instant to) throws IOException {
        return ArchivedEvents.of(this, manifests(), from, to);
    }

    /** Answers questions about all events of some runs, which {@link #manifests} gave. */
    public ArchivedEvents ofRuns(List<Manifest> runs) throws IOException {
        return ArchivedEvents.of(this, runs, Instant.MIN, Instant.MAX);
    }

    /** Answers questions about all events. */
    public ArchivedEvents all() throws IOException {
        return between(Instant.MIN, Instant.MAX);
    }

    /**
     * Takes away parts all of whose events are older than an instant. What was archived stays
     * known, so that archiving it again does not bring it back.
     *
     * @param events what is older goes
     * @param raw raw lines that are older go
     * @param dry tells only what would go
     */
    public Pruned prune(Instant events, Instant raw, boolean dry) throws IOException {
        lock();
        try {
            List<Part> parts = new ArrayList<>();
            List<Part> raws = new ArrayList<>();
            for (Manifest manifest : manifests()) {
                List<Part> oldParts = older(manifest.parts(), events);
                List<Part> oldRaw = older(manifest.raw(), raw);
                if (!dry && !(oldParts.isEmpty() && oldRaw.isEmpty())) {
                    List<Part> keptParts = new ArrayList<>(manifest.parts());
                    List<Part> keptRaw = new ArrayList<>(manifest.raw());
                    keptParts.removeAll(oldParts);
                    keptRaw.removeAll(oldRaw);
                    ManifestFile.write(runs(), manifest.with(keptParts, keptRaw));
                }
                parts.addAll(oldParts);
                raws.addAll(oldRaw);
            }
            if (!dry) {
                tidy();
            }
            return new Pruned(parts, raws);
        } finally {
            unlock();
        }
    }

    // Who dies between the two leaves files that no manifest names.
    void forget(String run, Set<Part> gone) throws IOException {
        Path file = manifestFile(run);
        if (!Files.exists(file)) {
            return;
        }
        Manifest manifest = ManifestFile.read(file);
        drop(manifest.origin().replaces());
        List<Part> kept = new ArrayList<>(manifest.parts());
        kept.removeAll(gone);
        if (kept.isEmpty()) {
            Files.delete(file);
            Durable.force(runs());
        } else {
            ManifestFile.write(runs(), manifest.with(kept, manifest.raw()));
        }
        for (Part part : gone) {
            Files.deleteIfExists(directory.resolve(part.file()));
        }
    }

    /**
     * Deletes runs that others have replaced for so long that nobody reads them any more; whoever
     * does has to ask again.
     */
    void dropReplaced(Instant before) throws IOException {
        for (Manifest manifest : manifests()) {
            Path file = manifestFile(manifest.run());
            if (manifest.origin().replaces().isEmpty()
                    || !Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                continue;
            }
            drop(manifest.origin().replaces());
            ManifestFile.write(runs(), manifest.alone());
        }
    }

    private void drop(List<String> replaced) throws IOException {
        for (String run : replaced) {
            if (Files.exists(manifestFile(run))) {
                forget(run, Set.copyOf(manifest(run).parts()));
            }
        }
    }

    private static List<Part> older(List<Part> parts, Instant than) {
        return parts.stream().filter(part -> part.last().isBefore(than)).toList();
    }

    /** Deletes files of an archive that no manifest names, and nothing else. */
    void tidy() throws IOException {
        Set<String> named = new HashSet<>();
        List<Manifest> all = new ArrayList<>(manifests(runs()));
        all.addAll(manifests(pending()));
        for (Manifest manifest : all) {
            manifest.parts().forEach(part -> named.add(part.file()));
            manifest.raw().forEach(part -> named.add(part.file()));
        }
        Durable.deleteAll(unfinished());
        Engine.deleteSpilled(directory);
        delete(directory.resolve("raw"), file -> PartNames.isRaw(file) && !named.contains(file));
        Path events = directory.resolve("events");
        if (Files.isDirectory(events, LinkOption.NOFOLLOW_LINKS)) {
            List<Path> days;
            try (Stream<Path> folders = Files.list(events)) {
                days = folders.toList();
            }
            for (Path day : days) {
                delete(day, file -> PartNames.isOfEvents(file) && !named.contains(file));
            }
        }
    }

    private void delete(Path folder, Predicate<String> file) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        int left = files.size();
        for (Path each : files) {
            if (file.test(directory.relativize(each).toString().replace('\\', '/'))) {
                Files.delete(each);
                left--;
            }
        }
        if (left == 0) {
            Files.delete(folder);
        }
    }

    void lock() throws IOException {
        FileChannel channel =
                FileChannel.open(
                        directory.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new OverlappingFileLockException();
            }
            locked.set(channel);
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new ArchiveRefusedException(new ArchiveRefusal.ArchiveInUse(directory));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    void unlock() throws IOException {
        FileChannel channel = locked.getAndSet(null);
        if (channel != null) {
            channel.close();
        }
    }

    /**
     * Reads every file of the archive again. Throws {@link ArchiveRefusedException} if one is not
     * as it was written.
     */
    public void check() throws IOException {
        List<Part> all = new ArrayList<>();
        for (Manifest manifest : manifests()) {
            all.addAll(manifest.parts());
            all.addAll(manifest.raw());
        }
        check(all);
    }

    /** Throws {@link ArchiveRefusedException} if one of the parts is not as it was written. */
    void check(List<Part> parts) throws IOException {
        try {
            parts.parallelStream().forEach(this::check);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void check(Part part) {
        Path file = directory.resolve(part.file());
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw damaged(part, "it is missing");
            }
            long bytes = Files.size(file);
            if (bytes != part.bytes()) {
                throw damaged(part, "it has " + bytes + " bytes instead of " + part.bytes());
            }
            if (!Durable.digest(file, bytes).equals(part.sha256())) {
                throw damaged(part, "its bytes are not those that were written");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ArchiveRefusedException damaged(Part part, String what) {
        String name = directory.resolve(part.file()).toString();
        return new ArchiveRefusedException(new ArchiveRefusal.DamagedArchive(name, what));
    }
}
