package org.commonwatch.server.taxii;

import org.commonwatch.server.membership.Collection;
import org.commonwatch.server.sharing.Offered;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import tools.jackson.core.JsonGenerator;

/** {@code GET /{root}/collections/{collection}/}: one collection (TAXII 2.1 §5.2). */
final class GetCollection implements HandlerFunction<ServerResponse> {
    private final Addressed addressed;

    GetCollection(Addressed addressed) {
        this.addressed = addressed;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Offered offered = addressed.collection(request);
        return TaxiiMedia.answer(200, json -> properties(json, offered));
    }

    /** Writes those of the collection resource (TAXII 2.1 §5.2.1). */
    static void properties(JsonGenerator json, Offered offered) {
        Collection collection = offered.collection();
        json.writeStringProperty("id", collection.id().toString());
        json.writeStringProperty("title", collection.title());
        if (!collection.description().isEmpty()) {
            json.writeStringProperty("description", collection.description());
        }
        collection.alias().ifPresent(alias -> json.writeStringProperty("alias", alias));
        json.writeBooleanProperty("can_read", offered.canRead());
        json.writeBooleanProperty("can_write", offered.canWrite());
        TaxiiMedia.list(json, "media_types", collection.mediaTypes(), JsonGenerator::writeString);
    }
}
