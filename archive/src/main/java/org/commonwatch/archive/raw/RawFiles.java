package org.commonwatch.archive.raw;

import com.github.luben.zstd.ZstdInputStream;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files of deliveries in one directory, a new one every hour, each of which {@code zstd -dc}
 * prints. What is appended is on the disk when that is said; whoever names its place does so
 * afterwards, and what nobody named is deleted when the directory is opened the next time. Safe for
 * use by several threads.
 */
public final class RawFiles implements AutoCloseable {
    /** A file that has as many bytes is ended. */
    static final long FILE_BYTES = 256 << 20;

    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HH'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern NAME = Pattern.compile("[0-9+-]{8,12}T\\d\\dZ-[0-9a-f]{8}\\.zst");

    private final Path directory;
    private final AtomicReference<@Nullable Current> current = new AtomicReference<>();

    private final ReentrantLock keeping = new ReentrantLock();

    /** The file that grows. */
    private record Current(String name, String hour, FileChannel channel) {}

    /**
     * Where the frame of a delivery is.
     *
     * @param file name of the file in the directory
     * @param start bytes before it
     * @param bytes its length
     */
    public record Place(String file, long start, long bytes) {}

    private RawFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Opens a directory, which is made when something is appended, and deletes what is not named
     * there. One process has it at a time.
     *
     * @param named the length of every file as far as it is named
     */
    public static RawFiles open(Path directory, Map<String, Long> named) throws IOException {
        var files = new RawFiles(directory);
        for (Path each : in(directory)) {
            String name = String.valueOf(each.getFileName());
            long length = named.getOrDefault(name, 0L);
            if (length == 0 && NAME.matcher(name).matches()) {
                Files.delete(each);
            } else if (NAME.matcher(name).matches() && Files.size(each) > length) {
                try (FileChannel file = FileChannel.open(each, StandardOpenOption.WRITE)) {
                    file.truncate(length).force(true);
                }
            }
        }
        for (Path each : in(files.unfinished())) {
            Files.delete(each);
        }
        return files;
    }

    private static List<Path> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    private Path unfinished() {
        return directory.resolve("tmp");
    }

    /** What the lines of a delivery are written to while they are read. */
    public RawCopy copy() throws IOException {
        Files.createDirectories(unfinished());
        return new RawCopy(unfinished());
    }

    /** Appends deliveries, all of them or none that may be named; then they are on the disk. */
    public synchronized List<Place> append(List<RawCopy> copies, Instant now) throws IOException {
        Current into = open(HOUR.format(now));
        List<Place> places = new ArrayList<>();
        long start = into.channel.position();
        for (RawCopy each : copies) {
            long bytes = each.appendTo(into.channel);
            places.add(new Place(into.name, start, bytes));
            start += bytes;
        }
        into.channel.force(true);
        return places;
    }

    private Current open(String hour) throws IOException {
        Current open = current.get();
        if (open != null && open.hour.equals(hour) && open.channel.position() < FILE_BYTES) {
            return open;
        }
        end();
        String name = hour + "-" + UUID.randomUUID().toString().substring(0, 8) + ".zst";
        var next =
                new Current(
                        name,
                        hour,
                        FileChannel.open(
                                directory.resolve(name),
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.WRITE));
        current.set(next);
        force(directory);
        return next;
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Ends the file that grows: what was appended last may never be named. */
    public synchronized void end() throws IOException {
        Current open = current.getAndSet(null);
        if (open != null) {
            open.channel.close();
        }
    }

    /** The lines of a delivery; they are damaged, or gone, if reading them throws. */
    public InputStream read(Place place) throws IOException {
        FileChannel file = FileChannel.open(file(place.file), StandardOpenOption.READ);
        try {
            return new ZstdInputStream(
                    new FirstBytes(
                            Channels.newInputStream(file.position(place.start)), place.bytes));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The frames that a file begins with, as they are. */
    public InputStream read(String name, long bytes) throws IOException {
        return new FirstBytes(Files.newInputStream(file(name)), bytes);
    }

    /** Where a file of that name is; throws if it is no name of one. */
    public Path file(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no file of deliveries is called " + name);
        }
        return directory.resolve(name);
    }

    /** To be held while nothing may be deleted; what is appended meanwhile is. */
    public Lock keeping() {
        return keeping;
    }

    /** Deletes a file that nobody names any more. */
    public void delete(String name) throws IOException {
        keeping.lock();
        try {
            endIf(name);
            Files.deleteIfExists(file(name));
        } finally {
            keeping.unlock();
        }
    }

    private synchronized void endIf(String name) throws IOException {
        Current open = current.get();
        if (open != null && open.name.equals(name)) {
            end();
        }
    }

    @Override
    public void close() throws IOException {
        end();
    }
}
