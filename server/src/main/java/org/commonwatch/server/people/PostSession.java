package org.commonwatch.server.people;

import org.commonwatch.server.membership.Credentials;
import org.commonwatch.server.membership.Pass;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** {@code POST /api/v1/session}: signs a browser in with a name and its password. */
final class PostSession implements HandlerFunction<ServerResponse> {
    private final Credentials credentials;

    /** What the person types. */
    record Wanted(String name, String password) {
        @Override
        public String toString() {
            return "Wanted[" + name + "]";
        }
    }

    PostSession(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Wanted wanted = Requests.body(request, Wanted.class);
        Pass.Issued session =
                credentials
                        .withPassword(
                                wanted.name(),
                                wanted.password(),
                                request.servletRequest().getRemoteAddr())
                        .map(who -> Sessions.begin(credentials.passes(), who))
                        .orElseThrow(() -> new ProblemException(new Problem.Unauthenticated()));
        return Sessions.begun(session);
    }
}
