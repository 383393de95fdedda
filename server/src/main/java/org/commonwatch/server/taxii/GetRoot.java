package org.commonwatch.server.taxii;

import org.commonwatch.server.membership.Root;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import tools.jackson.core.JsonGenerator;

import java.util.List;

/** {@code GET /{root}/}: what the API root speaks and takes (TAXII 2.1 §4.2). */
final class GetRoot implements HandlerFunction<ServerResponse> {
    private final Addressed addressed;
    private final long maxContentLength;

    GetRoot(Addressed addressed, long maxContentLength) {
        this.addressed = addressed;
        this.maxContentLength = maxContentLength;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Root root = addressed.root(request);
        return TaxiiMedia.answer(
                200,
                json -> {
                    json.writeStringProperty("title", root.title());
                    TaxiiMedia.list(
                            json, "versions", List.of(TaxiiMedia.TYPE), JsonGenerator::writeString);
                    json.writeNumberProperty("max_content_length", maxContentLength);
                });
    }
}
