package org.commonwatch.testkit;

import org.commonwatch.database.EmbeddedPostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * PostgreSQL's programs, unpacked once for the tests of all modules: that takes seconds of a
 * processor, which a test of something else need not spend on each of its servers.
 */
public final class Programs {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ALL =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private Programs() {}

    /**
     * Puts them where an embedded PostgreSQL in this directory will look for them, if it has none
     * yet. The directory is made; no cluster is.
     */
    public static void lend(Path postgres) {
        Path to = EmbeddedPostgres.programs(postgres.toAbsolutePath());
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Path from = unpacked();
            Files.createDirectories(postgres, OWNER_ALL);
            Path fresh = Files.createTempDirectory(postgres, "programs", OWNER_ALL);
            Path bin = Files.createDirectory(fresh.resolve("bin"), OWNER_ALL);
            for (String program : List.of("initdb", "pg_ctl", "postgres")) {
                link(from.resolve("bin", program), bin.resolve(program));
            }
            for (String folder : List.of("lib", "share")) {
                Files.createSymbolicLink(fresh.resolve(folder), from.resolve(folder));
            }
            Files.move(fresh, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Not a symbolic link: a process shows where its program lies, and is known by that.
    private static void link(Path from, Path to) throws IOException {
        if (Files.getFileStore(from).equals(Files.getFileStore(to.resolveSibling(".")))) {
            Files.createLink(to, from);
        } else {
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    // Other JVMs of this build may want them at the same moment.
    private static synchronized Path unpacked() throws IOException {
        String house = System.getProperty("house", "..");
        Path target = Path.of(house, "testkit", "target").toAbsolutePath().normalize();
        Path postgres = target.resolve("postgres");
        Path programs = EmbeddedPostgres.programs(postgres);
        Files.createDirectories(target);
        Path turn = target.resolve("postgres.lock");
        try (var file =
                        FileChannel.open(
                                turn, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = file.lock()) {
            // What has this name is whole.
            if (held.isValid() && !Files.isDirectory(programs)) {
                EmbeddedPostgres.start(postgres).close();
            }
        }
        return programs;
    }
}
