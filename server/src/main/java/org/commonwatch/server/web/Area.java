package org.commonwatch.server.web;

import jakarta.servlet.http.HttpServletRequest;

import java.util.Set;

/**
 * Which addresses are whose: those of the floor and the product's own API are named here, and every
 * other is one of TAXII, whether there is an API root of that name or not.
 */
public final class Area {
    /** Below which browsers find the console. */
    public static final String CONSOLE = "/console";

    private static final String DISCOVERY = "taxii2";

    /** What addresses may begin with besides API roots, so that no root may be called so. */
    public static final Set<String> TAKEN =
            Set.of(DISCOVERY, "api", "console", "livez", "readyz", "metrics", "error");

    private static final Set<String> PUBLIC =
            Set.of("/", CONSOLE, "/api/v1/deployment", "/livez", "/readyz");

    private Area() {}

    /**
     * Whether anybody may make this request, and nobody is asked who it is: a browser that still
     * shows a session which has ended finds these as well.
     */
    static boolean isPublic(HttpServletRequest request) {
        String path = request.getServletPath();
        return path.equals("/api/v1/set-up")
                || switch (request.getMethod()) {
                    case "GET", "HEAD" ->
                            PUBLIC.contains(path)
                                    || path.startsWith(CONSOLE + "/")
                                    || path.startsWith("/api/v1/session/issuer");
                    case "POST" -> path.equals("/api/v1/session");
                    default -> false;
                };
    }

    /** Whether TAXII answers at this path, if only that there is nothing. */
    public static boolean isTaxii(String path) {
        int end = path.indexOf('/', 1);
        String first = path.substring(Math.min(1, path.length()), end < 0 ? path.length() : end);
        return first.equals(DISCOVERY) || !(first.isEmpty() || TAKEN.contains(first));
    }
}
