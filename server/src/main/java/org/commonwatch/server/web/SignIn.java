package org.commonwatch.server.web;

import jakarta.servlet.DispatcherType;

import org.jspecify.annotations.Nullable;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Who is let in: nobody without a token, and each role to its own addresses only. */
public final class SignIn {
    /** Written when a request is refused before it reaches an endpoint. */
    public record Refusals(AuthenticationEntryPoint signedOut, AccessDeniedHandler otherRole) {}

    private SignIn() {}

    /** The chain of filters before every endpoint. */
    public static SecurityFilterChain chain(HttpSecurity http, Refusals refusals) {
        return http.authorizeHttpRequests(paths ->
                        paths.dispatcherTypeMatchers(DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers("/livez", "/readyz")
                                .permitAll()
                                .requestMatchers(path -> Area.isTaxii(path.getServletPath()))
                                .hasRole("READER")
                                .requestMatchers("/api/v1/ingest")
                                .hasRole("SENSOR")
                                .requestMatchers("/api/v1/**")
                                .hasRole("OPERATOR")
                                .anyRequest()
                                .denyAll())
                .httpBasic(basic -> basic.authenticationEntryPoint(refusals.signedOut()))
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

    /**
     * Compares tokens by their SHA-256. A token is 256 random bits, so a slow function would
     * protect nothing that a fast one does not; passwords that people choose need another.
     */
    public static PasswordEncoder tokenDigests() {
        return new PasswordEncoder() {
            @Override
            public String encode(@Nullable CharSequence token) {
                return digest(String.valueOf(token));
            }

            @Override
            public boolean matches(@Nullable CharSequence token, @Nullable String encoded) {
                byte[] kept = String.valueOf(encoded).getBytes(StandardCharsets.US_ASCII);
                byte[] given = encode(token).getBytes(StandardCharsets.US_ASCII);
                return MessageDigest.isEqual(given, kept);
            }
        };
    }

    /** SHA-256 of a token, in hexadecimal. */
    public static String digest(String token) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
