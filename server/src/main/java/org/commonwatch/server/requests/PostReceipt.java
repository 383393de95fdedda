package org.commonwatch.server.requests;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.procedure.Mailroom;
import org.commonwatch.server.procedure.Registry;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.Optional;

/** {@code POST /api/v1/letters/{letter}/receipt}: says that a letter was received. */
final class PostReceipt implements HandlerFunction<ServerResponse> {
    private final Registry registry;
    private final Mailroom mailroom;

    /** When it was; now if nothing is said. */
    record Wanted(Optional<String> received) {}

    PostReceipt(Registry registry, Mailroom mailroom) {
        this.registry = registry;
        this.mailroom = mailroom;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential who = Asked.who(request);
        String id = request.pathVariable("letter");
        mailroom.receive(who, id, Requests.body(request, Wanted.class).received());
        return Answers.ok(Told.post(registry.letter(who, id), registry.names()));
    }
}
