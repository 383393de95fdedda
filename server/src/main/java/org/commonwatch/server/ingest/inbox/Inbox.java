package org.commonwatch.server.ingest.inbox;

import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.server.ingest.Sensors;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Watches a folder that has a folder for each sensor, by its name. A file that appears there and
 * has not changed for some seconds is counted, and moved to {@code .taken} beside it; one that is
 * refused is moved to {@code .refused}, with the reason in a file of its own. A file that is put
 * there again, or was delivered over HTTP before, counts nothing twice. Hidden files do not count,
 * so that a sensor may write to one and rename it.
 */
public final class Inbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final int AT_ONCE = 8;
    private static final String TAKEN = ".taken";
    private static final String REFUSED = ".refused";

    private final Path folder;
    private final FileDelivery delivery;
    private final Sensors sensors;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread thread;

    /** Begins to watch. */
    public Inbox(Path folder, Sensors sensors) {
        this.folder = folder;
        this.delivery = new FileDelivery(sensors);
        this.sensors = sensors;
        thread = Thread.ofPlatform().name("inbox").start(this::run);
    }

    private void run() {
        try {
            while (!closed.get()) {
                try {
                    look();
                } catch (IOException | RuntimeException e) { // the files are still there
                    LOG.warn("the inbox is looked into again: {}", e.toString());
                }
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException e) {
            closed.set(true);
        }
    }

    // A file waits for others to be committed with, and so several are taken at once.
    private void look() throws IOException, InterruptedException {
        List<Callable<Void>> files = new ArrayList<>();
        for (Path sensor : in(folder)) {
            if (Files.isDirectory(sensor, LinkOption.NOFOLLOW_LINKS)) {
                for (Path file : in(sensor)) {
                    if (isFinished(file)) {
                        files.add(() -> take(String.valueOf(sensor.getFileName()), file));
                    }
                }
            }
        }
        try (ExecutorService taking = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Void> each : taking.invokeAll(files)) {
                if (each.state() == Future.State.FAILED) {
                    LOG.warn("a file of the inbox is tried again: {}", each.exceptionNow() + "");
                }
            }
        }
    }

    private static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(each -> !String.valueOf(each.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private boolean isFinished(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Instant changed = Files.getLastModifiedTime(file).toInstant();
        return changed.isBefore(sensors.now().minus(QUIET));
    }

    private Void take(String sensor, Path file) throws IOException, InterruptedException {
        try {
            delivery.take(sensor, file);
            move(file, TAKEN);
        } catch (ProblemException e) {
            if (e.problem() instanceof Problem.Passing || e.problem().status() >= 500) {
                throw e;
            }
            refuse(file, e.problem().message(), e.problem().remedy());
        } catch (ArchiveRefusedException e) {
            refuse(file, e.refusal().message(), e.refusal().remedy());
        } catch (TelemetryRefusedException e) {
            refuse(file, e.refusal().message(), e.refusal().remedy());
        }
        return null;
    }

    private static void refuse(Path file, String message, String remedy) throws IOException {
        LOG.warn("a file of the inbox is refused: {}", message);
        Path moved = move(file, REFUSED);
        Files.writeString(
                moved.resolveSibling(moved.getFileName() + ".reason"),
                message + "\n" + remedy + "\n");
    }

    private static Path move(Path file, String into) throws IOException {
        Path place = file.resolveSibling(into);
        Files.createDirectories(place);
        return Files.move(
                file,
                place.resolve(String.valueOf(file.getFileName())),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }

    /** Looks no more; what was not finished is taken at the next start. */
    @Override
    public void close() {
        closed.set(true);
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
