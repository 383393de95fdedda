package org.commonwatch.server.indicators;

import org.commonwatch.server.matching.Matching;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** {@code GET /api/v1/matching}: how many indicators are looked for, and why others are not. */
final class GetMatching implements HandlerFunction<ServerResponse> {
    private final Matching matching;

    GetMatching(Matching matching) {
        this.matching = matching;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        return Answers.ok(request, matching.status());
    }
}
