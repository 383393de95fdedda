package org.commonwatch.server.collections;

import org.commonwatch.server.sharing.Match;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * {@code DELETE /api/v1/collections/{collection}/objects/{object}}: takes every version back, or
 * the one that is named.
 */
final class DeleteObject implements HandlerFunction<ServerResponse> {
    private final Asked asked;
    private final Sharing sharing;

    DeleteObject(Asked asked, Sharing sharing) {
        this.asked = asked;
        this.sharing = sharing;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        String object = request.pathVariable("object");
        int versions =
                sharing.delete(
                        Asked.caller(request),
                        asked.collection(request),
                        object,
                        Asked.match(request, Match.Versions.ALL));
        return Answers.ok(new Changed(object, versions));
    }
}
