package org.commonwatch.telemetry.sensor;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Transports by their names, in any case, and their numbers in IANA's registry. */
final class Protocols {
    static final int TCP = 6;

    private static final List<byte[]> NAMES =
            List.of(
                    name("tcp"),
                    name("udp"),
                    name("icmp"),
                    name("ipv6-icmp"),
                    name("icmp6"),
                    name("sctp"),
                    name("gre"),
                    name("esp"),
                    name("igmp"));
    private static final int[] NUMBERS = {TCP, 17, 1, 58, 58, 132, 47, 50, 2};

    private Protocols() {}

    /** The number, 0 if the name is none of these. */
    static int number(byte[] bytes, int from, int to) {
        for (int i = 0; i < NUMBERS.length; i++) {
            if (isName(bytes, from, to, NAMES.get(i))) {
                return NUMBERS[i];
            }
        }
        return 0;
    }

    private static boolean isName(byte[] bytes, int from, int to, byte[] lower) {
        if (to - from != lower.length) {
            return false;
        }
        for (int i = 0; i < lower.length; i++) {
            byte b = bytes[from + i];
            if (b != lower[i] && (b < 'A' || b > 'Z' || (b | 0x20) != lower[i])) {
                return false;
            }
        }
        return true;
    }

    private static byte[] name(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}
