package org.commonwatch.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/** The cluster's password, in a file that only its owner can read. */
record Password(Path file, String text) {
    private static final int BYTES = 256 / 8;

    static Path fileIn(Folder home) {
        return home.path().resolve("password");
    }

    /** A new one; the file has its permissions before it has its content. */
    static Password create(Folder home) throws IOException {
        Path file = fileIn(home);
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        String text = HexFormat.of().formatHex(bytes);
        Files.deleteIfExists(file);
        try (var channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        Folder.OWNER_READS_AND_WRITES)) {
            channel.write(StandardCharsets.US_ASCII.encode(text + "\n"));
            channel.force(true);
        }
        return new Password(file, text);
    }

    /** The one that was kept; a copy from a backup is closed to others again. */
    static Password read(Folder home) throws IOException {
        Path file = fileIn(home);
        if (!Files.isRegularFile(file)) {
            throw new DatabaseException(new DatabaseRefusal.PasswordLost(file));
        }
        Files.setPosixFilePermissions(file, Folder.OWNER_READS_AND_WRITES.value());
        return new Password(file, Files.readString(file, StandardCharsets.US_ASCII).strip());
    }

    @Override
    public String toString() {
        return "Password[file=" + file + "]";
    }
}
