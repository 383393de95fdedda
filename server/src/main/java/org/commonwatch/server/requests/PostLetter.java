package org.commonwatch.server.requests;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.procedure.Mailroom;
import org.commonwatch.server.procedure.Registry;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** {@code POST /api/v1/letters}: records a letter that came otherwise than by this server. */
final class PostLetter implements HandlerFunction<ServerResponse> {
    private final Registry registry;
    private final Mailroom mailroom;

    PostLetter(Registry registry, Mailroom mailroom) {
        this.registry = registry;
        this.mailroom = mailroom;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential who = Asked.who(request);
        String id = mailroom.enter(who, Asked.object(request));
        return Answers.ok(Told.post(registry.letter(who, id), registry.names()));
    }
}
