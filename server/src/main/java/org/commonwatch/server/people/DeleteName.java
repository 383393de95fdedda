package org.commonwatch.server.people;

import org.commonwatch.server.membership.Credentials;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.Map;

/** {@code DELETE /api/v1/names/{name}}: a user, reader or sensor signs in no more. */
final class DeleteName implements HandlerFunction<ServerResponse> {
    private final Credentials credentials;

    DeleteName(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        String name = request.pathVariable("name");
        credentials.end(name);
        return Answers.ok(Map.of("name", name));
    }
}
