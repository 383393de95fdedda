package org.commonwatch.stix.validation;

import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;

import java.util.Set;

/** Hashes by the names of their algorithms (§2.7, §10.7). */
record Hashes() implements ValueType {
    private static final int NAME_LEAST = 3;
    private static final Rule LENGTH = Rule.must("S016", "2.7");
    private static final Rule CHARACTERS = Rule.must("S015", "2.7");
    private static final Rule ALGORITHM = Rule.should("hash-algo", "S014", "2.7");
    private static final Set<String> ALGORITHMS =
            Vocabularies.named("hash-algorithm-ov").words();
    private static final String TLSH_VERSION = "T1";

    @Override
    public void check(Json value, Walk walk) {
        if (!(value instanceof JsonObject hashes)) {
            walk.report(TYPE, value, "is not a dictionary", "write it as an object, in braces");
            return;
        }
        if (hashes.size() == 0) {
            walk.report(Dictionary.EMPTY, "there are no hashes", "leave the property out");
        }
        for (int i = 0; i < hashes.size(); i++) {
            if (walk.enter(hashes.name(i))) {
                checkHash(hashes.name(i), hashes.value(i), walk);
            }
            walk.leave();
        }
    }

    private static void checkHash(String algorithm, Json value, Walk walk) {
        if (algorithm.length() < NAME_LEAST) {
            walk.report(LENGTH, "the name of the algorithm is too short", "use 3 to 250 letters");
        } else if (!Formats.isKey(algorithm)) {
            walk.report(
                    CHARACTERS,
                    "the name of the algorithm has other characters, or over 250",
                    "use a-z, A-Z, 0-9, hyphen and underscore");
        } else if (!ALGORITHMS.contains(algorithm)) {
            walk.report(
                    ALGORITHM,
                    "'" + Walk.cut(algorithm) + "' is not in hash-algorithm-ov",
                    "use one of " + String.join(", ", ALGORITHMS.stream().sorted().toList()));
        }
        if (!(value instanceof JsonString hash)) {
            walk.report(TYPE, value, "is not a string", "write it as a string");
        } else if (!hasForm(algorithm, hash.value())) {
            walk.report(
                    Rule.must(requirement(algorithm), "10.7"),
                    value,
                    "is not a hash by " + algorithm,
                    "give the whole hash, or name the algorithm it is by");
        }
    }

    private static boolean hasForm(String algorithm, String hash) {
        return switch (algorithm) {
            case "MD5" -> Formats.isHex(hash, 32);
            case "SHA-1" -> Formats.isHex(hash, 40);
            case "SHA-256", "SHA3-256" -> Formats.isHex(hash, 64);
            case "SHA-512", "SHA3-512" -> Formats.isHex(hash, 128);
            case "SSDEEP" -> isSsdeep(hash);
            case "TLSH" ->
                    Formats.isHex(hash, 70)
                            || (hash.startsWith(TLSH_VERSION)
                                    && Formats.isHex(hash.substring(2), 70));
            default -> true;
        };
    }

    // The size of a block, and two hashes in base64's letters.
    private static boolean isSsdeep(String hash) {
        int first = hash.indexOf(':');
        int second = hash.indexOf(':', first + 1);
        if (first < 1 || second < 0 || hash.length() > 150) {
            return false;
        }
        for (int i = 0; i < hash.length(); i++) {
            char c = hash.charAt(i);
            boolean letter = Formats.isLower(c) || Formats.isUpper(c) || c == '+' || c == '/';
            boolean right = Formats.isDigit(c) || (i > first && (letter || i == second));
            if (!right && i != first) {
                return false;
            }
        }
        return true;
    }

    private static String requirement(String algorithm) {
        return switch (algorithm) {
            case "MD5" -> "S500";
            case "SHA-1" -> "S501";
            case "SHA-256" -> "S502";
            case "SHA-512" -> "S503";
            case "SHA3-256" -> "S504";
            case "SHA3-512" -> "S505";
            case "SSDEEP" -> "S506";
            default -> "S507";
        };
    }
}
