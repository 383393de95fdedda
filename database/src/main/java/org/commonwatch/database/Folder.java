package org.commonwatch.database;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Pattern;

/** A directory of ours, and what is in it, as one thing. */
record Folder(Path path) {
    /** For directories and programs; never left to the umask. */
    static final FileAttribute<Set<PosixFilePermission>> OWNER_ALL = mode("rwx------");

    /** For files. */
    static final FileAttribute<Set<PosixFilePermission>> OWNER_READS_AND_WRITES = mode("rw-------");

    // initdb and pg_ctl pass paths to sh inside double quotes, and escape nothing in them.
    private static final Pattern UNUSABLE = Pattern.compile("[\"$`\\\\\\p{Cntrl}]");

    /** Our own directory by its real path: made for us alone, or found safe from others. */
    static Folder own(Path directory) throws IOException {
        checkName(directory.toAbsolutePath());
        Files.createDirectories(directory, OWNER_ALL);
        Path real = directory.toRealPath();
        checkName(real);
        var permissions = Files.getPosixFilePermissions(real);
        // Not tightened by us: the directory may have been named by mistake.
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new DatabaseException(new DatabaseRefusal.Exposed(real));
        }
        return new Folder(real);
    }

    private static void checkName(Path directory) {
        if (UNUSABLE.matcher(directory.toString()).find()) {
            throw new DatabaseException(new DatabaseRefusal.UnusablePath(directory));
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }

    /** Removes it and everything in it, if it is there. */
    void delete() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(
                path,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
                            throws IOException {
                        Files.delete(folder);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /** Has every byte in it on the disk. */
    void force() throws IOException {
        try (var all = Files.walk(path)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                if (!Files.isSymbolicLink(each)) {
                    force(each);
                }
            }
        }
    }

    /** Takes its place under the final name, whole or not at all, and stays there. */
    void become(Path place) throws IOException {
        Files.move(path, place, StandardCopyOption.ATOMIC_MOVE);
        force(path.resolveSibling("."));
    }

    private static void force(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
