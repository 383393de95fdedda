package org.commonwatch.server.requests;

import org.commonwatch.server.procedure.Drafts;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;

/** {@code GET /api/v1/drafts}: what waits for a signature of the caller's party. */
final class GetDrafts implements HandlerFunction<ServerResponse> {
    private final Drafts drafts;

    /** All of it. */
    record All(List<Told.Written> drafts) {}

    GetDrafts(Drafts drafts) {
        this.drafts = drafts;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        return Answers.ok(
                new All(drafts.waiting(Asked.who(request)).stream().map(Told::written).toList()));
    }
}
