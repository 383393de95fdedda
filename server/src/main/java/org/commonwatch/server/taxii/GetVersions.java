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
 * {@code GET /{root}/collections/{collection}/objects/{object}/versions/}: the times of every
 * version of one object (TAXII 2.1 §5.8).
 */
final class GetVersions implements HandlerFunction<ServerResponse> {
    private final Addressed addressed;
    private final Sharing sharing;

    GetVersions(Addressed addressed, Sharing sharing) {
        this.addressed = addressed;
        this.sharing = sharing;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Page.Query query = Filters.of(request, Field.SPEC_VERSION).query(Match.Versions.ALL);
        Question question = addressed.question(request, Surface.VERSIONS, query);
        return TaxiiMedia.page(sharing.read(question, GetVersions::versions));
    }

    private static byte[] versions(Page page) {
        return TaxiiMedia.json(
                page,
                "versions",
                (json, object) -> json.writeString(TaxiiMedia.time(object.version())));
    }
}
