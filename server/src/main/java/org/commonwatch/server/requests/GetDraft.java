package org.commonwatch.server.requests;

import org.commonwatch.server.procedure.Drafts;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** {@code GET /api/v1/drafts/{draft}}: one draft of the caller's party. */
final class GetDraft implements HandlerFunction<ServerResponse> {
    private final Drafts drafts;

    GetDraft(Drafts drafts) {
        this.drafts = drafts;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        return Answers.ok(
                Told.written(drafts.draft(Asked.who(request), request.pathVariable("draft"))));
    }
}
