package org.commonwatch.telemetry.sensor;

import java.util.Arrays;

/** Transports by their names, in any case, and their numbers in IANA's registry. */
final class Protocols {
    static final int TCP = 6;

    private static final String LONG_NAME = "ipv6-icmp";
    private static final long LONG_NAME_START = Words.of("ipv6-icm");
    private static final String[] NAMES = {
        "tcp", "udp", "icmp", "icmp6", "sctp", "gre", "esp", "igmp"
    };
    private static final long[] WORDS = Arrays.stream(NAMES).mapToLong(Words::of).toArray();
    private static final int[] NUMBERS = {TCP, 17, 1, 58, 132, 47, 50, 2};

    private Protocols() {}

    /** The number, 0 if the name is none of these. */
    static int number(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == LONG_NAME.length()) {
            boolean is =
                    small(bytes, from, length) == LONG_NAME_START && (bytes[to - 1] | 32) == 'p';
            return is ? 58 : 0;
        }
        long name = small(bytes, from, length);
        for (int i = 0; i < WORDS.length; i++) {
            if (name == WORDS[i] && length == NAMES[i].length()) {
                return NUMBERS[i];
            }
        }
        return 0;
    }

    // No other byte than a capital becomes a letter by this.
    private static long small(byte[] bytes, int from, int length) {
        long word = Words.first(bytes, from, length);
        return word | (word & 0x40 * Words.ONES) >>> 1;
    }
}
