package org.commonwatch.stix.pattern;

import org.commonwatch.stix.Refusal;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.json.Place;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Cuts a pattern into tokens, one after the other, as the grammar of STIX 2.1 does. */
final class PatternLexer {
    private static final Set<String> KEYWORDS =
            Set.of(
                    "AND",
                    "OR",
                    "NOT",
                    "FOLLOWEDBY",
                    "LIKE",
                    "MATCHES",
                    "ISSUPERSET",
                    "ISSUBSET",
                    "EXISTS",
                    "LAST",
                    "IN",
                    "START",
                    "STOP",
                    "SECONDS",
                    "WITHIN",
                    "REPEATS",
                    "TIMES",
                    "true",
                    "false");
    private static final String[] SIGNS = {
        "!=", "<>", "<=", ">=", "==", "=", "<", ">", "[", "]", "(", ")", ":", ".", ",", "*"
    };

    /** What a token is. */
    enum Kind {
        KEYWORD,
        WORD,
        /** A word that is only good for the type of an object. */
        HYPHENATED,
        TEXT,
        HEX,
        BASE64,
        TIMESTAMP,
        INTEGER,
        FLOAT,
        SIGN,
        END
    }

    /**
     * A token, and where it stands.
     *
     * @param text as it was written; without prefix and apostrophes if there are any
     */
    record Token(Kind kind, String text, int start, int end) {
        boolean is(String sign) {
            return (kind == Kind.SIGN || kind == Kind.KEYWORD) && text.equals(sign);
        }
    }

    private final String text;
    private int at;

    PatternLexer(String text) {
        this.text = text;
    }

    static boolean isKeyword(String word) {
        return KEYWORDS.contains(word);
    }

    /** The next token, which at the end is {@link Kind#END} for ever. */
    Token next() {
        skipBlanks();
        if (at == text.length()) {
            return new Token(Kind.END, "", at, at);
        }
        char c = text.charAt(at);
        if (c == '\'') {
            return quoted(Kind.TEXT, 1);
        }
        if (isWordStart(c)) {
            boolean prefix = at + 1 < text.length() && text.charAt(at + 1) == '\'';
            if (prefix && c == 't') {
                return quoted(Kind.TIMESTAMP, 2);
            }
            if (prefix && c == 'h') {
                return quoted(Kind.HEX, 2);
            }
            if (prefix && c == 'b') {
                return quoted(Kind.BASE64, 2);
            }
            return word();
        }
        boolean signed = (c == '+' || c == '-') && isNumberStart(at + 1);
        return signed || isNumberStart(at) ? number() : sign();
    }

    private void skipBlanks() {
        while (at < text.length()) {
            if (isBlank(text.charAt(at))) {
                at++;
            } else if (text.startsWith("//", at)) {
                while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                    at++;
                }
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                if (end < 0) {
                    throw refused(at, "A comment begins here and never ends", "End it with */.");
                }
                at = end + 2;
            } else {
                return;
            }
        }
    }

    private static boolean isBlank(char c) {
        return c == ' '
                || (c >= '\t' && c <= '\r')
                || c == '\u0085'
                || c == '\u00a0'
                || c == '\u1680'
                || (c >= '\u2000' && c <= '\u200a')
                || c == '\u2028'
                || c == '\u2029'
                || c == '\u202f'
                || c == '\u205f'
                || c == '\u3000';
    }

    private static boolean isWordStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private boolean isDigitAt(int place) {
        return place < text.length() && isDigit(text.charAt(place));
    }

    private boolean isNumberStart(int place) {
        return isDigitAt(place)
                || (place < text.length() && text.charAt(place) == '.' && isDigitAt(place + 1));
    }

    private Token word() {
        int start = at;
        boolean hyphens = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (!isWordStart(c) && !isDigit(c) && c != '-') {
                break;
            }
            hyphens |= c == '-';
            at++;
        }
        String word = text.substring(start, at);
        Kind kind = isKeyword(word) ? Kind.KEYWORD : hyphens ? Kind.HYPHENATED : Kind.WORD;
        return new Token(kind, word, start, at);
    }

    private Token number() {
        int start = at;
        if (!isDigitAt(at) && text.charAt(at) != '.') {
            at++;
        }
        if (text.charAt(at) == '0') {
            // No leading zeros before the point, unless a float begins with them all the same.
            int digits = at;
            while (isDigitAt(digits)) {
                digits++;
            }
            boolean point = digits < text.length() && text.charAt(digits) == '.';
            at = point && isDigitAt(digits + 1) ? digits : at + 1;
        } else {
            while (isDigitAt(at)) {
                at++;
            }
        }
        Kind kind = Kind.INTEGER;
        if (at < text.length() && text.charAt(at) == '.' && isDigitAt(at + 1)) {
            kind = Kind.FLOAT;
            at++;
            while (isDigitAt(at)) {
                at++;
            }
        }
        return new Token(kind, text.substring(start, at), start, at);
    }

    private Token sign() {
        for (String sign : SIGNS) {
            if (text.startsWith(sign, at)) {
                at += sign.length();
                return new Token(Kind.SIGN, sign, at - sign.length(), at);
            }
        }
        String found = Character.toString(text.codePointAt(at));
        if (found.equals("\"") || "‘’“”`´".contains(found)) {
            throw refused(
                    at, "Here stands " + found, "Put strings between apostrophes: 'like this'.");
        }
        if (found.codePointAt(0) < ' ') {
            found = "U+%04X".formatted(found.codePointAt(0));
        }
        throw refused(
                at,
                "Here stands " + found + ", which means nothing in a pattern",
                "Remove it, or put it between the apostrophes of a string.");
    }

    private Token quoted(Kind kind, int prefix) {
        int start = at;
        int place = at + prefix;
        while (place < text.length() && text.charAt(place) != '\'') {
            if (kind == Kind.TEXT && text.charAt(place) == '\\') {
                boolean escape =
                        place + 1 < text.length()
                                && (text.charAt(place + 1) == '\\'
                                        || text.charAt(place + 1) == '\'');
                if (!escape) {
                    throw refused(
                            place,
                            "A string has a single \\",
                            "Write \\\\ for a \\ and \\' for an apostrophe; there are no other"
                                    + " escapes.");
                }
                place++;
            }
            place++;
        }
        if (place >= text.length()) {
            throw refused(
                    start,
                    "An apostrophe opens here and none closes it",
                    "Close it with an apostrophe; one inside a string is written \\'.");
        }
        at = place + 1;
        return new Token(kind, text.substring(start + prefix, place), start, at);
    }

    /** The place of the character at that offset of a pattern. */
    static Place place(String text, int offset) {
        byte[] before = text.substring(0, offset).getBytes(StandardCharsets.UTF_8);
        return Place.START.after(before, 0, before.length);
    }

    /** A refusal of a text that does not follow the grammar. */
    RefusedException refused(int offset, String problem, String remedy) {
        return new RefusedException(
                new Refusal.NotAPattern(problem, place(text, offset), remedy, false));
    }

    /** How a message names a token. */
    static String name(Token token) {
        return switch (token.kind()) {
            case END -> "the end of the pattern";
            case TEXT -> name(token.text());
            case HEX -> "h'" + excerpt(token.text()) + "'";
            case BASE64 -> "b'" + excerpt(token.text()) + "'";
            case TIMESTAMP -> "t'" + excerpt(token.text()) + "'";
            case KEYWORD, WORD, HYPHENATED, INTEGER, FLOAT, SIGN ->
                    "'" + excerpt(token.text()) + "'";
        };
    }

    /** How a message names a string. */
    static String name(String string) {
        return "the string '" + excerpt(string) + "'";
    }

    private static String excerpt(String text) {
        String head = text.length() <= 40 ? text : text.substring(0, 40) + "…";
        return head.replaceAll("\\p{Cntrl}", "�");
    }

    /** The keyword that a word in other letters was probably meant to be, or an empty text. */
    static String meant(Token token) {
        String capitals = token.text().toUpperCase(Locale.ROOT);
        return token.kind() == Kind.WORD && isKeyword(capitals) ? capitals : "";
    }
}
