package org.commonwatch.server.people;

import org.commonwatch.server.membership.Credentials;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.Map;
import java.util.Optional;

/** {@code PUT /api/v1/users/{name}}: gives a user another password or certificate. */
final class PutUser implements HandlerFunction<ServerResponse> {
    private final Credentials credentials;

    /** What the user signs in with from now on. */
    record Wanted(Optional<String> password, Optional<String> certificate) {
        @Override
        public String toString() {
            return "Wanted[]";
        }
    }

    PutUser(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Wanted wanted = Requests.body(request, Wanted.class);
        String name = request.pathVariable("name");
        credentials.change(name, PostUser.proof(wanted.password(), wanted.certificate()));
        return Answers.ok(Map.of("name", name));
    }
}
