package org.commonwatch.server.taxii;

import org.commonwatch.server.sharing.Collection;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import tools.jackson.core.JsonGenerator;

/** {@code GET /{root}/collections/}: every collection (TAXII 2.1 §5.1). */
final class GetCollections implements HandlerFunction<ServerResponse> {
    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        return TaxiiMedia.ok(json -> {
            json.writeArrayPropertyStart("collections");
            for (Collection collection : Collection.values()) {
                json.writeStartObject();
                write(json, collection);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    static void write(JsonGenerator json, Collection collection) {
        json.writeStringProperty("id", collection.id().toString());
        json.writeStringProperty("title", collection.title());
        json.writeStringProperty("description", collection.description());
        json.writeBooleanProperty("can_read", true);
        json.writeBooleanProperty("can_write", false);
        json.writeArrayPropertyStart("media_types");
        json.writeString("application/stix+json;version=2.1");
        json.writeEndArray();
    }
}
