package org.commonwatch.server.requests;

import org.commonwatch.access.AsOf;
import org.commonwatch.server.procedure.Registry;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;

/** {@code GET /api/v1/overdue}: the requests that were not answered in time. */
final class GetOverdue implements HandlerFunction<ServerResponse> {
    private final Asked asked;
    private final Registry registry;

    /** All of them, the longest overdue first. */
    record All(List<Told.Line> requests) {}

    GetOverdue(Asked asked, Registry registry) {
        this.asked = asked;
        this.registry = registry;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        AsOf asOf = asked.asOf(request);
        Told told = new Told(registry.names(), asOf);
        return Answers.ok(
                new All(
                        registry.overdue(Asked.who(request), asOf).stream()
                                .map(told::line)
                                .toList()));
    }
}
