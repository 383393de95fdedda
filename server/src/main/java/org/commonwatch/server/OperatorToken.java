package org.commonwatch.server;

import org.commonwatch.server.membership.Tokens;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The token of whoever may read the data directory, and so may do anything to it anyway. */
final class OperatorToken {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

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
            String token = Files.readString(file).strip();
            if (!TOKEN.matcher(token).matches()) {
                throw new CannotStart(
                        "The file " + file + " holds no token.",
                        "Delete it, and start again: a new token is made.");
            }
            return token;
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

    // Under another name first: a token that is there is there whole.
    private static void make(Path file) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
        Files.deleteIfExists(draft);
        // Created closed: at no moment can anybody else open it.
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.writeString(
                draft, Tokens.fresh() + "\n", StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
