package org.commonwatch.stix.pattern.value;

import org.jspecify.annotations.Nullable;

/**
 * An address or a network of either family: the bits, and how many of them count.
 *
 * @param high the first 64 bits; of IPv4 the first 32 are its own and the others zero
 */
public record Network(boolean six, long high, long low, int prefix) {
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;
    private static final int GROUPS = 8;

    public Network {
        high &= mask(prefix);
        low &= mask(prefix - Long.SIZE);
    }

    private static long mask(int bits) {
        return bits <= 0 ? 0 : bits >= Long.SIZE ? -1L : -1L << (Long.SIZE - bits);
    }

    /** What the text says, with or without a prefix length; null if that is nothing. */
    public static @Nullable Network parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        boolean six = address.indexOf(':') >= 0;
        int most = six ? IPV6_BITS : IPV4_BITS;
        int prefix = slash < 0 ? most : number(text, slash + 1, text.length(), 10, 3);
        if (prefix < 0 || prefix > most) {
            return null;
        }
        return six ? six(address, prefix) : four(address, prefix);
    }

    /** Whether the other is all inside this. */
    public boolean contains(Network other) {
        return six == other.six
                && prefix <= other.prefix
                && equals(new Network(six, other.high, other.low, prefix));
    }

    /** The network of that many bits around it. */
    public Network around(int bits) {
        return new Network(six, high, low, bits);
    }

    private static @Nullable Network four(String text, int prefix) {
        long bits = bits4(text, 0);
        return bits < 0 ? null : new Network(false, bits << IPV4_BITS, 0, prefix);
    }

    /** The 32 bits of four numbers with dots between, from there on to the end; or -1. */
    private static long bits4(String text, int from) {
        long bits = 0;
        int at = from;
        for (int i = 0; i < 4; i++) {
            int end = i == 3 ? text.length() : text.indexOf('.', at);
            int octet = end < 0 ? -1 : number(text, at, end, 10, 3);
            if (octet < 0 || octet > 0xFF) {
                return -1;
            }
            bits = bits << 8 | octet;
            at = end + 1;
        }
        return bits;
    }

    private static @Nullable Network six(String text, int prefix) {
        int[] groups = new int[GROUPS];
        int count = 0;
        int gap = -1;
        int at = 0;
        if (text.startsWith("::")) {
            gap = 0;
            at = 2;
        }
        while (at < text.length()) {
            if (count == GROUPS) {
                return null;
            }
            int end = text.indexOf(':', at);
            if (end < 0 && text.indexOf('.', at) >= 0) {
                long bits = bits4(text, at);
                if (bits < 0 || count > GROUPS - 2) {
                    return null;
                }
                groups[count++] = (int) (bits >> 16);
                groups[count++] = (int) (bits & 0xFFFF);
                break;
            }
            int stop = end < 0 ? text.length() : end;
            int group = number(text, at, stop, 16, 4);
            if (group < 0) {
                return null;
            }
            groups[count++] = group;
            if (end < 0) {
                break;
            }
            at = end + 1;
            if (at == text.length()) {
                return null;
            }
            if (text.charAt(at) == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = count;
                at++;
            }
        }
        return six(groups, count, gap, prefix);
    }

    private static @Nullable Network six(int[] groups, int count, int gap, int prefix) {
        if (gap < 0 ? count != GROUPS : count == GROUPS) {
            return null;
        }
        long high = 0;
        long low = 0;
        int zeros = GROUPS - count;
        for (int i = 0; i < GROUPS; i++) {
            boolean inGap = gap >= 0 && i >= gap && i < gap + zeros;
            long group = inGap ? 0 : groups[gap >= 0 && i >= gap ? i - zeros : i];
            if (i < GROUPS / 2) {
                high = high << 16 | group;
            } else {
                low = low << 16 | group;
            }
        }
        return new Network(true, high, low, prefix);
    }

    /** The number of at most so many digits, or -1; without leading zeros if it is decimal. */
    private static int number(String text, int from, int to, int radix, int digits) {
        if (to <= from || to - from > digits) {
            return -1;
        }
        if (radix == 10 && to - from > 1 && text.charAt(from) == '0') {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }
}
