package org.commonwatch.telemetry.sensor;

/**
 * Where JSON numbers and literals (RFC 8259 §3 and §6) end. All is asked only of bytes among which
 * a line end or a bracket comes that ends an object, so that nothing runs beyond it.
 */
final class PlainValue {
    private static final int MOST_DIGITS = 18;

    private PlainValue() {}

    /** Index after a number or literal that is followed by what may follow a value, or -1. */
    static int end(byte[] bytes, int at) {
        int i = at;
        byte first = bytes[i];
        if (first >= 'a') {
            int end =
                    switch (first) {
                        case 't' -> literal(bytes, at, "true");
                        case 'f' -> literal(bytes, at, "false");
                        case 'n' -> literal(bytes, at, "null");
                        default -> -1;
                    };
            return end >= 0 && isAfterValue(bytes[end]) ? end : -1;
        }
        if (first == '-') {
            i++;
        }
        int digits = i;
        i = afterDigits(bytes, i);
        if (i == digits || (bytes[digits] == '0' && i > digits + 1)) {
            return -1;
        }
        return isAfterValue(bytes[i]) ? i : fractionEnd(bytes, i);
    }

    /** The same of what is nothing but digits, and not more of them than a long has. */
    static int digitsEnd(byte[] bytes, int at) {
        int i = afterDigits(bytes, at);
        boolean plain = i > at && isAfterValue(bytes[i]) && (bytes[at] != '0' || i == at + 1);
        return plain && i - at <= MOST_DIGITS ? i : -1;
    }

    private static int fractionEnd(byte[] bytes, int at) {
        int i = at;
        if (bytes[i] == '.') {
            int digits = ++i;
            i = afterDigits(bytes, i);
            if (i == digits) {
                return -1;
            }
        }
        if (bytes[i] == 'e' || bytes[i] == 'E') {
            i++;
            if (bytes[i] == '+' || bytes[i] == '-') {
                i++;
            }
            int digits = i;
            i = afterDigits(bytes, i);
            if (i == digits) {
                return -1;
            }
        }
        return isAfterValue(bytes[i]) ? i : -1;
    }

    private static int literal(byte[] bytes, int at, String text) {
        if (at + text.length() >= bytes.length) {
            return -1;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[at + i] != text.charAt(i)) {
                return -1;
            }
        }
        return at + text.length();
    }

    private static boolean isAfterValue(byte b) {
        return b == ',' || b == '}' || b == ']';
    }

    private static int afterDigits(byte[] bytes, int at) {
        int i = at;
        for (; i + Words.BYTES <= bytes.length; i += Words.BYTES) {
            long others = Words.nonDigits(Words.at(bytes, i));
            if (others != 0) {
                return i + Long.numberOfTrailingZeros(others) / Byte.SIZE;
            }
        }
        while (bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        return i;
    }
}
