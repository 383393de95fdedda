package org.commonwatch.server.api;

import org.commonwatch.server.membership.Root;
import org.commonwatch.server.membership.Roots;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.Optional;

/** {@code POST /api/v1/taxii/roots}: adds an API root. */
final class PostRoot implements HandlerFunction<ServerResponse> {
    private final Roots roots;

    /** What is asked for. */
    record Wanted(String name, Optional<String> title) {}

    /** What there is now. */
    record Added(String name, String title, String path) {}

    PostRoot(Roots roots) {
        this.roots = roots;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Wanted wanted = Requests.body(request, Wanted.class);
        Root root = roots.add(wanted.name(), wanted.title());
        String name = root.body().name();
        return Answers.ok(new Added(name, root.title(), "/" + name + "/"));
    }
}
