package org.commonwatch.stix.pattern;

import org.commonwatch.stix.pattern.value.Binary;

import java.util.Locale;
import java.util.Map;

/** Which texts can be hashes of which algorithm (STIX 2.1 §10.7). */
final class Hashes {
    // By the name without hyphens, which many leave out.
    private static final Map<String, Integer> DIGITS =
            Map.ofEntries(
                    Map.entry("MD5", 32),
                    Map.entry("SHA1", 40),
                    Map.entry("SHA224", 56),
                    Map.entry("SHA256", 64),
                    Map.entry("SHA384", 96),
                    Map.entry("SHA512", 128),
                    Map.entry("SHA3224", 56),
                    Map.entry("SHA3256", 64),
                    Map.entry("SHA3384", 96),
                    Map.entry("SHA3512", 128),
                    Map.entry("RIPEMD160", 40),
                    Map.entry("WHIRLPOOL", 128));

    private Hashes() {}

    /** The algorithm whose hash is at the path, or an empty text. */
    static String algorithm(ObjectPath path) {
        int steps = path.steps().size();
        boolean hash =
                steps >= 2
                        && path.steps().get(steps - 2) instanceof ObjectPath.Key dictionary
                        && dictionary.name().equals("hashes");
        return hash && path.steps().get(steps - 1) instanceof ObjectPath.Key key ? key.name() : "";
    }

    /** The algorithm's name without hyphens and in capitals. */
    static String plainName(String algorithm) {
        return algorithm.toUpperCase(Locale.ROOT).replace("-", "");
    }

    /** Whether the text can be a hash of it; any text can, of one that is not known. */
    static boolean fits(String algorithm, String text) {
        Integer digits = DIGITS.get(plainName(algorithm));
        return digits == null || (text.length() == digits && Binary.hex(text) != null);
    }
}
