package org.commonwatch.server.api;

import org.commonwatch.server.sharing.Counts;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.Instant;

/**
 * {@code GET /api/v1/counts?from=…&to=…}: every cell of a time, with all that a number must carry.
 */
final class GetCounts implements HandlerFunction<ServerResponse> {
    private final Counts counts;

    GetCounts(Counts counts) {
        this.counts = counts;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        return Answers.ok(
                counts.between(
                        hour(request, "from", "0001-01-01T00:00:00Z"),
                        hour(request, "to", "9999-12-31T23:00:00Z")));
    }

    private static Instant hour(ServerRequest request, String name, String otherwise) {
        return Requests.time(name, request.param(name).orElse(otherwise));
    }
}
