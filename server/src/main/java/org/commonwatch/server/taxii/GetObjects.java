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
 * {@code GET /{root}/collections/{collection}/objects/}: one page, as this reader may see it (TAXII
 * 2.1 §5.4).
 */
final class GetObjects implements HandlerFunction<ServerResponse> {
    private final Addressed addressed;
    private final Sharing sharing;

    GetObjects(Addressed addressed, Sharing sharing) {
        this.addressed = addressed;
        this.sharing = sharing;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Page.Query query = Filters.of(request, Field.values()).query(Match.Versions.LAST);
        Question question = addressed.question(request, Surface.OBJECTS, query);
        return TaxiiMedia.page(sharing.read(question, GetObjects::envelope));
    }

    /** A page as an envelope (TAXII 2.1 §3.7), each object in the bytes it came in. */
    static byte[] envelope(Page page) {
        return TaxiiMedia.json(
                page, "objects", (json, object) -> json.writeRawValue(object.text()));
    }
}
