package org.commonwatch.server.web;

import jakarta.servlet.DispatcherType;

import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;

/** Who is let in: nobody unknown, and each role to its own addresses only. */
public final class SignIn {
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
        Authentication admit(Presented presented);
    }

    /** Written when a request is refused before it reaches an endpoint. */
    public record Refusals(AuthenticationEntryPoint signedOut, AccessDeniedHandler otherRole) {}

    /** All that somebody of a party may be. */
    private static final String[] PEOPLE = {
        "READER", "CLERK", "SIGNER", "SECRETARY", "ANALYST", "AUDITOR"
    };

    private SignIn() {}

    /** The chain of filters before every endpoint. */
    public static SecurityFilterChain chain(HttpSecurity http, Door door, Refusals refusals) {
        return http.authorizeHttpRequests(paths ->
                        paths.dispatcherTypeMatchers(DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers("/livez", "/readyz")
                                .permitAll()
                                .requestMatchers(path -> Area.isTaxii(path.getServletPath()))
                                .hasRole("READER")
                                .requestMatchers("/api/v1/ingest")
                                .hasRole("SENSOR")
                                .requestMatchers("/api/v1/collections/**", "/api/v1/deliveries")
                                .hasRole("READER")
                                .requestMatchers(HttpMethod.GET, REQUESTS)
                                .hasAnyRole(PEOPLE)
                                .requestMatchers(HttpMethod.POST, REQUESTS)
                                .hasAnyRole("CLERK", "SIGNER", "SECRETARY")
                                .requestMatchers("/api/v1/rulings", "/api/v1/receipts/**")
                                .hasRole("READER")
                                .requestMatchers(
                                        HttpMethod.GET, "/api/v1/indicators", "/api/v1/sightings")
                                .hasRole("READER")
                                .requestMatchers(
                                        HttpMethod.GET,
                                        "/api/v1/standing",
                                        "/api/v1/parties",
                                        "/api/v1/parties/*")
                                .hasAnyRole(PEOPLE)
                                .requestMatchers("/api/v1/reviews/**")
                                .hasRole("SECRETARY")
                                .requestMatchers("/api/v1/parties/*/*")
                                .hasAnyRole("ANALYST", "AUDITOR")
                                .requestMatchers("/api/v1/**", "/metrics")
                                .hasRole("OPERATOR")
                                .anyRequest()
                                .denyAll())
                .addFilterAt(
                        new SignInFilter(door, refusals.signedOut()),
                        BasicAuthenticationFilter.class)
                .exceptionHandling(refused ->
                        refused.authenticationEntryPoint(refusals.signedOut())
                                .accessDeniedHandler(refusals.otherRole()))
                // Every request carries its token and no cookie does, so none can be forged.
                .csrf(csrf -> csrf.disable())
                .logout(logout -> logout.disable())
                .requestCache(cache -> cache.disable())
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }
}
