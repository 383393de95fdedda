package org.commonwatch.server.requests;

import org.commonwatch.server.procedure.Registry;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@code GET /api/v1/letters}: the letters that are there for who asks. */
final class GetLetters implements HandlerFunction<ServerResponse> {
    private final Registry registry;

    /** A part of them; without a next one it is the last. */
    record Page(List<Told.Post> letters, Optional<String> next) {}

    GetLetters(Registry registry) {
        this.registry = registry;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Registry.Part part = Asked.part(request);
        UnaryOperator<String> names = registry.names();
        List<Told.Post> letters =
                registry.letters(Asked.who(request), request.param("request"), part).stream()
                        .map(each -> Told.post(each, names))
                        .toList();
        Optional<String> next =
                letters.size() < part.limit()
                        ? Optional.empty()
                        : Optional.of(Asked.cursor(letters.getLast().id()));
        return Answers.ok(new Page(letters, next));
    }
}
