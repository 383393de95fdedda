package org.commonwatch.database;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** A directory for one test's PostgreSQL; afterwards no process of it is left. */
final class Home implements AfterEachCallback {
    private static final Path ALL = Path.of("target", "databases").toAbsolutePath();

    private final Path around;
    private final Path path;

    Home() {
        try {
            Files.createDirectories(ALL);
            around = Files.createTempDirectory(ALL.toRealPath(), "home");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        path = around.resolve("pg");
    }

    /** Made once: unpacking and initdb take seconds. */
    private static final class Template {
        static final Path PATH = make();

        private static Path make() {
            Home home = new Home();
            EmbeddedPostgres.start(home.path()).close();
            Runtime.getRuntime().addShutdownHook(new Thread(home::remove));
            return home.path();
        }
    }

    /** Nothing is there yet. */
    Path path() {
        return path;
    }

    /** For whatever else a test needs. */
    Path around() {
        return around;
    }

    Path cluster() {
        return path.resolve("cluster");
    }

    /** As after a first start and a close. */
    Path prepared() throws IOException {
        unpacked();
        Files.copy(Template.PATH.resolve("password"), path.resolve("password"), COPY_ATTRIBUTES);
        Path template = Template.PATH.resolve("cluster");
        try (var all = Files.walk(template)) {
            for (Path from : (Iterable<Path>) all::iterator) {
                Path to = cluster().resolve(template.relativize(from).toString());
                Files.copy(from, to, COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            }
        }
        return path;
    }

    /** The programs are there, by links, and the data is not. */
    Path unpacked() throws IOException {
        Path from = Binaries.in(new Folder(Template.PATH)).folder();
        Path to = path.resolve(from.getFileName());
        Files.createDirectories(to.resolve("bin"), Folder.OWNER_ALL);
        for (String program : List.of("initdb", "pg_ctl", "postgres")) {
            // Hard links: a process shows where its program lies.
            Files.createLink(to.resolve("bin", program), from.resolve("bin", program));
        }
        for (String folder : List.of("lib", "share")) {
            Files.createSymbolicLink(to.resolve(folder), from.resolve(folder));
        }
        return path;
    }

    /** The cluster alone, without the lock: what a killed process leaves can be made with it. */
    Cluster withoutLock() throws IOException {
        return new Cluster(
                new Folder(path), Binaries.in(new Folder(path)), Unprivileged.here(path));
    }

    ProcessHandle postmaster() throws IOException {
        return withoutLock().postmaster().orElseThrow();
    }

    List<ProcessHandle> processes() {
        return new Occupants(path).all();
    }

    List<ProcessHandle> postmasters() {
        List<ProcessHandle> all = processes();
        // What has ended meanwhile has no parent either.
        return all.stream()
                .filter(each -> each.parent().filter(all::contains).isEmpty() && each.isAlive())
                .toList();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        remove();
    }

    void remove() {
        processes().forEach(ProcessHandle::destroyForcibly);
        try {
            new Folder(around).delete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
