package org.commonwatch.server.taxii;

import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** {@code GET /{root}/}: what the API root speaks (TAXII 2.1 §4.2). */
final class GetRoot implements HandlerFunction<ServerResponse> {
    // Nothing can be posted yet, so this is only the smallest number the standard allows to say.
    private static final int MAX_CONTENT_LENGTH = 1;

    private final String title;

    GetRoot(String title) {
        this.title = title;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        return TaxiiMedia.ok(json -> {
            json.writeStringProperty("title", title);
            json.writeArrayPropertyStart("versions");
            json.writeString(TaxiiMedia.TYPE);
            json.writeEndArray();
            json.writeNumberProperty("max_content_length", MAX_CONTENT_LENGTH);
        });
    }
}
