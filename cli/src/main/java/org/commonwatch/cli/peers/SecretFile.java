package org.commonwatch.cli.peers;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Keeps a secret in a server's data directory, where only the server's user can read it. */
final class SecretFile {
    private static final Set<PosixFilePermission> FILE =
            PosixFilePermissions.fromString("rw-------");

    private SecretFile() {}

    static void keep(Path data, String name, Path from) throws IOException {
        Path folder = data.resolve("secrets");
        if (!Files.isDirectory(folder)) {
            FileAttribute<?> closed =
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------"));
            Files.createDirectory(folder, closed);
        }
        Path file = folder.resolve(name);
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
        } catch (FileAlreadyExistsException earlier) {
            Files.setPosixFilePermissions(file, FILE);
        }
        Files.writeString(
                file, Files.readString(from).strip(), StandardOpenOption.TRUNCATE_EXISTING);
    }
}
