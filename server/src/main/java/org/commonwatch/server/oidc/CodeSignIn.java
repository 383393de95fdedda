package org.commonwatch.server.oidc;

import jakarta.servlet.http.HttpServletRequest;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.RefusedSignIns;
import org.commonwatch.server.membership.RefusedSignIns.Reason;
import org.commonwatch.server.membership.Tokens;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.*;
import org.springframework.security.oauth2.client.oidc.authentication.*;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * People who sign in at the issuer: sent there with a secret of this attempt (state, nonce and
 * PKCE), and known when they come back with a code and the same secret.
 */
public final class CodeSignIn {
    /** Where the issuer sends people back to. */
    public static final String RETURN = "/api/v1/session/issuer/return";

    /** How long one may take at the issuer. */
    public static final Duration ATTEMPT = Duration.ofMinutes(10);

    /** How many may be on their way; beyond that, the first has to begin anew. */
    static final int ATTEMPTS = 10_000;

    private final TrustedIssuer issuer;
    private final RefusedSignIns refused;
    private final InstantSource clock;
    private final Map<String, Attempt> attempts = new LinkedHashMap<>();

    private record Attempt(OAuth2AuthorizationRequest request, Instant since) {}

    /**
     * Where to send a browser, and what it is to bring back.
     *
     * @param secret in a cookie
     */
    public record Begun(String address, String secret) {}

    /** At this issuer. */
    public CodeSignIn(TrustedIssuer issuer, RefusedSignIns refused, InstantSource clock) {
        this.issuer = issuer;
        this.refused = refused;
        this.clock = clock;
    }

    /** Sends somebody to the issuer. */
    public Begun begin(HttpServletRequest request) {
        var registration = issuer.provider().known().registration();
        var resolver =
                new DefaultOAuth2AuthorizationRequestResolver(
                        id -> id.equals(registration.getRegistrationId()) ? registration : null);
        resolver.setAuthorizationRequestCustomizer(
                OAuth2AuthorizationRequestCustomizers.withPkce());
        Optional<OAuth2AuthorizationRequest> wanted =
                Optional.ofNullable(resolver.resolve(request, registration.getRegistrationId()));
        String secret = Tokens.fresh();
        synchronized (attempts) {
            attempts.put(Tokens.digest(secret), new Attempt(wanted.orElseThrow(), clock.instant()));
            if (attempts.size() > ATTEMPTS) {
                attempts.remove(attempts.keySet().iterator().next());
            }
        }
        return new Begun(wanted.orElseThrow().getAuthorizationRequestUri(), secret);
    }

    /**
     * Who it is that came back.
     *
     * @param secret that the browser was given; each serves once
     * @throws BadCredentialsException if it is nobody
     */
    public Credential end(String secret, String state, Optional<String> code) {
        Optional<Attempt> attempt;
        synchronized (attempts) {
            attempt = Optional.ofNullable(attempts.remove(Tokens.digest(secret)));
        }
        OAuth2AuthorizationRequest request =
                attempt.filter(each -> each.since().plus(ATTEMPT).isAfter(clock.instant()))
                        .map(Attempt::request)
                        .orElseThrow(() ->
                                refused.because(Reason.FORM, "no attempt of this browser is open"));
        if (code.isEmpty()) {
            throw refused.because(Reason.FORM, "the issuer sent somebody back without a code");
        }
        var response =
                OAuth2AuthorizationResponse.success(code.get())
                        .redirectUri(Objects.requireNonNull(request.getRedirectUri()))
                        .state(state)
                        .build();
        return issuer.identities().of(claims(new OAuth2AuthorizationExchange(request, response)));
    }

    private Map<String, Object> claims(OAuth2AuthorizationExchange exchange) {
        var exchanging =
                new OidcAuthorizationCodeAuthenticationProvider(
                        new RestClientAuthorizationCodeTokenResponseClient(),
                        signedIn -> new DefaultOidcUser(List.of(), signedIn.getIdToken()));
        try {
            var known =
                    exchanging.authenticate(
                            new OAuth2LoginAuthenticationToken(
                                    issuer.provider().known().registration(), exchange));
            if (known != null && known.getPrincipal() instanceof OidcUser user) {
                return user.getClaims();
            }
            throw refused.because(Reason.FORM, "the issuer gave no token that says who it is");
        } catch (OAuth2AuthenticationException e) {
            throw refused.because(
                    Reason.FORM, "the code could not be exchanged: " + e.getMessage());
        }
    }
}
