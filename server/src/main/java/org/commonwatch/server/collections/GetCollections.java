package org.commonwatch.server.collections;

import org.commonwatch.server.membership.Collection;
import org.commonwatch.server.sharing.Offered;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;

/** {@code GET /api/v1/collections}: what is offered to the caller, of every root. */
final class GetCollections implements HandlerFunction<ServerResponse> {
    private final Sharing sharing;

    /** All of it. */
    record All(List<One> collections) {}

    /** One collection; without an alias that is empty. */
    record One(
            String id, String root, String title, String alias, boolean canRead, boolean canWrite) {
        static One of(Offered offered) {
            Collection collection = offered.collection();
            return new One(
                    collection.id().toString(),
                    collection.root().name(),
                    collection.title(),
                    collection.alias().orElse(""),
                    offered.canRead(),
                    offered.canWrite());
        }
    }

    GetCollections(Sharing sharing) {
        this.sharing = sharing;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        List<Offered> offered = sharing.collections(Asked.caller(request));
        return Answers.ok(request, new All(offered.stream().map(One::of).toList()));
    }
}
