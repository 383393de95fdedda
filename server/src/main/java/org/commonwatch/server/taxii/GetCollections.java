package org.commonwatch.server.taxii;

import org.commonwatch.server.sharing.Offered;
import org.commonwatch.server.sharing.Sharing;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import tools.jackson.core.JsonGenerator;

import java.util.List;

/** {@code GET /{root}/collections/}: those that who asks may read or write (TAXII 2.1 §5.1). */
final class GetCollections implements HandlerFunction<ServerResponse> {
    private final Addressed addressed;
    private final Sharing sharing;

    GetCollections(Addressed addressed, Sharing sharing) {
        this.addressed = addressed;
        this.sharing = sharing;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        List<Offered> offered =
                sharing.collections(Addressed.caller(request), addressed.root(request).body());
        return TaxiiMedia.answer(
                200,
                json -> TaxiiMedia.list(json, "collections", offered, GetCollections::resource));
    }

    private static void resource(JsonGenerator json, Offered offered) {
        json.writeStartObject();
        GetCollection.properties(json, offered);
        json.writeEndObject();
    }
}
