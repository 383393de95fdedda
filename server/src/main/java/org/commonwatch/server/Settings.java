package org.commonwatch.server;

import org.commonwatch.access.BodyId;
import org.commonwatch.database.Database;
import org.commonwatch.server.web.Area;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Every setting of a server.
 *
 * @param data directory of all that is kept: the embedded database, the operator's token
 * @param port where to listen on 127.0.0.1; 0 takes any free one
 * @param body the body within which parties share; also the TAXII API root
 * @param database a PostgreSQL that somebody else keeps; empty for the embedded one
 */
public record Settings(Path data, int port, BodyId body, Optional<Database> database) {
    public Settings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("there is no port " + port);
        }
        if (Area.TAKEN.contains(body.name())) {
            throw new IllegalArgumentException(
                    "a body cannot be called '" + body + "': the address is taken");
        }
    }
}
