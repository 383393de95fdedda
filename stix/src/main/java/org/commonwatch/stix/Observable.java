package org.commonwatch.stix;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A thing that can be seen on a network, in the one canonical form used for matching and sharing.
 * Two observables are the same thing exactly when they are equal.
 */
public record Observable(Kind kind, String value) {
    /**
     * The canonical form's name and version. It changes whenever {@link #parse} brings a text to
     * another form than before, since what was brought to an older form is then to be brought anew.
     */
    public static final String FORM = "observables/1";

    /** Texts beyond this many characters are no observable of any kind. */
    public static final int LENGTH_LIMIT = 8192;

    private static final Pattern HEX = Pattern.compile("[0-9a-f]+");
    private static final Pattern FINAL_STARS = Pattern.compile("\\*+$");
    // What a regular expression could take for more than itself.
    private static final Pattern NOT_LITERAL = Pattern.compile("[^a-zA-Z0-9_/:-]");

    /** The kinds, by the name a list of indicators gives them and the STIX path they match. */
    public enum Kind {
        IPV4("ipv4", "ipv4-addr:value"),
        IPV6("ipv6", "ipv6-addr:value"),
        /** An IPv4 or IPv6 network, matched by every address in it. */
        CIDR("cidr", "ipv4-addr:value"),
        /** A domain name, matched by itself and every name below it. */
        DOMAIN("domain", "domain-name:value"),
        URL("url", "url:value"),
        /** The beginning of URLs, with the whole host at least, matched by every URL it begins. */
        URL_PREFIX("url-prefix", "url:value"),
        MD5("md5", "file:hashes.MD5"),
        SHA1("sha1", "file:hashes.'SHA-1'"),
        SHA256("sha256", "file:hashes.'SHA-256'"),
        /** An e-mail address; no record of a sensor that is read here has one. */
        EMAIL("email", "email-addr:value");

        /** Every name, for messages. */
        static final String NAMES =
                Arrays.stream(values()).map(Kind::label).collect(Collectors.joining(", "));

        private final String label;
        private final String path;

        Kind(String label, String path) {
            this.label = label;
            this.path = path;
        }

        /** Finds a kind by its label, in any case. */
        public static Kind parse(String text) {
            for (Kind kind : values()) {
                if (kind.label.equalsIgnoreCase(text.strip())) {
                    return kind;
                }
            }
            throw new RefusedException(new Refusal.UnknownKind(text));
        }

        /** The name in indicator lists, such as {@code sha256}. */
        public String label() {
            return label;
        }
    }

    public Observable {
        if (!canonical(kind, value).equals(value)) {
            throw new RefusedException(new Refusal.NotAnObservable(kind.label(), value));
        }
    }

    /**
     * Brings a text to canonical form: refanged, lower case where case means nothing, IPv6 as RFC
     * 5952 writes it, domains as A-labels without the final dot, URLs without default port and
     * fragment, their beginnings without a final {@code *}, and of e-mail addresses only the
     * domain, since what is before it is its host's to read (RFC 5321 §2.4). Doing it twice changes
     * nothing. Throws {@link RefusedException} for a text that is not of the kind.
     */
    public static Observable parse(Kind kind, String text) {
        return new Observable(kind, canonical(kind, text));
    }

    /** The STIX pattern (STIX 2.1 §9) that this observable satisfies, and nothing else does. */
    public String pattern() {
        String quoted = quoted(value);
        return switch (kind) {
            case CIDR -> {
                String path = value.indexOf(':') < 0 ? kind.path : Kind.IPV6.path;
                yield "[" + path + " ISSUBSET " + quoted + "]";
            }
            case URL_PREFIX -> {
                String literal = NOT_LITERAL.matcher(value).replaceAll("\\\\$0");
                yield "[" + kind.path + " MATCHES " + quoted("^" + literal) + "]";
            }
            case IPV4, IPV6, DOMAIN, URL, MD5, SHA1, SHA256, EMAIL ->
                    "[" + kind.path + " = " + quoted + "]";
        };
    }

    private static String withoutStars(String prefix) {
        return FINAL_STARS.matcher(prefix).replaceFirst("");
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static String canonical(Kind kind, String text) {
        if (text.length() > LENGTH_LIMIT) {
            throw new RefusedException(new Refusal.NotAnObservable(kind.label(), text));
        }
        String plain = refang(text.strip());
        return switch (kind) {
            case IPV4 -> Addresses.ipv4(plain);
            case IPV6 -> Addresses.ipv6(plain);
            case CIDR -> Addresses.network(plain);
            case DOMAIN -> Names.domain(plain);
            case URL -> Names.url(plain);
            case URL_PREFIX -> withoutStars(Names.url(withoutStars(plain)));
            case MD5 -> hash(kind, plain, 32);
            case SHA1 -> hash(kind, plain, 40);
            case SHA256 -> hash(kind, plain, 64);
            case EMAIL -> Names.email(plain);
        };
    }

    // The ways analysts write an address so that nobody clicks on it.
    private static String refang(String text) {
        String plain = text;
        if (plain.indexOf('[') >= 0 || plain.indexOf('(') >= 0) {
            plain = plain.replace("[.]", ".").replace("(.)", ".").replace("[:]", ":");
            plain = plain.replace("[dot]", ".").replace("(dot)", ".").replace("[://]", "://");
        }
        if (plain.regionMatches(true, 0, "hxxp", 0, 4)) {
            plain = "http" + plain.substring(4);
        }
        return plain;
    }

    private static String hash(Kind kind, String text, int digits) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.length() != digits || !HEX.matcher(lower).matches()) {
            throw new RefusedException(new Refusal.NotAnObservable(kind.label(), text));
        }
        return lower;
    }

    @Override
    public String toString() {
        return kind.label() + " " + value;
    }
}
