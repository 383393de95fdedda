package org.commonwatch.server.people;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import org.commonwatch.server.membership.Credentials;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.membership.Passes;
import org.commonwatch.server.membership.SetUpLinks;
import org.commonwatch.server.oidc.CodeSignIn;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.Optional;

/** Every endpoint about who signs in, and with what. */
public final class PeopleRoutes {
    /** Where a set-up link leads. */
    public static final String SET_UP = "/api/v1/set-up";

    private PeopleRoutes() {}

    /**
     * What the operator may do about names and tokens, and everybody about its own.
     *
     * @param issuer who signs people in besides ourselves
     */
    public static RouterFunction<ServerResponse> of(
            Parties parties,
            Credentials credentials,
            SetUpLinks links,
            Optional<CodeSignIn> issuer) {
        Passes passes = credentials.passes();
        return route().GET("/api/v1/users", new GetUsers(credentials))
                .POST("/api/v1/users", new PostUser(parties, credentials))
                .PUT("/api/v1/users/{name}", new PutUser(credentials))
                .DELETE("/api/v1/names/{name}", new DeleteName(credentials))
                .GET("/api/v1/tokens", new GetTokens(passes, false))
                .POST("/api/v1/tokens", new PostToken(parties, credentials))
                .DELETE("/api/v1/tokens/{token}", new DeleteToken(passes, false))
                .GET(SET_UP, new GetSetUp())
                .POST(SET_UP, new PostSetUp(credentials, links))
                .POST("/api/v1/set-up-links", new PostSetUpLink(links))
                .GET("/api/v1/me", new GetMe(parties))
                .GET("/api/v1/me/tokens", new GetTokens(passes, true))
                .POST("/api/v1/me/tokens", new PostMyToken(passes))
                .DELETE("/api/v1/me/tokens/{token}", new DeleteToken(passes, true))
                .POST("/api/v1/session", new PostSession(credentials))
                .DELETE("/api/v1/session", new DeleteSession(passes))
                .GET("/api/v1/session/issuer", new GetIssuerSignIn(issuer))
                .GET(CodeSignIn.RETURN, new GetIssuerReturn(issuer, passes))
                .build();
    }
}
