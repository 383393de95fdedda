package org.commonwatch.server.people;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Pass;
import org.commonwatch.server.membership.Passes;
import org.commonwatch.server.oidc.CodeSignIn;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.HostCookie;
import org.commonwatch.server.web.Pages;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.Duration;
import java.util.Optional;

/** {@code GET /api/v1/session/issuer/return}: signs in a browser that the issuer leads back. */
final class GetIssuerReturn implements HandlerFunction<ServerResponse> {
    private final Optional<CodeSignIn> issuer;
    private final Passes passes;

    GetIssuerReturn(Optional<CodeSignIn> issuer, Passes passes) {
        this.issuer = issuer;
        this.passes = passes;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        CodeSignIn signIn =
                issuer.orElseThrow(
                        () -> new ProblemException(new Problem.NotFound("issuer", "of people")));
        try {
            Credential who =
                    signIn.end(
                            HostCookie.ATTEMPT.in(request.servletRequest()).orElse(""),
                            request.param("state").orElse(""),
                            request.param("code"));
            Pass.Issued session = Sessions.begin(passes, who);
            // A page of ours, and no redirection: what follows that comes from another site, so
            // that the browser would not send the session along.
            return Pages.page(
                    "You have signed in",
                    "<p><a href=\"/\">Go on</a>, or close this window.</p>",
                    HostCookie.ATTEMPT.set("", Duration.ZERO),
                    HostCookie.SESSION.set(session.secret(), Passes.SESSION));
        } catch (BadCredentialsException refused) {
            throw new ProblemException(new Problem.Unauthenticated());
        }
    }
}
