package org.commonwatch.telemetry.sensor;

import org.commonwatch.telemetry.event.Events;

/**
 * Reads addresses from text: IPv4 without leading zeros, and IPv6 (RFC 4291 §2.2), whose zone (RFC
 * 4007 §11) is left out. One object is used for address after address, and reading allocates
 * nothing.
 */
public final class AddressText {
    private static final int NOT_IPV4 = -1;
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
        if (to - from < 7 || to - from > 15) {
            return NOT_IPV4;
        }
        long address = 0;
        int octet = 0;
        int digits = 0;
        int dots = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9) {
                if (digits > 0 && octet == 0) {
                    return NOT_IPV4; // a leading zero: some readers take 010 for eight
                }
                octet = 10 * octet + digit;
                digits++;
            } else if (bytes[i] == '.' && digits > 0 && octet <= 255 && dots < 3) {
                address = address << 8 | octet;
                octet = 0;
                digits = 0;
                dots++;
            } else {
                return NOT_IPV4;
            }
            if (digits > 3) {
                return NOT_IPV4;
            }
        }
        return dots == 3 && digits > 0 && octet <= 255 ? address << 8 | octet : NOT_IPV4;
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
