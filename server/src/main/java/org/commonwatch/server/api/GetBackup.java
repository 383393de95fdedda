package org.commonwatch.server.api;

import org.commonwatch.server.backup.Backup;
import org.commonwatch.server.record.Record;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * {@code GET /api/v1/backup}: all that is in the database and the files that it names, unless
 * {@code files=false}, as one file of type ZIP. That it was taken, whole, is in the record
 * afterwards.
 */
final class GetBackup implements HandlerFunction<ServerResponse> {
    private final Backup backup;

    private final Record record;

    GetBackup(Backup backup, Record record) {
        this.backup = backup;
        this.record = record;
    }

    @Override
    public ServerResponse handle(ServerRequest request) {
        boolean without = request.param("files").filter("false"::equals).isPresent();
        Backup asFor = without ? backup.withoutFiles() : backup;
        return ServerResponse.ok()
                .contentType(MediaType.parseMediaType("application/zip"))
                .build((asked, response) -> {
                    asFor.writeTo(response.getOutputStream());
                    record.backedUp(asked.getUserPrincipal().getName());
                    return null;
                });
    }
}
