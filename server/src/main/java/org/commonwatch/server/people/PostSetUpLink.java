package org.commonwatch.server.people;

import org.commonwatch.server.membership.SetUpLinks;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.Map;

/** {@code POST /api/v1/set-up-links}: a new link, after which those before serve no more. */
final class PostSetUpLink implements HandlerFunction<ServerResponse> {
    private final SetUpLinks links;

    PostSetUpLink(SetUpLinks links) {
        this.links = links;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        return Answers.ok(Map.of("path", PeopleRoutes.SET_UP + "?key=" + links.make()));
    }
}
