package org.commonwatch.server.taxii;

import org.commonwatch.server.sharing.Match;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.taxii.Filters.Field;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * {@code DELETE /{root}/collections/{collection}/objects/{object}/}: takes the versions of an
 * object away that are named, else all (TAXII 2.1 §5.7).
 */
final class DeleteObject implements HandlerFunction<ServerResponse> {
    private final Addressed addressed;
    private final Sharing sharing;

    DeleteObject(Addressed addressed, Sharing sharing) {
        this.addressed = addressed;
        this.sharing = sharing;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Match named =
                Filters.of(request, Field.VERSION, Field.SPEC_VERSION).match(Match.Versions.ALL);
        sharing.delete(
                Addressed.caller(request),
                addressed.collection(request),
                request.pathVariable("object"),
                named);
        return ServerResponse.ok().build();
    }
}
