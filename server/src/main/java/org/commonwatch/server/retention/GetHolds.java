package org.commonwatch.server.retention;

import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;

/** {@code GET /api/v1/holds}: every legal hold that is not lifted. */
final class GetHolds implements HandlerFunction<ServerResponse> {
    private final Holds holds;

    /** All of them. */
    record All(List<Hold> holds) {}

    GetHolds(Holds holds) {
        this.holds = holds;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        return Answers.ok(new All(holds.all()));
    }
}
