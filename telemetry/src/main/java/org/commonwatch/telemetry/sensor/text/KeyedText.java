package org.commonwatch.telemetry.sensor.text;

import org.commonwatch.telemetry.sensor.line.Slots;

/** Takes {@code key=value} apart where values may hold blanks, as CEF's extension has it. */
final class KeyedText {
    private KeyedText() {}

    /** Puts the wanted values into the slots; a value ends where the next key starts. */
    static void read(String text, int from, Slots slots) {
        int equals = nextKeyEnd(text, from, from);
        while (equals >= 0) {
            int key = keyStart(text, equals, from);
            int next = nextKeyEnd(text, equals + 1, from);
            int end = next < 0 ? text.length() : keyStart(text, next, from);
            int cell = slots.cell(text.substring(key, equals));
            if (cell >= 0) {
                slots.put(cell, unescaped(text.substring(equals + 1, Math.max(equals + 1, end))));
            }
            equals = next;
        }
    }

    // Index of the next "=" that ends a key: of letters, digits and few signs, behind a blank.
    private static int nextKeyEnd(String text, int at, int first) {
        for (int i = text.indexOf('=', at); i >= 0; i = text.indexOf('=', i + 1)) {
            int start = keyStart(text, i, first);
            boolean behindBlank = start == first || text.charAt(start - 1) == ' ';
            if (start < i && behindBlank && start >= at) {
                return i;
            }
        }
        return -1;
    }

    private static int keyStart(String text, int equals, int first) {
        int start = equals;
        while (start > first && isOfKey(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static boolean isOfKey(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '-'
                || c == '.';
    }

    /** The text with {@code \=}, {@code \|} and {@code \\} as what they stand for, stripped. */
    static String unescaped(String text) {
        String stripped = text.strip();
        if (stripped.indexOf('\\') < 0) {
            return stripped;
        }
        StringBuilder plain = new StringBuilder(stripped.length());
        for (int i = 0; i < stripped.length(); i++) {
            char c = stripped.charAt(i);
            if (c == '\\' && i + 1 < stripped.length()) {
                i++;
                char escaped = stripped.charAt(i);
                plain.append(escaped == 'n' || escaped == 'r' ? ' ' : escaped);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /** Index of the next separator that no backslash escapes, or -1. */
    static int unescapedIndex(String text, char separator, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == separator) {
                return i;
            }
        }
        return -1;
    }
}
