package org.commonwatch.server.collections;

import org.commonwatch.server.sharing.Match;
import org.commonwatch.server.sharing.Page;
import org.commonwatch.server.sharing.Question;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.sharing.Surface;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.Set;

/**
 * {@code GET /api/v1/indicators} and {@code GET /api/v1/sightings}: what of one type the body
 * shares with the caller, or a collection that is named has, in pages.
 */
final class GetOfType implements HandlerFunction<ServerResponse> {
    private final Asked asked;
    private final Sharing sharing;
    private final String type;

    GetOfType(Asked asked, Sharing sharing, String type) {
        this.asked = asked;
        this.sharing = sharing;
        this.type = type;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Match any = Asked.match(request, Match.Versions.LAST);
        var match = new Match(any.ids(), Set.of(type), any.specs(), any.versions(), any.words());
        Page.Query query = Asked.query(request, match);
        String collection =
                request.param("collection")
                        .orElseGet(() -> sharing.everything(Asked.caller(request)).toString());
        Question question = asked.question(request, Surface.SEARCH, query, collection);
        return Answers.ok(request, sharing.read(question, GetObjects::written).body());
    }
}
