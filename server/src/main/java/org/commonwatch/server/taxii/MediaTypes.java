package org.commonwatch.server.taxii;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads media types as clients in use write them: with or without a version, blanks, quotes and
 * weights, in any case, one or many. What cannot be read is passed over and never refused.
 */
final class MediaTypes {
    private static final String VERSION = "2.1";
    private static final String TAXII = "application/taxii+json";
    private static final String STIX = "application/stix+json";

    // RFC 9110 §12.5.1: what stands for any type, too.
    private static final Set<String> ACCEPTED = Set.of(TAXII, "application/*", "*/*");

    // A client in use posts bundles as the type that they have in files.
    private static final Set<String> READ = Set.of(TAXII, STIX);

    /** One of a list, in lower case. */
    private record MediaType(String name, Map<String, String> parameters) {
        boolean isOf(Set<String> names) {
            return names.contains(name)
                    && parameters.getOrDefault("version", VERSION).equals(VERSION);
        }

        // RFC 9110 §12.4.2: a weight of nought says "not this".
        boolean isWanted() {
            return !parameters.getOrDefault("q", "1").matches("0(\\.0*)?");
        }
    }

    private MediaTypes() {}

    /** Whether an answer of TAXII 2.1 is among what these Accept headers ask for. */
    static boolean accepted(List<String> headers) {
        List<MediaType> types = headers.stream().flatMap(each -> list(each).stream()).toList();
        return types.isEmpty()
                || types.stream().anyMatch(type -> type.isOf(ACCEPTED) && type.isWanted());
    }

    /** Whether a body of this Content-Type is an envelope, or a bundle taken for one. */
    static boolean isRead(String contentType) {
        List<MediaType> types = list(contentType);
        return types.size() == 1 && types.getFirst().isOf(READ);
    }

    private static List<MediaType> list(String header) {
        List<MediaType> types = new ArrayList<>();
        for (String each : header.split(",", -1)) {
            if (!each.isBlank()) {
                types.add(one(each));
            }
        }
        return types;
    }

    private static MediaType one(String text) {
        String[] parts = text.toLowerCase(Locale.ROOT).split(";", -1);
        Map<String, String> parameters = new TreeMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].split("=", 2);
            if (pair.length == 2) {
                parameters.putIfAbsent(pair[0].strip(), pair[1].replace("\"", "").strip());
            }
        }
        return new MediaType(parts[0].strip(), parameters);
    }
}
