package org.commonwatch.server.api;

import org.commonwatch.server.membership.Collection;
import org.commonwatch.server.membership.Collections;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;
import java.util.Optional;

/** {@code GET /api/v1/taxii/collections}: every collection of every API root. */
final class GetTaxiiCollections implements HandlerFunction<ServerResponse> {
    private final Collections collections;

    /** One of them. */
    record Listed(
            String id,
            String root,
            String title,
            String description,
            Optional<String> alias,
            List<String> mediaTypes,
            String path) {
        static Listed of(Collection collection) {
            String id = collection.id().toString();
            String root = collection.root().name();
            return new Listed(
                    id,
                    root,
                    collection.title(),
                    collection.description(),
                    collection.alias(),
                    collection.mediaTypes(),
                    "/" + root + "/collections/" + id + "/");
        }
    }

    /** All of them. */
    record All(List<Listed> collections) {}

    GetTaxiiCollections(Collections collections) {
        this.collections = collections;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        return Answers.ok(new All(collections.all().stream().map(Listed::of).toList()));
    }
}
