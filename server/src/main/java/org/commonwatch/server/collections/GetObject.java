package org.commonwatch.server.collections;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.sharing.Match;
import org.commonwatch.server.sharing.Page;
import org.commonwatch.server.sharing.Question;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.sharing.Surface;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * {@code GET /api/v1/collections/{collection}/objects/{object}}: one object in its latest version,
 * or the one that is asked for.
 */
final class GetObject implements HandlerFunction<ServerResponse> {
    private final Asked asked;
    private final Sharing sharing;

    GetObject(Asked asked, Sharing sharing) {
        this.asked = asked;
        this.sharing = sharing;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Match match = Asked.match(request, Match.Versions.LAST);
        Question question = asked.question(request, Surface.OBJECT, Asked.whole(request, match));
        return Answers.ok(request, sharing.read(question, page -> written(page, question)).body());
    }

    private static byte[] written(Page page, Question question) {
        Page.Shown last =
                page.objects().stream()
                        .reduce((earlier, later) -> later)
                        .orElseThrow(() ->
                                new ProblemException(
                                        new Problem.NotFound(
                                                "object", question.object().orElseThrow())));
        return Answers.json(json -> GetObjects.write(json, last));
    }
}
