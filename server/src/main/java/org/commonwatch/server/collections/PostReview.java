package org.commonwatch.server.collections;

import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.sharing.Submissions.Verdict;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.UUID;

/**
 * {@code POST /api/v1/reviews/{review}}: takes in, as the word of the party that gave it, what
 * waited, or refuses it with a reason.
 */
final class PostReview implements HandlerFunction<ServerResponse> {
    private final Sharing sharing;

    /** What is said. */
    record Said(boolean taken, String reason) {}

    PostReview(Sharing sharing) {
        this.sharing = sharing;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        UUID id = Requests.uuid("review", request.pathVariable("review"));
        Said said = Requests.body(request, Said.class);
        var verdict = new Verdict(said.taken(), said.reason());
        return Answers.ok(
                GetReceipt.Taken.of(
                        sharing.submissions().decide(Asked.caller(request), id, verdict)));
    }
}
