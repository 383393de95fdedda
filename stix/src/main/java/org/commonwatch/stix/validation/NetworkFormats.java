package org.commonwatch.stix.validation;

import java.util.regex.Pattern;

/** Whether a text is what observables of networks and software may have as their value. */
final class NetworkFormats {
    private static final int DOMAIN_MOST = 253;
    private static final int LABEL_MOST = 63;
    private static final int MAC_LENGTH = 17;
    private static final String URL_OTHERS = "-._~:/?#[]@!$&'()*+,;=%";

    // NIST IR 7695 §6.2: eleven attributes, each *, - or letters with quoted punctuation.
    private static final String ATTRIBUTE =
            ":(?:[*-]|(?:\\?++|\\*)?(?:[\\w.-]|\\\\[^\\w\\s])++(?:\\?++|\\*)?)";
    private static final Pattern CPE =
            Pattern.compile("cpe:2\\.3:[aho*-](?:" + ATTRIBUTE + "){10}+");
    private static final Pattern MEDIA_TYPE =
            Pattern.compile(
                    "(?:application|audio|font|image|message|model|multipart|text|video)"
                            + "/[a-zA-Z0-9.+_-]++(?:\\s*;.*+)?");

    private NetworkFormats() {}

    /** An IPv4 address, or a network in CIDR notation. */
    static boolean isIpv4(String text) {
        int slash = text.indexOf('/');
        return isIpv4(text, 0, slash < 0 ? text.length() : slash) && isPrefix(text, slash, 32);
    }

    private static boolean isIpv4(String text, int from, int to) {
        int octets = 1;
        int number = -1;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (number < 0) {
                    return false;
                }
                octets++;
                number = -1;
            } else if (!Formats.isDigit(c) || number == 0) {
                return false;
            } else {
                number = Math.max(number, 0) * 10 + c - '0';
                if (number > 255) {
                    return false;
                }
            }
        }
        return octets == 4 && number >= 0;
    }

    private static boolean isPrefix(String text, int slash, int most) {
        if (slash < 0) {
            return true;
        }
        int digits = text.length() - slash - 1;
        if (digits < 1 || digits > 3 || (digits > 1 && text.charAt(slash + 1) == '0')) {
            return false;
        }
        int length = 0;
        for (int i = slash + 1; i < text.length(); i++) {
            if (!Formats.isDigit(text.charAt(i))) {
                return false;
            }
            length = length * 10 + text.charAt(i) - '0';
        }
        return length <= most;
    }

    /** An IPv6 address (RFC 4291 §2.2), or a network in CIDR notation. */
    static boolean isIpv6(String text) {
        int slash = text.indexOf('/');
        int end = slash < 0 ? text.length() : slash;
        if (!isPrefix(text, slash, 128)) {
            return false;
        }
        int groups = 0;
        boolean shortened = false;
        int at = 0;
        if (text.startsWith("::")) {
            shortened = true;
            at = 2;
        }
        while (at < end) {
            int stop = text.indexOf(':', at);
            stop = stop < 0 || stop > end ? end : stop;
            if (stop == end && text.substring(at, end).indexOf('.') >= 0) {
                return isIpv4(text, at, end) && (shortened ? groups < 6 : groups == 6);
            }
            if (stop == at
                    || stop - at > 4
                    || !Formats.isHex(text.substring(at, stop), stop - at)) {
                return false;
            }
            groups++;
            at = stop + 1;
            if (stop == end) {
                return shortened ? groups < 8 : groups == 8;
            }
            if (at < end && text.charAt(at) == ':') {
                if (shortened) {
                    return false;
                }
                shortened = true;
                at++;
            } else if (at >= end) {
                return false; // a single colon at the end
            }
        }
        return shortened && groups < 8;
    }

    /** Six pairs of hexadecimal digits in lower case with colons between (§6.10.1). */
    static boolean isMac(String text) {
        if (text.length() != MAC_LENGTH) {
            return false;
        }
        for (int i = 0; i < MAC_LENGTH; i++) {
            char c = text.charAt(i);
            boolean right = i % 3 == 2 ? c == ':' : Formats.isDigit(c) || (c >= 'a' && c <= 'f');
            if (!right) {
                return false;
            }
        }
        return true;
    }

    /**
     * A domain name (RFC 1034 §3.1) of labels in ASCII or Unicode (RFC 5890), with underscores, as
     * names of services have them (RFC 8552).
     */
    static boolean isDomain(String text) {
        int end = text.endsWith(".") ? text.length() - 1 : text.length();
        if (end < 1 || end > DOMAIN_MOST) {
            return false;
        }
        int label = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (label == 0) {
                    return false;
                }
                label = 0;
            } else if (!isOfLabel(c) || ++label > LABEL_MOST) {
                return false;
            }
        }
        return label > 0;
    }

    private static boolean isOfLabel(char c) {
        if (c < 128) {
            return Character.isLetterOrDigit(c) || c == '-' || c == '_';
        }
        return Character.isUnicodeIdentifierPart(c) || Character.isSurrogate(c) || c == '\u00b7';
    }

    /** An addr-spec (RFC 5322 §3.4.1) without a name around it. */
    static boolean isEmail(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || at == text.length() - 1) {
            return false;
        }
        boolean quoted = text.charAt(0) == '"' && at > 2 && text.charAt(at - 1) == '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean allowed = (quoted && i < at) || (c != '@' && " <>()[],;:\\\"".indexOf(c) < 0);
            boolean literal = i > at && (c == '[' || c == ']' || c == ':');
            if (i != at && (Character.isISOControl(c) || (!allowed && !literal))) {
                return false;
            }
        }
        return true;
    }

    /** A URL: a scheme, a colon, and something of the letters that RFC 3986 §2 has. */
    static boolean isUrl(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1 || !isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < colon; i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && !Formats.isDigit(c) && "+-.".indexOf(c) < 0) {
                return false;
            }
        }
        for (int i = colon + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && !Formats.isDigit(c) && URL_OTHERS.indexOf(c) < 0) {
                return false;
            }
            if (c == '%'
                    && (i + 2 >= text.length()
                            || !Formats.isHex(text.substring(i + 1, i + 3), 2))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return Formats.isLower(c) || Formats.isUpper(c);
    }

    /** A name of a product in CPE 2.3. */
    static boolean isCpe(String text) {
        return CPE.matcher(text).matches();
    }

    /** A media type (RFC 6838 §4.2) of a registered top-level type. */
    static boolean isMediaType(String text) {
        return MEDIA_TYPE.matcher(text).matches();
    }
}
