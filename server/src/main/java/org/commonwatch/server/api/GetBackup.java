package org.commonwatch.server.api;

import org.commonwatch.server.backup.Backup;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** {@code GET /api/v1/backup}: all that is in the database, as one file of type ZIP. */
final class GetBackup implements HandlerFunction<ServerResponse> {
    private final Backup backup;

    GetBackup(Backup backup) {
        this.backup = backup;
    }

    @Override
    public ServerResponse handle(ServerRequest request) {
        return ServerResponse.ok()
                .contentType(MediaType.parseMediaType("application/zip"))
                .build((asked, response) -> {
                    backup.writeTo(response.getOutputStream());
                    return null;
                });
    }
}
