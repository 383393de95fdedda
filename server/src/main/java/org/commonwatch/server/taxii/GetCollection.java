package org.commonwatch.server.taxii;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.sharing.Collection;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** {@code GET /{root}/collections/{id}/}: one collection (TAXII 2.1 §5.2). */
final class GetCollection implements HandlerFunction<ServerResponse> {
    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Collection collection = of(request);
        return TaxiiMedia.ok(json -> GetCollections.write(json, collection));
    }

    /** The collection that the address names. */
    static Collection of(ServerRequest request) {
        String id = request.pathVariable("id");
        return Collection.of(id)
                .orElseThrow(() -> new ProblemException(new Problem.NotFound("collection", id)));
    }
}
