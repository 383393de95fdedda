package org.commonwatch.archive.indicators;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Observable.Kind;
import org.commonwatch.stix.RefusedException;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The patterns (STIX 2.1 §9) that a table of indicators answers by itself: one observable, or one
 * of several. Everything else of the language is left to whoever has the whole of it.
 */
final class StixPattern {
    private static final String TEXT = "'((?:[^'\\\\]|\\\\['\\\\])*)'";
    private static final Pattern COMPARISON =
            Pattern.compile(
                    "\\s*([a-z0-9-]+:[a-z_]+(?:\\.(?:'[^']*'|[A-Za-z0-9_]+))?)"
                            + "\\s*(=|ISSUBSET\\b|LIKE\\b|MATCHES\\b)\\s*"
                            + TEXT
                            + "\\s*");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");
    // What this house writes for the beginning of URLs.
    private static final Pattern BEGINNING =
            Pattern.compile("\\^((?:[a-zA-Z0-9_/:-]|\\\\[^a-zA-Z0-9])*)");

    private final String text;
    private final Matcher comparison;

    private StixPattern(String text) {
        this.text = text;
        comparison = COMPARISON.matcher(text);
    }

    /** The observables any of which satisfies the pattern; none if it says anything else. */
    static List<Observable> observables(String pattern) {
        return new StixPattern(pattern).observables();
    }

    private List<Observable> observables() {
        List<Observable> all = new ArrayList<>();
        int at = 0;
        while (true) {
            at = spaceEnd(at);
            if (at == text.length() || text.charAt(at) != '[') {
                return List.of();
            }
            at++;
            while (true) {
                if (!comparison.find(at) || comparison.start() != at) {
                    return List.of();
                }
                Optional<Observable> observable = observable();
                if (observable.isEmpty()) {
                    return List.of();
                }
                all.add(observable.get());
                at = comparison.end();
                if (!text.startsWith("OR", at)) {
                    break;
                }
                at += "OR".length();
            }
            if (at == text.length() || text.charAt(at) != ']') {
                return List.of();
            }
            at = spaceEnd(at + 1);
            if (at == text.length()) {
                return all;
            }
            if (!text.startsWith("OR", at)) {
                return List.of();
            }
            at += "OR".length();
        }
    }

    private int spaceEnd(int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private Optional<Observable> observable() {
        String value = ESCAPED.matcher(comparison.group(3)).replaceAll("$1");
        String operator = comparison.group(2);
        try {
            return switch (operator) {
                case "=" -> kind().map(kind -> Observable.parse(kind, value));
                case "ISSUBSET" ->
                        isAddress()
                                ? Optional.of(Observable.parse(Kind.CIDR, value))
                                : Optional.empty();
                case "LIKE" -> isUrl() ? like(value) : Optional.empty();
                default -> isUrl() ? matches(value) : Optional.empty();
            };
        } catch (RefusedException other) {
            return Optional.empty();
        }
    }

    private static Optional<Observable> like(String value) {
        boolean beginning = value.indexOf('%') == value.length() - 1 && value.indexOf('_') < 0;
        return beginning
                ? Optional.of(
                        Observable.parse(Kind.URL_PREFIX, value.substring(0, value.length() - 1)))
                : Optional.empty();
    }

    private static Optional<Observable> matches(String value) {
        Matcher beginning = BEGINNING.matcher(value);
        return beginning.matches()
                ? Optional.of(
                        Observable.parse(
                                Kind.URL_PREFIX,
                                ESCAPED.matcher(beginning.group(1)).replaceAll("$1")))
                : Optional.empty();
    }

    private boolean isUrl() {
        return comparison.group(1).equals("url:value");
    }

    private boolean isAddress() {
        return comparison.group(1).equals("ipv4-addr:value")
                || comparison.group(1).equals("ipv6-addr:value");
    }

    private Optional<Kind> kind() {
        String path = comparison.group(1);
        String hashes = "file:hashes.";
        if (path.startsWith(hashes)) {
            String algorithm = path.substring(hashes.length()).replaceAll("['-]", "");
            return switch (algorithm.toUpperCase(Locale.ROOT)) {
                case "MD5" -> Optional.of(Kind.MD5);
                case "SHA1" -> Optional.of(Kind.SHA1);
                case "SHA256" -> Optional.of(Kind.SHA256);
                default -> Optional.empty();
            };
        }
        return switch (path) {
            case "ipv4-addr:value" -> Optional.of(Kind.IPV4);
            case "ipv6-addr:value" -> Optional.of(Kind.IPV6);
            case "domain-name:value" -> Optional.of(Kind.DOMAIN);
            case "url:value" -> Optional.of(Kind.URL);
            default -> Optional.empty();
        };
    }
}
