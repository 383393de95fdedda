package org.commonwatch.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * A PostgreSQL of our own, running from its start to its close.
 *
 * <p>Everything lies in one directory: {@code binaries-…/} (the programs), {@code cluster/} (the
 * data), {@code password}, {@code postgres.log} and {@code lock}. To copy it as it is, take {@code
 * cluster} and {@code password} while it is stopped.
 *
 * <p>The server listens on the loopback address only, on another port at each start. What a killed
 * Commonwatch left behind is ended at the next start.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final Path directory;
    private final DirectoryLock lock;
    private final Cluster cluster;
    private final ProcessHandle postmaster;
    private final Database database;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedPostgres(Path directory, DirectoryLock lock, Cluster cluster, Running running) {
        this.directory = directory;
        this.lock = lock;
        this.cluster = cluster;
        this.postmaster = running.postmaster();
        this.database = running.database();
    }

    private record Running(ProcessHandle postmaster, Database database) {}

    /**
     * Starts it; the first time this unpacks the programs and makes the cluster.
     *
     * @param directory is made, for the running user alone, if it is not there
     * @throws DatabaseException with the reason if it cannot be; then no process is left
     */
    public static EmbeddedPostgres start(Path directory) {
        return start(directory, EmbeddedPostgres::freePort);
    }

    static EmbeddedPostgres start(Path directory, IntSupplier ports) {
        return uninterrupted(directory, () -> begin(Folder.own(directory), ports));
    }

    /**
     * Ends what a killed Commonwatch left running in the directory, whatever version its data is
     * of, and starts nothing. Refused if a living one holds it; a directory without a cluster, or
     * none at all, is no mistake.
     *
     * @throws DatabaseException with the reason if something may still be running
     */
    public static void endLeftOver(Path directory) {
        if (Files.exists(directory)) {
            uninterrupted(directory, () -> end(Folder.own(directory)));
        }
    }

    /**
     * Where the programs of this version are unpacked in a directory: they take seconds to unpack,
     * and may stay when all else there is deleted.
     */
    public static Path programs(Path directory) {
        return directory.resolve(Binaries.FOLDER_PREFIX + Binaries.VERSION);
    }

    private static Path end(Folder home) throws IOException {
        DirectoryLock lock = DirectoryLock.hold(home.path());
        try (lock) {
            new Cluster(home, anyBinaries(home), Unprivileged.here(home.path())).stop();
        }
        return home.path();
    }

    // Those that came with us or were unpacked there, of whatever version: any of them can stop any
    // cluster, and without them its processes are killed.
    private static Binaries anyBinaries(Folder home) throws IOException {
        Optional<Binaries> shipped = Binaries.shipped();
        if (shipped.isPresent()) {
            return shipped.get();
        }
        try (Stream<Path> all = Files.list(home.path())) {
            Path unpacked =
                    all.filter(EmbeddedPostgres::isBinaries)
                            .max(Comparator.naturalOrder())
                            .orElse(home.path().resolve(Binaries.FOLDER_PREFIX + Binaries.VERSION));
            return new Binaries(unpacked);
        }
    }

    private static boolean isBinaries(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(Binaries.FOLDER_PREFIX) && !name.endsWith(".new");
    }

    private static EmbeddedPostgres begin(Folder home, IntSupplier ports) throws IOException {
        DirectoryLock lock = DirectoryLock.hold(home.path());
        try {
            var user = Unprivileged.here(home.path());
            var cluster = new Cluster(home, Binaries.in(home), user);
            Running running = run(cluster, ports);
            LOG.info(
                    "PostgreSQL {} runs in {} as process {}: {}",
                    Binaries.VERSION,
                    home.path(),
                    running.postmaster().pid(),
                    running.database().url());
            return new EmbeddedPostgres(home.path(), lock, cluster, running);
        } catch (Throwable failure) {
            lock.close();
            throw failure;
        }
    }

    private static Running run(Cluster cluster, IntSupplier ports) throws IOException {
        cluster.postmaster()
                .ifPresent(left -> LOG.warn("Ending the PostgreSQL that was left: {}", left.pid()));
        cluster.stop();
        Password password = cluster.prepare();
        try {
            Database database = Accounts.open(cluster.start(ports), password);
            return new Running(cluster.postmaster().orElseThrow(), database);
        } catch (Throwable failure) {
            stopAfter(failure, cluster);
            throw failure;
        }
    }

    private static void stopAfter(Throwable failure, Cluster cluster) {
        try {
            cluster.stop();
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** The database in it that is ours, until this is closed. */
    public Database database() {
        return database;
    }

    /** Completes within seconds after the server ended, whether we stopped it or it died. */
    public CompletableFuture<ProcessHandle> onExit() {
        return postmaster.onExit();
    }

    /** Stops the server, breaking off open transactions; no process of it is left. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return; // the directory may be somebody else's by now
        }
        uninterrupted(
                directory,
                () -> {
                    try (lock) {
                        cluster.stop();
                    }
                    return directory;
                });
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(Cluster.ADDRESS))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T uninterrupted(Path directory, Callable<T> task) {
        try {
            return Uninterrupted.call(task);
        } catch (IOException e) {
            throw unwritable(directory, e);
        } catch (UncheckedIOException e) {
            throw unwritable(directory, Objects.requireNonNull(e.getCause()));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static DatabaseException unwritable(Path directory, IOException e) {
        String reason =
                switch (e) {
                    case AccessDeniedException denied -> "permission denied: " + denied.getFile();
                    case NoSuchFileException missing -> "there is no " + missing.getFile();
                    default -> String.valueOf(e.getMessage());
                };
        return new DatabaseException(new DatabaseRefusal.Unwritable(directory, reason), e);
    }
}
