package org.commonwatch.server.taxii;

import org.commonwatch.server.sharing.Match;
import org.commonwatch.server.sharing.Page;
import org.commonwatch.server.sharing.Question;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.sharing.Surface;
import org.commonwatch.server.taxii.Filters.Field;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * {@code GET /{root}/collections/{collection}/objects/{object}/}: the versions of one object that
 * are asked for, else its last (TAXII 2.1 §5.6).
 */
final class GetObject implements HandlerFunction<ServerResponse> {
    private final Addressed addressed;
    private final Sharing sharing;

    GetObject(Addressed addressed, Sharing sharing) {
        this.addressed = addressed;
        this.sharing = sharing;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Page.Query query =
                Filters.of(request, Field.VERSION, Field.SPEC_VERSION).query(Match.Versions.LAST);
        Question question = addressed.question(request, Surface.OBJECT, query);
        return TaxiiMedia.page(sharing.read(question, GetObjects::envelope));
    }
}
