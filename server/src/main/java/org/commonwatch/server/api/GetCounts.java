package org.commonwatch.server.api;

import org.commonwatch.server.sharing.Counts;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** {@code GET /api/v1/counts}: every cell, with all that a number must carry. */
final class GetCounts implements HandlerFunction<ServerResponse> {
    private final Counts counts;

    GetCounts(Counts counts) {
        this.counts = counts;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        return Answers.ok(counts.published());
    }
}
