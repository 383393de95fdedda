package org.commonwatch.server.requests;

import org.commonwatch.server.procedure.Drafts;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** {@code POST /api/v1/drafts/{draft}/withdraw}: lets a draft be signed no more. */
final class PostWithdraw implements HandlerFunction<ServerResponse> {
    private final Drafts drafts;

    PostWithdraw(Drafts drafts) {
        this.drafts = drafts;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        return Answers.ok(
                Told.written(drafts.withdraw(Asked.who(request), request.pathVariable("draft"))));
    }
}
