package org.commonwatch.server.oidc;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestTemplate;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The issuer, as it describes itself. It is asked when it is first needed, so that the server
 * starts without it, and asked again until it answers.
 */
final class Provider {
    private static final Logger LOG = LoggerFactory.getLogger(Provider.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Those that a key of the issuer's makes, and none that whoever knows a secret makes. */
    private static final Set<SignatureAlgorithm> ALGORITHMS =
            Set.of(
                    SignatureAlgorithm.RS256,
                    SignatureAlgorithm.RS384,
                    SignatureAlgorithm.RS512,
                    SignatureAlgorithm.PS256,
                    SignatureAlgorithm.PS384,
                    SignatureAlgorithm.PS512,
                    SignatureAlgorithm.ES256,
                    SignatureAlgorithm.ES384,
                    SignatureAlgorithm.ES512);

    private final Trust trust;
    private final AtomicReference<Optional<Known>> known = new AtomicReference<>(Optional.empty());

    /** What is known of it. */
    record Known(ClientRegistration registration, JwtDecoder decoder) {}

    Provider(Trust trust) {
        this.trust = trust;
    }

    Known known() {
        return known.get()
                .orElseGet(() -> {
                    Known found = asked();
                    known.set(Optional.of(found));
                    return found;
                });
    }

    private Known asked() {
        try {
            ClientRegistration registration =
                    ClientRegistrations.fromIssuerLocation(trust.issuer())
                            .registrationId("issuer")
                            .clientId(trust.client().id())
                            .clientSecret(trust.client().secret().orElse(""))
                            .redirectUri(
                                    trust.client().home().orElse("{baseUrl}") + CodeSignIn.RETURN)
                            .scope(List.of("openid"))
                            .build();
            NimbusJwtDecoder decoder =
                    NimbusJwtDecoder.withJwkSetUri(
                                    Objects.requireNonNull(
                                            registration.getProviderDetails().getJwkSetUri(),
                                            "it names no keys"))
                            .jwsAlgorithms(all -> {
                                all.clear();
                                all.addAll(ALGORITHMS);
                            })
                            .validateType(false)
                            .restOperations(new RestTemplate(patient()))
                            .build();
            // What a token says is judged by TrustedIssuer, each with its reason.
            decoder.setJwtValidator(token -> OAuth2TokenValidatorResult.success());
            return new Known(registration, decoder);
        } catch (RuntimeException e) {
            throw away(e);
        }
    }

    /** That the issuer does not answer now, which says nothing about whoever wants to sign in. */
    ProblemException away(RuntimeException e) {
        LOG.warn("The issuer {} does not answer as one: {}", trust.issuer(), e.getMessage());
        return new ProblemException(new Problem.IssuerAway());
    }

    /** Whether the issuer has taken a token back; false if it cannot be asked about any. */
    boolean isRevoked(String token) {
        ClientRegistration registration = known().registration();
        Object endpoint =
                registration
                        .getProviderDetails()
                        .getConfigurationMetadata()
                        .get("introspection_endpoint");
        if (!(endpoint instanceof String address) || trust.client().secret().isEmpty()) {
            return false;
        }
        var form = new LinkedMultiValueMap<String, String>();
        form.add("token", token);
        try {
            Map<?, ?> answer =
                    RestClient.builder()
                            .requestFactory(patient())
                            .build()
                            .post()
                            .uri(address)
                            .headers(headers ->
                                    headers.setBasicAuth(
                                            trust.client().id(),
                                            trust.client().secret().orElse("")))
                            .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                            .body(form)
                            .retrieve()
                            .body(Map.class);
            return answer == null || !Boolean.TRUE.equals(answer.get("active"));
        } catch (RestClientException e) {
            throw away(e);
        }
    }

    private static SimpleClientHttpRequestFactory patient() {
        var requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(PATIENCE);
        requests.setReadTimeout(PATIENCE);
        return requests;
    }
}
