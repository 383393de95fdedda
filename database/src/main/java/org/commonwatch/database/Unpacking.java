package org.commonwatch.database;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How archives of programs become files. Apart from {@link Binaries}, so that a start that unpacks
 * nothing loads none of the libraries for it: one is sealed, which Java cannot keep in a cache that
 * is moved.
 */
final class Unpacking {
    private static final int EXECUTABLE = 0100;

    private Unpacking() {}

    /** Fills a directory, which it makes, with what the archive holds. */
    static void unpack(InputStream archive, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(archive))) {
            Files.createDirectory(folder, Folder.OWNER_ALL);
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("the archive reaches outside: " + entry.getName());
                }
                unpack(tar, entry, target);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
            throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target, Folder.OWNER_ALL);
            return;
        }
        Files.createDirectories(target.resolveSibling("."), Folder.OWNER_ALL);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
            write(tar, target, (entry.getMode() & EXECUTABLE) != 0);
        } else {
            throw new IOException("the archive holds something odd: " + entry.getName());
        }
    }

    private static void write(TarArchiveInputStream tar, Path file, boolean executable)
            throws IOException {
        Files.createFile(file, executable ? Folder.OWNER_ALL : Folder.OWNER_READS_AND_WRITES);
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
            tar.transferTo(out);
        }
    }
}
