package org.commonwatch.server.people;

import org.commonwatch.server.oidc.CodeSignIn;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.HostCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.Optional;

/** {@code GET /api/v1/session/issuer}: leads a browser to the issuer that signs people in. */
final class GetIssuerSignIn implements HandlerFunction<ServerResponse> {
    private final Optional<CodeSignIn> issuer;

    GetIssuerSignIn(Optional<CodeSignIn> issuer) {
        this.issuer = issuer;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        CodeSignIn.Begun begun =
                issuer.orElseThrow(() ->
                                new ProblemException(new Problem.NotFound("issuer", "of people")))
                        .begin(request.servletRequest());
        return ServerResponse.status(HttpStatus.FOUND)
                .header(HttpHeaders.LOCATION, begun.address())
                .header(
                        HttpHeaders.SET_COOKIE,
                        HostCookie.ATTEMPT.set(begun.secret(), CodeSignIn.ATTEMPT))
                .build();
    }
}
