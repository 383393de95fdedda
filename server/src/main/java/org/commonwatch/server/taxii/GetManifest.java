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

import tools.jackson.core.JsonGenerator;

import java.util.List;

/**
 * {@code GET /{root}/collections/{collection}/manifest/}: what {@link GetObjects} would show,
 * without the objects themselves (TAXII 2.1 §5.3).
 */
final class GetManifest implements HandlerFunction<ServerResponse> {
    private final Addressed addressed;
    private final Sharing sharing;

    GetManifest(Addressed addressed, Sharing sharing) {
        this.addressed = addressed;
        this.sharing = sharing;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Page.Query query = Filters.of(request, Field.values()).query(Match.Versions.LAST);
        Question question = addressed.question(request, Surface.MANIFEST, query);
        List<String> mediaTypes = question.collection().mediaTypes();
        return TaxiiMedia.page(sharing.read(question, page -> manifest(page, mediaTypes)));
    }

    private static byte[] manifest(Page page, List<String> mediaTypes) {
        return TaxiiMedia.json(page, "objects", (json, object) -> entry(json, object, mediaTypes));
    }

    private static void entry(JsonGenerator json, Page.Shown object, List<String> mediaTypes) {
        json.writeStartObject();
        json.writeStringProperty("id", object.id());
        json.writeStringProperty("date_added", TaxiiMedia.time(object.dateAdded()));
        json.writeStringProperty("version", TaxiiMedia.time(object.version()));
        String mediaType = "application/stix+json;version=" + object.spec();
        // It must be one that the collection names.
        if (mediaTypes.contains(mediaType)) {
            json.writeStringProperty("media_type", mediaType);
        }
        json.writeEndObject();
    }
}
