package org.commonwatch.server.requests;

import org.commonwatch.access.AsOf;
import org.commonwatch.access.history.View;
import org.commonwatch.server.procedure.Filed;
import org.commonwatch.server.procedure.Registry;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Languages;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;
import java.util.Set;

/** {@code GET /api/v1/requests/{request}}: how far a request has come, step by step. */
final class GetRequest implements HandlerFunction<ServerResponse> {
    private final Asked asked;
    private final Registry registry;

    GetRequest(Asked asked, Registry registry) {
        this.asked = asked;
        this.registry = registry;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        AsOf asOf = asked.asOf(request);
        Filed filed =
                registry.request(
                        Asked.who(request), request.pathVariable("request"), view(request), asOf);
        Languages languages = Languages.SHIPPED;
        return Answers.ok(
                new Told(registry.names(), asOf)
                        .whole(filed, languages.sayings(languages.asked(request))));
    }

    private View view(ServerRequest request) {
        List<String> sources = request.params().getOrDefault("source", List.of());
        List<String> contested = request.params().getOrDefault("contested", List.of());
        return registry.view(sources, Set.copyOf(contested));
    }
}
