package org.commonwatch.server;

import org.commonwatch.database.DatabaseException;
import org.commonwatch.database.DatabaseRefusal;
import org.commonwatch.database.DirectoryLock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;

/**
 * The directory of all that a server keeps. One process has it at a time, by a lock that the
 * operating system drops with its holder; a server that can be asked tells where in {@code
 * server.url}, with the number of its process, so that what a killed one left misleads nobody.
 */
final class DataDirectory implements AutoCloseable {
    /** How long one waits for a command, or for a server that starts or stops. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final long LOOK_MILLIS = 50;

    private final Path path;
    private final DirectoryLock lock;

    private DataDirectory(Path path, DirectoryLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the directory if it is not there, and takes it.
     *
     * @throws AlreadyServing if a server has it that can be asked
     * @throws CannotStart if others have it for longer than one waits
     */
    static DataDirectory take(Path data) {
        return take(data, PATIENCE);
    }

    static DataDirectory take(Path data, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            make(data);
            Path real = data.toRealPath();
            while (true) {
                try {
                    DirectoryLock lock = DirectoryLock.hold(real);
                    Files.deleteIfExists(url(real));
                    return new DataDirectory(data, lock);
                } catch (DatabaseException e) {
                    if (!(e.refusal() instanceof DatabaseRefusal.InUse inUse)) {
                        throw e;
                    }
                    serving(real, inUse.process())
                            .ifPresent(url -> {
                                throw new AlreadyServing(url);
                            });
                    if (System.nanoTime() > end) {
                        throw new CannotStart(inUse.message(), inUse.remedy());
                    }
                    Thread.sleep(LOOK_MILLIS);
                }
            }
        } catch (IOException e) {
            throw unusable(data, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("Waiting for " + data + " was broken off.", "Start it again.");
        }
    }

    private static void make(Path data) throws IOException {
        if (!Files.isDirectory(data)) {
            Files.createDirectories(data.toAbsolutePath().getParent());
            Files.createDirectory(
                    data,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static Optional<String> serving(Path real, String process) throws IOException {
        Path file = url(real);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String[] words = Files.readString(file).strip().split(" ", 2);
        return words.length == 2 && words[0].equals(process)
                ? Optional.of(words[1])
                : Optional.empty();
    }

    private static Path url(Path directory) {
        return directory.resolve("server.url");
    }

    private static CannotStart unusable(Path data, IOException e) {
        return new CannotStart(
                "The data directory " + data + " cannot be made or used: " + e.getMessage() + ".",
                "Check that it and the place above it belong to you, or choose another with"
                        + " --data.");
    }

    /** The file that holds the operator's token. */
    Path token() {
        return path.resolve("operator.token");
    }

    /** Where the embedded database is. */
    Path postgres() {
        return path.resolve("postgres");
    }

    /** Tells the commands of this machine that a server can be asked from now on. */
    void tell(String url) {
        try {
            Path draft = path.resolve("server.url.new");
            Files.writeString(draft, ProcessHandle.current().pid() + " " + url + "\n");
            Files.move(draft, url(path), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /** From now on no command asks that server any more. */
    void tellNobody() {
        try {
            Files.deleteIfExists(url(path));
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }
}
