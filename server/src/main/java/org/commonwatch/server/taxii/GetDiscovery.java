package org.commonwatch.server.taxii;

import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** {@code GET /taxii2/}: where the API root is (TAXII 2.1 §4.1). */
final class GetDiscovery implements HandlerFunction<ServerResponse> {
    private final String root;

    GetDiscovery(String root) {
        this.root = root;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        return TaxiiMedia.ok(json -> {
            json.writeStringProperty("title", "Commonwatch");
            json.writeStringProperty("default", root);
            json.writeArrayPropertyStart("api_roots");
            json.writeString(root);
            json.writeEndArray();
        });
    }
}
