package org.commonwatch.server.web;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** What a request shows to be let in; no text of it ever shows a secret. */
public sealed interface Presented {
    /**
     * A name, and a token or password that goes with it (RFC 7617).
     *
     * @param address where it came from
     */
    record NameAndSecret(String name, String secret, String address) implements Presented {
        @Override
        public String toString() {
            return "NameAndSecret[" + name + "]";
        }
    }

    /** A token alone (RFC 6750). */
    record Bearer(String token) implements Presented {
        @Override
        public String toString() {
            return "Bearer[]";
        }
    }

    /** What a browser keeps since its user signed in; a cookie, which it sends by itself. */
    record Session(String secret) implements Presented {
        @Override
        public String toString() {
            return "Session[]";
        }
    }

    /** A client's certificate, of which the TLS handshake proved that the client has its key. */
    record Certificate(X509Certificate certificate) implements Presented {}

    /**
     * What this request shows; nothing if it shows nothing that we know. A header speaks before a
     * cookie, and a cookie before a certificate.
     *
     * @throws BadCredentialsException if it is none of these
     */
    public static Optional<Presented> by(HttpServletRequest request) {
        @Nullable String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            Optional<Presented> session = HostCookie.SESSION.in(request).map(Session::new);
            if (session.isPresent()) {
                return session;
            }
            Object chain = request.getAttribute("jakarta.servlet.request.X509Certificate");
            return chain instanceof X509Certificate[] certificates && certificates.length > 0
                    ? Optional.of(new Certificate(certificates[0]))
                    : Optional.empty();
        }
        String[] parts = header.strip().split("\\s+", 2);
        String value = parts.length == 2 ? parts[1] : "";
        return switch (parts[0].toLowerCase(Locale.ROOT)) {
            case "basic" -> Optional.of(basic(value, request.getRemoteAddr()));
            case "bearer" -> Optional.of(new Bearer(value));
            default -> Optional.empty();
        };
    }

    private static Presented basic(String value, String address) {
        try {
            byte[] pair = Base64.getDecoder().decode(value);
            String text = new String(pair, StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            if (colon >= 0) {
                return new NameAndSecret(
                        text.substring(0, colon), text.substring(colon + 1), address);
            }
        } catch (IllegalArgumentException noBase64) {
            // told below, as a pair without a colon
        }
        throw new BadCredentialsException("no name and secret");
    }
}
