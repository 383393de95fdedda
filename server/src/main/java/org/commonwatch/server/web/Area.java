package org.commonwatch.server.web;

import java.util.Set;

/**
 * Which addresses are whose: those of the floor and the product's own API are named here, and every
 * other is one of TAXII, whether there is an API root of that name or not.
 */
public final class Area {
    private static final String DISCOVERY = "taxii2";

    /** What addresses may begin with besides API roots, so that no root may be called so. */
    public static final Set<String> TAKEN =
            Set.of(DISCOVERY, "api", "livez", "readyz", "metrics", "error");

    private Area() {}

    /** Whether TAXII answers at this path, if only that there is nothing. */
    public static boolean isTaxii(String path) {
        int end = path.indexOf('/', 1);
        String first = path.substring(Math.min(1, path.length()), end < 0 ? path.length() : end);
        return first.equals(DISCOVERY) || !(first.isEmpty() || TAKEN.contains(first));
    }
}
