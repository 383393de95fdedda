package org.commonwatch.stix.validation;

import org.commonwatch.stix.StixTime;

/**
 * Whether a text has the form that a data type asks for. All are single passes over the text: they
 * run for every property of every object.
 */
final class Formats {
    static final int UUID_LENGTH = 36;

    private static final int NAME_LEAST = 3;
    private static final int NAME_MOST = 250;
    private static final int VERSION_AT = 14;
    private static final int VARIANT_AT = 19;

    private Formats() {}

    /** Whether both are timestamps and the first is the later. */
    static boolean isLater(String one, String other) {
        return StixTime.isTime(one)
                && StixTime.isTime(other)
                && StixTime.parse(one).compareTo(StixTime.parse(other)) > 0;
    }

    /** A type's name, two hyphens and an RFC 4122 UUID (§2.9). */
    static boolean isIdentifier(String text) {
        int end = text.length() - UUID_LENGTH - 2;
        return end > 0
                && text.charAt(end) == '-'
                && text.charAt(end + 1) == '-'
                && isUuid(text, end + 2)
                && isTypeName(text, end);
    }

    /** Whether it is a type and, in hexadecimal digits and hyphens, more or less than a UUID. */
    static boolean isNearlyIdentifier(String text) {
        int end = text.lastIndexOf("--");
        int digits = text.length() - end - 2;
        if (end <= 0 || digits < 8 || digits == UUID_LENGTH || !isTypeName(text, end)) {
            return false;
        }
        for (int i = end + 2; i < text.length(); i++) {
            if (text.charAt(i) != '-' && !isHex(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUuid(String text, int from) {
        for (int i = 0; i < UUID_LENGTH; i++) {
            char c = text.charAt(from + i);
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            if (hyphen ? c != '-' : !isHex(c)) {
                return false;
            }
        }
        char version = text.charAt(from + VERSION_AT);
        char variant = Character.toLowerCase(text.charAt(from + VARIANT_AT));
        return version >= '1'
                && version <= '5'
                && (variant == '8' || variant == '9' || variant == 'a' || variant == 'b');
    }

    /** The version of the UUID of an identifier. */
    static int uuidVersion(String identifier) {
        return identifier.charAt(identifier.length() - UUID_LENGTH + VERSION_AT) - '0';
    }

    /** The type's name in an identifier. */
    static String typeOf(String identifier) {
        return identifier.substring(0, identifier.length() - UUID_LENGTH - 2);
    }

    /** A name of a type: 3 to 250 of a–z, 0–9 and single hyphens, a letter first (§3.1, §11.2). */
    static boolean isTypeName(String text) {
        return isTypeName(text, text.length());
    }

    private static boolean isTypeName(String text, int end) {
        if (end < NAME_LEAST || end > NAME_MOST || !isLower(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < end; i++) {
            char c = text.charAt(i);
            boolean hyphen = c == '-' && text.charAt(i - 1) != '-';
            if (!isLower(c) && !isDigit(c) && !hyphen) {
                return false;
            }
        }
        return true;
    }

    /** A name of a property: 3 to 250 of a–z, 0–9 and underscores, a letter first (§3.1). */
    static boolean isPropertyName(String text) {
        int length = text.length();
        if (length < NAME_LEAST || length > NAME_MOST || !isLower(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            char c = text.charAt(i);
            if (!isLower(c) && !isDigit(c) && c != '_') {
                return false;
            }
        }
        return true;
    }

    /** A key of a dictionary: up to 250 of a–z, A–Z, 0–9, hyphen and underscore (§2.3). */
    static boolean isKey(String text) {
        if (text.isEmpty() || text.length() > NAME_MOST) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLower(c) && !isUpper(c) && !isDigit(c) && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }

    /** Whether a text has no capital letters of ASCII. */
    static boolean hasNoCapitals(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUpper(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Lower case, with hyphens between words instead of blanks and underscores (§2.14). */
    static boolean isHyphenated(String text) {
        return hasNoCapitals(text) && text.indexOf(' ') < 0 && text.indexOf('_') < 0;
    }

    /** An even number of hexadecimal digits in lower case (§2.8). */
    static boolean isHex(String text) {
        return text.length() % 2 == 0 && isHex(text, text.length()) && hasNoCapitals(text);
    }

    /** So many hexadecimal digits in either case. */
    static boolean isHex(String text, int length) {
        if (text.length() != length || length == 0) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!isHex(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Base64 (RFC 4648 §4) with its padding, on one line (§2.1). */
    static boolean isBase64(String text) {
        int length = text.length();
        if (length == 0 || length % 4 != 0) {
            return false;
        }
        int end = text.endsWith("==") ? length - 2 : text.endsWith("=") ? length - 1 : length;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (!isLower(c) && !isUpper(c) && !isDigit(c) && c != '+' && c != '/') {
                return false;
            }
        }
        return true;
    }

    /**
     * A well-formed tag of a language (RFC 5646 §2.2.9). Whether the registry knows its parts is
     * not looked up: it grows.
     */
    static boolean isLanguage(String text) {
        String[] parts = text.split("-", -1);
        boolean alone = parts[0].equalsIgnoreCase("x") || parts[0].equalsIgnoreCase("i");
        if (!alone && (parts[0].length() < 2 || parts[0].length() > 8 || !isLetters(parts[0]))) {
            return false;
        }
        for (String part : parts) {
            if (part.isEmpty() || part.length() > 8 || !isLettersAndDigits(part)) {
                return false;
            }
        }
        boolean endsOpen = parts[parts.length - 1].length() == 1;
        return !endsOpen;
    }

    private static boolean isLetters(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isLower(text.charAt(i)) && !isUpper(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLettersAndDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLower(c) && !isUpper(c) && !isDigit(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
