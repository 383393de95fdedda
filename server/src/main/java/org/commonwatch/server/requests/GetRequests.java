package org.commonwatch.server.requests;

import org.commonwatch.access.AsOf;
import org.commonwatch.server.procedure.Registry;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;
import java.util.Optional;

/** {@code GET /api/v1/requests}: the requests that are there for who asks. */
final class GetRequests implements HandlerFunction<ServerResponse> {
    private final Asked asked;
    private final Registry registry;

    /** A part of them; without a next one it is the last. */
    record Page(List<Told.Line> requests, Optional<String> next) {}

    GetRequests(Asked asked, Registry registry) {
        this.asked = asked;
        this.registry = registry;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        AsOf asOf = asked.asOf(request);
        Registry.Part part = Asked.part(request);
        Told told = new Told(registry.names(), asOf);
        List<Told.Line> lines =
                registry.requests(Asked.who(request), asOf, part).stream().map(told::line).toList();
        Optional<String> next =
                lines.size() < part.limit()
                        ? Optional.empty()
                        : Optional.of(Asked.cursor(lines.getLast().id()));
        return Answers.ok(new Page(lines, next));
    }
}
