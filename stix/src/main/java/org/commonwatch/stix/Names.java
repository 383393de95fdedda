package org.commonwatch.stix;

import org.jspecify.annotations.Nullable;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/** Domain names and URLs in canonical form. */
final class Names {
    // RFC 1035 §2.3.4; the underscore because service names (RFC 8552) carry it.
    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{3,253}$)(?:[a-z0-9_-]{1,63}\\.)+[a-z0-9_-]{1,63}");
    private static final Pattern URL =
            Pattern.compile(
                    "([a-zA-Z][a-zA-Z0-9+.-]*)://(?:[^/?#@\\s]*@)?"
                            + "([^/?#:@\\s\\[\\]]+|\\[[0-9a-fA-F:.]+\\])(?::([0-9]{0,5}))?"
                            + "([/?][^#\\s]*)?(?:#.*)?");
    // RFC 5321 §4.5.3.1.1, but for what is in quotation marks, which nobody's address is.
    private static final Pattern LOCAL_PART =
            Pattern.compile("[^\\s\\p{Cntrl}@\"()\\[\\],:;<>\\\\]{1,64}");
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");

    private Names() {}

    static String domain(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        String ascii = ascii(name).toLowerCase(Locale.ROOT);
        // A name of one label is a suffix of half the world, and digits are an address.
        if (!DOMAIN.matcher(ascii).matches() || DIGITS_AND_DOTS.matcher(ascii).matches()) {
            throw new RefusedException(
                    new Refusal.NotAnObservable(Observable.Kind.DOMAIN.label(), text));
        }
        return ascii;
    }

    /** The part before the at sign as it is, and a domain. */
    static String email(String text) {
        String plain = text.replace("[@]", "@").replace("[at]", "@").replace("(at)", "@");
        int at = plain.lastIndexOf('@');
        if (at < 0 || !LOCAL_PART.matcher(plain.substring(0, at)).matches()) {
            throw notAnEmail(text);
        }
        try {
            return plain.substring(0, at + 1) + domain(plain.substring(at + 1));
        } catch (RefusedException notADomain) {
            throw notAnEmail(text);
        }
    }

    private static RefusedException notAnEmail(String text) {
        return new RefusedException(
                new Refusal.NotAnObservable(Observable.Kind.EMAIL.label(), text));
    }

    /** Scheme and host in lower case; without user, default port and fragment; path kept. */
    static String url(String text) {
        var parts = URL.matcher(text);
        if (!parts.matches()) {
            throw new RefusedException(
                    new Refusal.NotAnObservable(Observable.Kind.URL.label(), text));
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        String path = parts.group(4) == null ? "/" : parts.group(4);
        return scheme
                + "://"
                + host(parts.group(2))
                + port(scheme, parts.group(3))
                + (path.startsWith("?") ? "/" + path : path);
    }

    private static String host(String text) {
        if (text.startsWith("[")) {
            return "[" + Addresses.ipv6(text.substring(1, text.length() - 1)) + "]";
        }
        if (text.indexOf('.') < 0 || DIGITS_AND_DOTS.matcher(text).matches()) {
            return text.toLowerCase(Locale.ROOT);
        }
        return domain(text);
    }

    private static String port(String scheme, @Nullable String port) {
        boolean usual =
                port == null
                        || port.isEmpty()
                        || switch (scheme) {
                            case "http" -> port.equals("80");
                            case "https" -> port.equals("443");
                            case "ftp" -> port.equals("21");
                            default -> false;
                        };
        return usual ? "" : ":" + port;
    }

    private static String ascii(String name) {
        if (name.chars().allMatch(c -> c < 128)) {
            return name; // IDN costs a hundred times more and would change nothing
        }
        try {
            return IDN.toASCII(name, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException notADomain) {
            throw new RefusedException(
                    new Refusal.NotAnObservable(Observable.Kind.DOMAIN.label(), name));
        }
    }
}
