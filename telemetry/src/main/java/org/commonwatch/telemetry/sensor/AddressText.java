package org.commonwatch.telemetry.sensor;

import org.commonwatch.telemetry.event.Events;

/**
 * Reads addresses from text: IPv4 without leading zeros, and IPv6 (RFC 4291 §2.2), whose zone (RFC
 * 4007 §11) is left out. One object is used for address after address, and reading allocates
 * nothing.
 */
public final class AddressText {
    private static final int NOT_IPV4 = -1;
    private static final int OCTETS = 4;
    private static final int GROUPS = 8;

    private final int[] groups = new int[GROUPS];
    private long high;
    private long low;

    /** Makes the text the event's source if it is an address, and says whether it is. */
    public boolean source(byte[] bytes, int from, int to, Events events) {
        long four = ipv4(bytes, from, to);
        if (four != NOT_IPV4) {
            events.putSource4((int) four);
            return true;
        }
        if (ipv6(bytes, from, to)) {
            events.putSource6(high, low);
            return true;
        }
        return false;
    }

    /** Makes the text the event's target if it is an address, and says whether it is. */
    public boolean target(byte[] bytes, int from, int to, Events events) {
        long four = ipv4(bytes, from, to);
        if (four != NOT_IPV4) {
            events.putTarget4((int) four);
            return true;
        }
        if (ipv6(bytes, from, to)) {
            events.putTarget6(high, low);
            return true;
        }
        return false;
    }

    // The 32 bits, or -1 if it is none.
    private static long ipv4(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length < 7 || length > 15) {
            return NOT_IPV4;
        }
        long first = Words.first(bytes, from, length);
        long second = Words.first(bytes, from + Words.BYTES, Math.max(0, length - Words.BYTES));
        // What is no digit, a bit a byte, and an end behind the text.
        int ends = bits(Words.nonDigits(first)) | bits(Words.nonDigits(second)) << Words.BYTES;
        ends = (ends & ~(-1 << length)) | 1 << length;
        if (Integer.bitCount(ends) != OCTETS) {
            return NOT_IPV4;
        }
        long address = 0;
        int start = 0;
        int wrong = 0; // less than 0 once anything is
        for (int i = 1; i <= OCTETS; i++) {
            int end = Integer.numberOfTrailingZeros(ends);
            ends &= ends - 1;
            wrong |= i < OCTETS && bytes[from + end] != '.' ? -1 : 0;
            int digits = end - start;
            int octet =
                    octet(
                            start < 8 ? digits(first, second, start) : second >>> (start << 3),
                            digits);
            wrong |= octet | (digits - 1) | (3 - digits) | (255 - octet);
            address = address << Byte.SIZE | octet;
            start = end + 1;
        }
        return wrong < 0 ? NOT_IPV4 : address;
    }

    private static long digits(long first, long second, int start) {
        int shift = start << 3;
        return first >>> shift | second << 1 << (Long.SIZE - 1 - shift);
    }

    // Of one to three digits, the first of them in the lowest byte; negative if that is a leading
    // zero, which some readers take for a sign of octal numbers.
    private static int octet(long text, int digits) {
        int last = (int) text << ((3 - digits) << 3);
        int octet = (last & 15) * 100 + (last >>> 8 & 15) * 10 + (last >>> 16 & 15);
        return digits > 1 && (text & 15) == 0 ? -1 : octet;
    }

    // The high bit of each byte, next to each other.
    private static int bits(long high) {
        return (int) ((high * 0x0002_0408_1020_4081L) >>> 56);
    }

    private boolean ipv6(byte[] bytes, int from, int zoned) {
        int to = from;
        while (to < zoned && bytes[to] != '%') {
            to++;
        }
        int count = 0;
        int gap = -1;
        int i = from;
        if (to - from >= 2 && bytes[from] == ':' && bytes[from + 1] == ':') {
            gap = 0;
            i = from + 2;
        }
        while (i < to) {
            int end = i;
            int group = 0;
            for (; end < to && hex(bytes[end]) >= 0 && end - i < 5; end++) {
                group = group << 4 | hex(bytes[end]);
            }
            if (end < to && bytes[end] == '.') {
                long four = count <= GROUPS - 2 ? ipv4(bytes, i, to) : NOT_IPV4;
                if (four == NOT_IPV4) {
                    return false;
                }
                groups[count++] = (int) (four >>> 16);
                groups[count++] = (int) (four & 0xFFFF);
                return whole(count, gap);
            }
            if (end == i || end - i > 4 || count == GROUPS) {
                return false;
            }
            groups[count++] = group;
            if (end == to) {
                return whole(count, gap);
            }
            if (bytes[end] != ':' || end + 1 == to) {
                return false;
            }
            i = end + 1;
            if (bytes[i] == ':') {
                if (gap >= 0) {
                    return false;
                }
                gap = count;
                i++;
            }
        }
        return whole(count, gap);
    }

    // Puts the zeros in that "::" stands for.
    private boolean whole(int count, int gap) {
        if (gap < 0 ? count != GROUPS : count >= GROUPS) {
            return false;
        }
        long first = 0;
        long last = 0;
        int missing = GROUPS - count;
        for (int i = 0; i < GROUPS; i++) {
            int group;
            if (gap < 0 || i < gap) {
                group = groups[i];
            } else {
                group = i < gap + missing ? 0 : groups[i - missing];
            }
            if (i < GROUPS / 2) {
                first = first << 16 | group;
            } else {
                last = last << 16 | group;
            }
        }
        high = first;
        low = last;
        return true;
    }

    private static int hex(byte digit) {
        return Character.digit(digit, 16);
    }
}
