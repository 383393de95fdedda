package org.commonwatch.server.web;

import jakarta.servlet.DispatcherType;

import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

import java.time.Duration;
import java.util.Optional;

/** Who is let in: nobody unknown, and each role to its own addresses only. */
public final class SignIn {
    private static final String POLICY =
            "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final Duration TRANSPORT = Duration.ofDays(365);

    // Requests and letters of standing: whose they are is decided behind the door.
    private static final String[] REQUESTS = {
        "/api/v1/requests/**",
        "/api/v1/letters/**",
        "/api/v1/drafts/**",
        "/api/v1/inbox",
        "/api/v1/overdue"
    };

    /** Knows who may come in. */
    @FunctionalInterface
    public interface Door {
        /**
         * Who it is that presents this.
         *
         * @throws org.springframework.security.core.AuthenticationException if it is nobody, or
         *     with the cause if that cannot be told now
         */
        Admitted admit(Presented presented);
    }

    /**
     * Somebody who may come in.
     *
     * @param share of which the server's time it takes is; empty if there is no limit to it
     * @param scope what of all that it may do at other times it may do now
     */
    public record Admitted(Authentication who, Optional<String> share, Scope scope) {}

    /** Written when a request is refused before it reaches an endpoint. */
    public record Refusals(AuthenticationEntryPoint signedOut, AccessDeniedHandler otherRole) {}

    /** All that somebody of a party may be. */
    private static final String[] PEOPLE = {
        "READER", "CLERK", "SIGNER", "SECRETARY", "ANALYST", "AUDITOR"
    };

    private SignIn() {}

    /** The chain of filters before every endpoint. */
    public static SecurityFilterChain chain(
            HttpSecurity http, Door door, Shares shares, Refusals refusals) {
        return withRoles(http)
                .addFilterAt(
                        new SignInFilter(door, shares, refusals), BasicAuthenticationFilter.class)
                .exceptionHandling(refused ->
                        refused.authenticationEntryPoint(refusals.signedOut())
                                .accessDeniedHandler(refusals.otherRole()))
                // The filter above asks whoever comes with a cookie for more than that.
                .csrf(csrf -> csrf.disable())
                .headers(SignIn::strict)
                .logout(logout -> logout.disable())
                .requestCache(cache -> cache.disable())
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    // The first rule that fits an address is the one that counts.
    private static HttpSecurity withRoles(HttpSecurity http) {
        return http.authorizeHttpRequests(paths ->
                paths.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(Area::isPublic)
                        .permitAll()
                        .requestMatchers(path -> Area.isTaxii(path.getServletPath()))
                        .hasRole("READER")
                        .requestMatchers("/api/v1/ingest")
                        .hasRole("SENSOR")
                        .requestMatchers("/api/v1/collections/**", "/api/v1/deliveries")
                        .hasRole("READER")
                        .requestMatchers(HttpMethod.POST, "/api/v1/recalls")
                        .hasRole("READER")
                        .requestMatchers(HttpMethod.GET, REQUESTS)
                        .hasAnyRole(PEOPLE)
                        .requestMatchers(HttpMethod.POST, REQUESTS)
                        .hasAnyRole("CLERK", "SIGNER", "SECRETARY")
                        .requestMatchers("/api/v1/rulings", "/api/v1/receipts/**")
                        .hasRole("READER")
                        .requestMatchers(
                                HttpMethod.GET,
                                "/api/v1/indicators",
                                "/api/v1/sightings",
                                "/api/v1/feeds/**")
                        .hasRole("READER")
                        .requestMatchers(
                                HttpMethod.GET,
                                "/api/v1/standing",
                                "/api/v1/parties",
                                "/api/v1/parties/*")
                        .hasAnyRole(PEOPLE)
                        .requestMatchers(
                                HttpMethod.GET,
                                "/api/v1/series",
                                "/api/v1/attacks",
                                "/api/v1/surges",
                                "/api/v1/elections/**")
                        .hasAnyRole("READER", "ANALYST", "OPERATOR")
                        .requestMatchers(HttpMethod.GET, "/api/v1/gap")
                        .hasAnyRole("ANALYST", "AUDITOR", "OPERATOR")
                        .requestMatchers("/api/v1/elections/*/ramp-tests")
                        .hasAnyRole("ANALYST", "OPERATOR")
                        .requestMatchers("/api/v1/indicators/paste")
                        .hasAnyRole("ANALYST", "OPERATOR")
                        .requestMatchers("/api/v1/proposals/**")
                        .hasRole("ANALYST")
                        .requestMatchers("/api/v1/reviews/**")
                        .hasRole("SECRETARY")
                        .requestMatchers(HttpMethod.PUT, "/api/v1/parties/*/sightings")
                        .hasRole("OPERATOR")
                        .requestMatchers("/api/v1/parties/*/*", "/api/v1/matrix")
                        .hasAnyRole("ANALYST", "AUDITOR")
                        .requestMatchers("/api/v1/session", "/api/v1/me/**")
                        .authenticated()
                        .requestMatchers(HttpMethod.GET, "/api/v1/findings", "/api/v1/reports/**")
                        .authenticated()
                        .requestMatchers(HttpMethod.GET, "/api/v1/record/**", "/api/v1/assertions")
                        .hasAnyRole("OPERATOR", "AUDITOR")
                        .requestMatchers("/api/v1/**", "/metrics")
                        .hasRole("OPERATOR")
                        .anyRequest()
                        .denyAll());
    }

    // Nothing that is answered here is run, framed, sniffed or told to others by a browser.
    private static void strict(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(POLICY))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .httpStrictTransportSecurity(transport ->
                        transport.includeSubDomains(false).maxAgeInSeconds(TRANSPORT.toSeconds()));
    }
}
