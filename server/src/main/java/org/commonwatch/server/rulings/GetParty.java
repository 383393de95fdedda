package org.commonwatch.server.rulings;

import org.commonwatch.server.membership.Directory;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** {@code GET /api/v1/parties/{party}}: one of those that there are for the caller. */
final class GetParty implements HandlerFunction<ServerResponse> {
    private final Directory directory;

    GetParty(Directory directory) {
        this.directory = directory;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Directory.Entry party =
                directory.party(
                        Asker.who(request).party(),
                        Asker.examines(request),
                        request.pathVariable("party"));
        return Answers.ok(request, GetParties.One.of(party));
    }
}
