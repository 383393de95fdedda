package org.commonwatch.server.requests;

import org.commonwatch.server.procedure.Letter;
import org.commonwatch.server.procedure.Registry;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** {@code GET /api/v1/letters/{letter}}: one letter. */
final class GetLetter implements HandlerFunction<ServerResponse> {
    private final Registry registry;

    GetLetter(Registry registry) {
        this.registry = registry;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Letter letter = registry.letter(Asked.who(request), request.pathVariable("letter"));
        return Answers.ok(Told.post(letter, registry.names()));
    }
}
