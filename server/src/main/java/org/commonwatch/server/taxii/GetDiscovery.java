package org.commonwatch.server.taxii;

import org.commonwatch.server.sharing.Sharing;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import tools.jackson.core.JsonGenerator;

import java.util.List;

/** {@code GET /taxii2/}: which API roots there are for who asks (TAXII 2.1 §4.1). */
final class GetDiscovery implements HandlerFunction<ServerResponse> {
    private final Sharing sharing;

    GetDiscovery(Sharing sharing) {
        this.sharing = sharing;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        List<String> roots =
                sharing.roots(Addressed.caller(request)).stream()
                        .map(root -> "/" + root.body() + "/")
                        .toList();
        return TaxiiMedia.answer(
                200,
                json -> {
                    json.writeStringProperty("title", "Commonwatch");
                    if (!roots.isEmpty()) {
                        json.writeStringProperty("default", roots.getFirst());
                    }
                    TaxiiMedia.list(json, "api_roots", roots, JsonGenerator::writeString);
                });
    }
}
