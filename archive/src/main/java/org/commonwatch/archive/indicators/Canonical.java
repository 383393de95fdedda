package org.commonwatch.archive.indicators;

/** Tells bytes that are an observable in its one form already, without making a text of them. */
final class Canonical {
    private static final int NAME_LIMIT = 253; // RFC 1035 §2.3.4
    private static final int NAME_LEAST = 3;
    private static final int LABEL_LIMIT = 63;

    private Canonical() {}

    /** The IPv4 address that the bytes write, or -1. */
    static long address4(byte[] bytes, int from, int to) {
        long address = 0;
        int octet = -1;
        int dots = 0;
        for (int i = from; i < to; i++) {
            int b = bytes[i];
            if (b == '.') {
                if (octet < 0 || ++dots > 3) {
                    return -1;
                }
                address = (address << 8) | octet;
                octet = -1;
            } else if (b >= '0' && b <= '9' && octet != 0) {
                octet = octet < 0 ? b - '0' : (10 * octet) + b - '0';
                if (octet > 255) {
                    return -1;
                }
            } else {
                return -1;
            }
        }
        return dots == 3 && octet >= 0 ? (address << 8) | octet : -1;
    }

    /** Whether the bytes write a domain name of two labels or more. */
    static boolean isName(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length < NAME_LEAST || length > NAME_LIMIT || isDefanged(bytes, from, to)) {
            return false;
        }
        int label = 0;
        boolean dots = false;
        boolean letters = false;
        for (int i = from; i < to; i++) {
            int b = bytes[i];
            if (b == '.') {
                if (label == 0) {
                    return false;
                }
                label = 0;
                dots = true;
            } else if ((b >= 'a' && b <= 'z') || b == '-' || b == '_') {
                label++;
                letters = true;
            } else if (b >= '0' && b <= '9') {
                label++;
            } else {
                return false;
            }
            if (label > LABEL_LIMIT) {
                return false;
            }
        }
        return dots && letters && label > 0;
    }

    // A text that begins so is read as one that begins with http.
    private static boolean isDefanged(byte[] bytes, int from, int to) {
        return to - from > 4
                && bytes[from] == 'h'
                && bytes[from + 1] == 'x'
                && bytes[from + 2] == 'x'
                && bytes[from + 3] == 'p';
    }

    /** Whether the bytes write so many hexadecimal digits. */
    static boolean isHex(byte[] bytes, int from, int to, int digits) {
        for (int i = from; i < to; i++) {
            int b = bytes[i];
            if (!((b >= '0' && b <= '9') || (b >= 'a' && b <= 'f'))) {
                return false;
            }
        }
        return to - from == digits;
    }
}
