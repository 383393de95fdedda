package org.commonwatch.server.peers;

import org.commonwatch.server.outbound.OutboundException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How connectors show who they are: a file for each, under the connector's name, that only its
 * owner may read. It holds {@code name:password}, or a token alone.
 */
public final class Secrets {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path folder;

    /** Those of a folder, which need not be there. */
    public Secrets(Path folder) {
        this.folder = folder;
    }

    /** The header with which a connector or a peer is signed in to; empty if it has no file. */
    public Optional<String> authorization(String connector) {
        return text(connector)
                .map(secret ->
                        secret.contains(":")
                                ? "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        secret.getBytes(StandardCharsets.UTF_8))
                                : "Bearer " + secret);
    }

    /** What the file of a connector holds; empty if it has none. */
    Optional<String> text(String connector) {
        Path file = folder.resolve(connector);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                throw new OutboundException(
                        "Others than its owner may read the secret of '" + connector + "'.",
                        "Have the other side give a new one, and keep it with mode 600.");
            }
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            throw new OutboundException(
                    "The secret of '" + connector + "' cannot be read.",
                    "Check that the file belongs to the user that runs the server.",
                    e);
        }
    }
}
