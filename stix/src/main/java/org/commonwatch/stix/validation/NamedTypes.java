package org.commonwatch.stix.validation;

import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.validation.ValueType.Dictionary;
import org.commonwatch.stix.validation.ValueType.Fanged;
import org.commonwatch.stix.validation.ValueType.Format;
import org.commonwatch.stix.validation.ValueType.Real;
import org.commonwatch.stix.validation.ValueType.Reference;
import org.commonwatch.stix.validation.ValueType.Timestamp;
import org.commonwatch.stix.validation.ValueType.Whole;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The types of values that the tables name by a word. */
final class NamedTypes {
    private static final int ANY_DIGITS = Integer.MAX_VALUE;
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Set<String> HIVES = Set.of("HKLM", "HKCC", "HKCR", "HKCU", "HKU");

    private NamedTypes() {}

    /** The type of the name, whose own sentence is the rule. */
    static ValueType named(String name, Rule rule) {
        return switch (name) {
            case "string" -> ValueType.STRING;
            case "boolean" -> ValueType.BOOLEAN;
            case "integer" -> new Whole(-Whole.SAFE, Whole.SAFE, Whole.RANGE);
            case "float" -> new Real(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, rule);
            case "string|integer" -> ValueType.STRING_OR_INTEGER;
            case "object" -> ValueType.DICTIONARY;
            case "timestamp" -> new Timestamp(0, ANY_DIGITS, rule);
            case "millis" -> new Timestamp(3, ANY_DIGITS, rule);
            case "seconds" -> new Timestamp(0, 0, rule);
            case "identifier" -> Identity.IDENTIFIER;
            case "creator" ->
                    new Reference(
                            new ValueType.TypeSet(Set.of("identity")),
                            Rule.should("creator", rule.requirement(), rule.section()));
            case "hashes" -> new Hashes();
            case "extensions" -> Extensions.TYPE;
            case "selector" -> Markings.SELECTOR;
            case "observables" -> Containers.OBSERVABLES;
            case "members" -> Containers.MEMBERS;
            case "translations" -> Containers.TRANSLATIONS;
            case "document-info" -> new KnownKeys(ValueType.STRING, "pdf-doc-info", "S264");
            case "startup-info" -> new Dictionary(ValueType.STRING_OR_INTEGER, true);
            case "socket-options" ->
                    new KnownKeys(named("integer", rule), "socket-options", "S324");
            default -> format(name, rule);
        };
    }

    private static ValueType format(String name, Rule rule) {
        return switch (name) {
            case "hex" ->
                    new Format(
                            Formats::isHex,
                            Rule.must("S019", "2.8"),
                            "is not hexadecimal",
                            "write an even number of 0-9 and a-f, in lower case");
            case "binary" ->
                    new Format(
                            Formats::isBase64,
                            Rule.must("S547", "2.1"),
                            "is not base64",
                            "write it in base64 (RFC 4648) with its padding");
            case "language" ->
                    new Format(
                            Formats::isLanguage,
                            rule,
                            "is not the tag of a language",
                            "write it as RFC 5646 says, such as en or pt-BR");
            case "charset" ->
                    new Format(
                            Vocabularies::isCharset,
                            rule,
                            "is not a character set of IANA's registry",
                            "use the preferred MIME name, such as windows-1251");
            case "relationship-type" ->
                    new Format(
                            NamedTypes::isRelationshipType,
                            rule,
                            "has other characters than a-z, 0-9 and hyphen",
                            "use those only");
            case "property-name" ->
                    new Format(
                            Formats::isPropertyName,
                            rule,
                            "is not a name of a property",
                            "use 3 to 250 of a-z, 0-9 and underscore, a letter first");
            case "registry-key" ->
                    new Format(
                            NamedTypes::hasFullHive,
                            rule,
                            "begins with an abbreviated hive",
                            "write it in full, such as HKEY_LOCAL_MACHINE");
            default -> recommended(name, rule);
        };
    }

    private static ValueType recommended(String name, Rule rule) {
        return switch (name) {
            case "country" ->
                    new Format(
                            text -> COUNTRIES.contains(text.toUpperCase(Locale.ROOT)),
                            should("countries", rule),
                            "is not a code of ISO 3166-1",
                            "use the two letters of the country");
            case "subdivision" ->
                    new Format(
                            NamedTypes::isSubdivision,
                            should("administrative-area", rule),
                            "is not a code of ISO 3166-2",
                            "use the code, such as XA-01, and put the name into name");
            case "product" ->
                    new Format(
                            Formats::isHyphenated,
                            should("malware-analysis-product", rule),
                            "is not in lower case with dashes",
                            "write it so");
            case "kill-chain-name" ->
                    new Format(
                            Formats::isHyphenated,
                            should("kill-chain-names", rule),
                            "is not in lower case with hyphens",
                            "write it so");
            case "mime-type" ->
                    new Format(
                            NetworkFormats::isMediaType,
                            should("mime-type", rule),
                            "is not a media type",
                            "use one of IANA's registry, such as text/plain");
            case "priority" ->
                    new Format(
                            text -> text.endsWith("_CLASS"),
                            should("windows-process-priority-format", rule),
                            "does not end in _CLASS",
                            "use the name that Windows has, such as HIGH_PRIORITY_CLASS");
            default -> ofNetworks(name, rule);
        };
    }

    private static ValueType ofNetworks(String name, Rule rule) {
        return switch (name) {
            case "ipv4" ->
                    fanged(NetworkFormats::isIpv4, rule, "is not an IPv4 address or network");
            case "ipv6" ->
                    fanged(NetworkFormats::isIpv6, rule, "is not an IPv6 address or network");
            case "domain" -> fanged(NetworkFormats::isDomain, rule, "is not a domain name");
            case "email" -> fanged(NetworkFormats::isEmail, rule, "is not an e-mail address alone");
            case "url" -> fanged(NetworkFormats::isUrl, rule, "is not a URL (RFC 3986)");
            case "mac" ->
                    new Format(
                            NetworkFormats::isMac,
                            rule,
                            "is not a MAC address",
                            "write it in lower case with colons, such as 00:00:ab:cd:ef:01");
            case "cpe" ->
                    new Format(
                            NetworkFormats::isCpe,
                            rule,
                            "is not a name in CPE 2.3",
                            "use the one of the CPE dictionary");
            default -> throw new IllegalStateException("there is no type " + name);
        };
    }

    private static ValueType fanged(
            java.util.function.Predicate<String> form, Rule rule, String complaint) {
        return new Fanged(
                new Format(form, rule, complaint, "correct it, or say defanged if it was made so"));
    }

    private static Rule should(String check, Rule rule) {
        return Rule.should(check, rule.requirement(), rule.section());
    }

    private static boolean isRelationshipType(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Formats.isLower(c) && !Formats.isDigit(c) && c != '-') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isSubdivision(String text) {
        int hyphen = text.indexOf('-');
        return hyphen == 2
                && text.length() > 3
                && text.length() <= 6
                && COUNTRIES.contains(text.substring(0, 2));
    }

    private static boolean hasFullHive(String text) {
        int slash = text.indexOf('\\');
        String hive = slash < 0 ? text : text.substring(0, slash);
        return hive.length() > 4 || !HIVES.contains(hive.toUpperCase(Locale.ROOT));
    }

    /** A dictionary whose keys should be names from another standard; others are warned of. */
    record KnownKeys(ValueType values, String check, String requirement) implements ValueType {
        // ISO 32000-1 §14.3.3.
        private static final Set<String> DOCUMENT_INFO =
                Set.of(
                        "Title",
                        "Author",
                        "Subject",
                        "Keywords",
                        "Creator",
                        "Producer",
                        "CreationDate",
                        "ModDate",
                        "Trapped");
        private static final Pattern SOCKET_OPTION =
                Pattern.compile("(?:SO|ICMP6?|IP|IPV6|MCAST|TCP|IRLMP)(?:_[A-Z0-9]+)++");

        @Override
        public void check(Json value, Walk walk) {
            new Dictionary(values, true).check(value, walk);
            if (value instanceof JsonObject object) {
                for (String key : object.names()) {
                    if (!isKnown(key)) {
                        walk.reportAt(
                                key,
                                Rule.should(check, requirement, "6"),
                                "'" + Walk.cut(key) + "' is not a name that is known here",
                                "use the name as its standard spells it");
                    }
                }
            }
        }

        private boolean isKnown(String key) {
            return check.equals("pdf-doc-info")
                    ? DOCUMENT_INFO.contains(key)
                    : SOCKET_OPTION.matcher(key).matches();
        }
    }

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
                walk.report(
                        LENGTH, "the name of the algorithm is too short", "use 3 to 250 letters");
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
}
