package org.commonwatch.server.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The cookie in which a browser keeps its session. No script reads it, no other site has it sent,
 * and it goes over HTTPS only, or to this machine.
 */
public final class SessionCookie {
    private static final String NAME = "__Host-session";

    private SessionCookie() {}

    /** The session that a request brings. */
    public static Optional<String> in(HttpServletRequest request) {
        Cookie @Nullable [] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(NAME)) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    /** The header that has a browser keep a session, or forget it if it has no time left. */
    public static String set(String secret, Duration life) {
        return ResponseCookie.from(NAME, secret)
                .httpOnly(true)
                .secure(true)
                .sameSite("Strict")
                .path("/")
                .maxAge(life)
                .build()
                .toString();
    }

    /**
     * What a page of ours sends in the header {@code X-CSRF-Token} with whatever changes something.
     * It follows from the session, which no page of somebody else can read.
     */
    public static String proof(String secret) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] digest = sha.digest(("csrf " + secret).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static boolean isProof(String secret, @Nullable String header) {
        return header != null
                && MessageDigest.isEqual(
                        proof(secret).getBytes(StandardCharsets.US_ASCII),
                        header.getBytes(StandardCharsets.UTF_8));
    }
}
