package org.commonwatch.server;

import org.commonwatch.server.membership.Credentials;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** The token of whoever may read the data directory, and so may do anything to it anyway. */
final class OperatorToken {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private OperatorToken() {}

    /** Reads the token's file, made with a new token at the first start. */
    static String readOrMake(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            if (!EnumSet.copyOf(OWNER_ONLY).containsAll(Files.getPosixFilePermissions(file))) {
                throw new CannotStart(
                        "Others than its owner may read " + file + ".",
                        "Delete the file, and start again: a new token is made.");
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CannotStart(
                    "The operator's token in "
                            + file
                            + " cannot be read or made: "
                            + e.getMessage()
                            + ".",
                    "Check that the directory belongs to you and its disk has room.");
        }
    }

    private static void make(Path file) throws IOException {
        try {
            // Created closed: at no moment can anybody else open it.
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(file, Credentials.newToken() + "\n", StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException madeMeanwhile) {
            // whoever made it made it as we would have
        }
    }
}
