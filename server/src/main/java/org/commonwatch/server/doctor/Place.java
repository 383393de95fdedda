package org.commonwatch.server.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a server lives.
 *
 * @param data its data directory
 * @param secrets files that its own user alone should read
 * @param certificate what it shows its clients, if it speaks HTTPS
 * @param database address of a database that somebody else keeps
 */
public record Place(
        Path data, List<Path> secrets, Optional<Path> certificate, Optional<String> database) {
    public Place {
        secrets = List.copyOf(secrets);
    }
}
