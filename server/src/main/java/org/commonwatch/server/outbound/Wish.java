package org.commonwatch.server.outbound;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is asked of another machine.
 *
 * @param headers besides those of HTTP itself
 */
public record Wish(String method, URI to, Map<String, String> headers, Optional<byte[]> body) {
    public Wish {
        headers = Map.copyOf(headers);
    }

    /** To have what is there. */
    public static Wish get(URI from, Map<String, String> headers) {
        return new Wish("GET", from, headers, Optional.empty());
    }

    /** To have it take something. */
    public static Wish post(URI to, Map<String, String> headers, byte[] body) {
        return new Wish("POST", to, headers, Optional.of(body));
    }

    /** The same of where it was sent on to; who asks shows itself only to whom it was asked. */
    Wish sentOn(URI other) {
        Map<String, String> rest = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        rest.putAll(headers);
        if (!other.getScheme().equals(to.getScheme())
                || !String.valueOf(other.getRawAuthority()).equals(to.getRawAuthority())) {
            rest.remove("Authorization");
        }
        return new Wish(method, other, rest, body);
    }
}
