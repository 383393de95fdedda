package org.commonwatch.stix.misp;

import static java.util.stream.Collectors.joining;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Observable.Kind;
import org.commonwatch.stix.ObservableIds;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.pattern.ComparisonExpression;
import org.commonwatch.stix.pattern.Constant;
import org.commonwatch.stix.pattern.ObservationExpression;
import org.commonwatch.stix.pattern.Pattern;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What types of attributes are in STIX: what a pattern compares, and what was observed. */
final class MispTypes {
    // Type → path of the property, of types with one value.
    private static final Map<String, String> PATHS = new LinkedHashMap<>();

    // Type → how many hexadecimal digits it has.
    private static final Map<String, Integer> DIGITS =
            Map.of("md5", 32, "sha1", 40, "sha224", 56, "sha256", 64, "sha384", 96, "sha512", 128);

    static {
        PATHS.put("md5", "file:hashes.MD5");
        PATHS.put("sha1", "file:hashes.'SHA-1'");
        PATHS.put("sha224", "file:hashes.'SHA-224'");
        PATHS.put("sha256", "file:hashes.'SHA-256'");
        PATHS.put("sha384", "file:hashes.'SHA-384'");
        PATHS.put("sha512", "file:hashes.'SHA-512'");
        PATHS.put("ssdeep", "file:hashes.SSDEEP");
        PATHS.put("tlsh", "file:hashes.TLSH");
        PATHS.put("filename", "file:name");
        PATHS.put("domain", "domain-name:value");
        PATHS.put("hostname", "domain-name:value");
        PATHS.put("url", "url:value");
        PATHS.put("email", "email-addr:value");
        PATHS.put("email-src", "email-addr:value");
        PATHS.put("email-dst", "email-addr:value");
        PATHS.put("mac-address", "mac-addr:value");
        PATHS.put("mutex", "mutex:name");
        PATHS.put("regkey", "windows-registry-key:key");
        PATHS.put("AS", "autonomous-system:number");
        PATHS.put("ip-dst", "ipv4-addr:value");
        PATHS.put("ip-src", "ipv4-addr:value");
    }

    private static final Map<String, String> HIVES =
            Map.of(
                    "HKLM", "HKEY_LOCAL_MACHINE",
                    "HKCU", "HKEY_CURRENT_USER",
                    "HKCR", "HKEY_CLASSES_ROOT",
                    "HKU", "HKEY_USERS",
                    "HKCC", "HKEY_CURRENT_CONFIG");

    private static final java.util.regex.Pattern MAC =
            java.util.regex.Pattern.compile("\\p{XDigit}{2}(:\\p{XDigit}{2}){5}");

    private static final String IPV6 = "ipv6-addr:value";

    private MispTypes() {}

    /** A property and its value. */
    private record Term(String path, Json value, boolean within) {
        String comparison() {
            String constant =
                    value instanceof JsonString text
                            ? "'" + text.value().replace("\\", "\\\\").replace("'", "\\'") + "'"
                            : value.toString();
            return path + (within ? " ISSUBSET " : " = ") + constant;
        }
    }

    /** A type of attributes, and a value of it. */
    record Typed(String type, String value) {}

    /** The pattern that an attribute is; empty if it is none. */
    static Optional<String> pattern(String type, String value) {
        return terms(type, value)
                .map(all -> all.stream().map(Term::comparison).collect(joining(" AND ", "[", "]")));
    }

    private static Optional<List<Term>> terms(String type, String value) {
        int bar = type.indexOf('|');
        if (bar < 0) {
            return term(type, value).map(List::of);
        }
        int cut = value.indexOf('|');
        String one = type.substring(0, bar);
        // A file's name and its hash are one thing; other pairs are two.
        if (cut < 0 || !one.equals("filename")) {
            return Optional.empty();
        }
        Optional<Term> name = term(one, value.substring(0, cut));
        Optional<Term> hash = term(type.substring(bar + 1), value.substring(cut + 1));
        return name.isPresent() && hash.isPresent()
                ? Optional.of(List.of(name.get(), hash.get()))
                : Optional.empty();
    }

    private static Optional<Term> term(String type, String value) {
        String path = PATHS.get(type);
        if (path == null || value.isEmpty() || value.indexOf('\n') >= 0) {
            return Optional.empty();
        }
        try {
            return switch (type) {
                case "ip-src", "ip-dst" -> Optional.of(address(value));
                case "domain", "hostname" -> observed(path, Kind.DOMAIN, value);
                case "url" -> observed(path, Kind.URL, value);
                case "email", "email-src", "email-dst" -> observed(path, Kind.EMAIL, value);
                case "AS" -> number(path, value);
                case "regkey" -> Optional.of(new Term(path, new JsonString(key(value)), false));
                case "mac-address" ->
                        MAC.matcher(value).matches()
                                ? text(type, path, value.toLowerCase(Locale.ROOT))
                                : Optional.empty();
                default -> text(type, path, value);
            };
        } catch (RefusedException notOfTheKind) {
            return Optional.empty();
        }
    }

    // STIX 2.1 §6.17.1: hives are written in full.
    private static String key(String value) {
        int end = value.indexOf('\\');
        String hive = (end < 0 ? value : value.substring(0, end)).toUpperCase(Locale.ROOT);
        String full = HIVES.get(hive);
        return full == null ? value : full + (end < 0 ? "" : value.substring(end));
    }

    private static Term address(String value) {
        boolean six = value.indexOf(':') >= 0;
        boolean network = value.indexOf('/') >= 0;
        Kind kind = network ? Kind.CIDR : six ? Kind.IPV6 : Kind.IPV4;
        String canonical = Observable.parse(kind, value).value();
        String path = six ? IPV6 : "ipv4-addr:value";
        return new Term(path, new JsonString(canonical), network);
    }

    private static Optional<Term> observed(String path, Kind kind, String value) {
        String canonical = Observable.parse(kind, value).value();
        return Optional.of(new Term(path, new JsonString(canonical), false));
    }

    private static Optional<Term> number(String path, String value) {
        String digits = value.toUpperCase(Locale.ROOT).replaceFirst("^AS\\s*", "");
        return digits.matches("\\d{1,10}")
                ? Optional.of(new Term(path, JsonNumber.of(Long.parseLong(digits)), false))
                : Optional.empty();
    }

    private static Optional<Term> text(String type, String path, String value) {
        Integer digits = DIGITS.get(type);
        if (digits == null) {
            return Optional.of(new Term(path, new JsonString(value), false));
        }
        return value.length() == digits && value.matches("\\p{XDigit}+")
                ? Optional.of(new Term(path, new JsonString(value.toLowerCase(Locale.ROOT)), false))
                : Optional.empty();
    }

    /** What an attribute saw, as an observable of STIX; empty if it is none. */
    static Optional<JsonObject> observable(String type, String value) {
        Optional<List<Term>> terms =
                terms(type, value).filter(all -> all.stream().noneMatch(Term::within));
        if (terms.isEmpty()) {
            return Optional.empty();
        }
        JsonObject.Builder hashes = JsonObject.builder();
        JsonObject.Builder all = JsonObject.builder();
        String kind = "";
        boolean hashed = false;
        for (Term each : terms.get()) {
            int colon = each.path().indexOf(':');
            kind = each.path().substring(0, colon);
            String property = each.path().substring(colon + 1);
            if (property.startsWith("hashes.")) {
                String name = property.substring("hashes.".length()).replace("'", "");
                hashes.put(name, each.value());
                hashed = true;
            } else {
                all.put(property, each.value());
            }
        }
        JsonObject.Builder named = JsonObject.builder().put("type", kind);
        all.build().forEach(named::put);
        if (hashed) {
            named.put("hashes", hashes.build());
        }
        JsonObject contents = named.build();
        return ObservableIds.of(contents)
                .map(id -> {
                    JsonObject.Builder observable =
                            JsonObject.builder()
                                    .put(
                                            "type",
                                            contents.get("type") instanceof JsonString text
                                                    ? text.value()
                                                    : "")
                                    .put("spec_version", "2.1")
                                    .put("id", id.toString());
                    contents.forEach((name, json) -> {
                        if (!name.equals("type")) {
                            observable.put(name, json);
                        }
                    });
                    return observable.build();
                });
    }

    /** The attributes that a pattern is, any of which matches; empty if it is more than that. */
    static List<Typed> typed(Pattern pattern) {
        return pattern.root() instanceof ObservationExpression.Single single
                ? typed(single.comparisons())
                : List.of();
    }

    private static List<Typed> typed(ComparisonExpression expression) {
        return switch (expression) {
            case ComparisonExpression.Comparison comparison ->
                    typed(comparison).map(List::of).orElse(List.of());
            case ComparisonExpression.Combined combined ->
                    combined.joint() == ComparisonExpression.Joint.OR
                            ? typed(combined.operands())
                            : List.of();
            case ComparisonExpression.Exists exists -> List.of();
        };
    }

    private static List<Typed> typed(List<ComparisonExpression> any) {
        List<Typed> all = new ArrayList<>();
        for (ComparisonExpression each : any) {
            List<Typed> some = typed(each);
            if (some.isEmpty()) {
                return List.of();
            }
            all.addAll(some);
        }
        return all;
    }

    private static Optional<Typed> typed(ComparisonExpression.Comparison comparison) {
        boolean equal = comparison.operator() == ComparisonExpression.Operator.EQUAL;
        boolean within = comparison.operator() == ComparisonExpression.Operator.ISSUBSET;
        if (comparison.negated() || !(equal || within)) {
            return Optional.empty();
        }
        String value =
                switch (comparison.constant()) {
                    case Constant.Text text -> text.value();
                    case Constant.Numeric number -> number.value().toPlainString();
                    default -> "";
                };
        return typed(comparison.path().toString(), value)
                .filter(each -> within == each.value().contains("/") || !isAddress(each));
    }

    private static boolean isAddress(Typed typed) {
        return typed.type().startsWith("ip-");
    }

    private static Optional<Typed> typed(String path, String value) {
        if (path.equals(IPV6)) {
            return Optional.of(new Typed("ip-dst", value));
        }
        // Of types with the same path the first.
        return PATHS.entrySet().stream()
                .filter(each -> each.getValue().equals(path))
                .map(each ->
                        new Typed(each.getKey(), each.getKey().equals("AS") ? "AS" + value : value))
                .filter(each -> !each.value().isEmpty())
                .filter(each -> pattern(each.type(), each.value()).isPresent())
                .findFirst();
    }

    /** The attribute that an observable is; empty if it is more than one value. */
    static Optional<Typed> typed(JsonObject observable) {
        if (!(observable.get("type") instanceof JsonString type)) {
            return Optional.empty();
        }
        for (Map.Entry<String, String> each : PATHS.entrySet()) {
            if (!each.getValue().startsWith(type.value() + ":")) {
                continue;
            }
            String property = each.getValue().substring(type.value().length() + 1);
            String value = Members.text(observable, property);
            if (property.startsWith("hashes.")) {
                String name = property.substring("hashes.".length()).replace("'", "");
                value =
                        Members.object(observable, "hashes")
                                .map(hashes -> Members.text(hashes, name))
                                .orElse("");
            }
            if (!value.isEmpty()) {
                String whole = each.getKey().equals("AS") ? "AS" + value : value;
                return Optional.of(new Typed(each.getKey(), whole))
                        .filter(found -> pattern(found.type(), found.value()).isPresent());
            }
        }
        String value = type.value().equals("ipv6-addr") ? Members.text(observable, "value") : "";
        return value.isEmpty() ? Optional.empty() : Optional.of(new Typed("ip-dst", value));
    }
}
