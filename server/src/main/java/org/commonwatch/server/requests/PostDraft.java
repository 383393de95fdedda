package org.commonwatch.server.requests;

import org.commonwatch.server.procedure.Drafts;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** {@code POST /api/v1/drafts}: drafts what another person is to sign. */
final class PostDraft implements HandlerFunction<ServerResponse> {
    private final Drafts drafts;

    PostDraft(Drafts drafts) {
        this.drafts = drafts;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        return Answers.ok(Told.written(drafts.draft(Asked.who(request), Asked.object(request))));
    }
}
