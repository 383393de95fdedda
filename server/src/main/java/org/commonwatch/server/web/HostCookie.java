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
 * What a browser keeps for us in cookies. No script reads them, no other host sets them, and they
 * go over HTTPS only, or to this machine.
 */
public enum HostCookie {
    /** Its session, which no other site has it send. */
    SESSION("Strict"),

    /** The secret of a sign-in under way, which it also sends when the issuer leads it back. */
    ATTEMPT("Lax");

    private final String sameSite;

    HostCookie(String sameSite) {
        this.sameSite = sameSite;
    }

    private String label() {
        return "__Host-" + (this == SESSION ? "session" : "attempt");
    }

    /** Its value in a request. */
    public Optional<String> in(HttpServletRequest request) {
        Cookie @Nullable [] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(label())) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    /** The header that has a browser keep it, or forget it if it has no time left. */
    public String set(String value, Duration life) {
        return ResponseCookie.from(label(), value)
                .httpOnly(true)
                .secure(true)
                .sameSite(sameSite)
                .path("/")
                .maxAge(life)
                .build()
                .toString();
    }

    /**
     * What a page of ours sends in the header {@code X-CSRF-Token} with whatever changes something.
     * It follows from the session, which no page of somebody else can read.
     */
    public static String proof(String session) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] digest = sha.digest(("csrf " + session).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static boolean isProof(String session, @Nullable String header) {
        return header != null
                && MessageDigest.isEqual(
                        proof(session).getBytes(StandardCharsets.US_ASCII),
                        header.getBytes(StandardCharsets.UTF_8));
    }
}
