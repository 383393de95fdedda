package org.commonwatch.stix;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Internet addresses and networks in canonical form. */
final class Addresses {
    // No leading zeros: some readers take 010 for eight.
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET);
    private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final Pattern PREFIX_LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final int IPV6_BYTES = 16;

    private Addresses() {}

    static String ipv4(String text) {
        if (!IPV4.matcher(text).matches()) {
            throw refused(Observable.Kind.IPV4, text);
        }
        return text;
    }

    /** As RFC 5952 §4 writes it: lower case, the longest run of zeros shortened. */
    static String ipv6(String text) {
        return write(bytes(text));
    }

    /** An address with all bits after the prefix cleared, and the length of the prefix. */
    static String network(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !PREFIX_LENGTH.matcher(text.substring(slash + 1)).matches()) {
            throw refused(Observable.Kind.CIDR, text);
        }
        String address = text.substring(0, slash);
        boolean six = address.indexOf(':') >= 0;
        byte[] bits = six ? bytes(address) : bytes4(ipv4(address));
        int length = Integer.parseInt(text.substring(slash + 1));
        if (length > bits.length * 8) {
            throw refused(Observable.Kind.CIDR, text);
        }
        for (int bit = length; bit < bits.length * 8; bit++) {
            bits[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
        }
        return (six ? write(bits) : write4(bits)) + "/" + length;
    }

    private static byte[] bytes4(String text) {
        String[] octets = text.split("\\.", -1);
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(octets[i]);
        }
        return bytes;
    }

    private static String write4(byte[] bytes) {
        return (bytes[0] & 255)
                + "."
                + (bytes[1] & 255)
                + "."
                + (bytes[2] & 255)
                + "."
                + (bytes[3] & 255);
    }

    private static byte[] bytes(String text) {
        if (!IPV6_CHARACTERS.matcher(text).matches() || text.indexOf(':') < 0) {
            throw refused(Observable.Kind.IPV6, text);
        }
        try {
            // Digits, colons and dots with a colon among them are a literal: no name is looked up.
            byte[] bytes = InetAddress.getByName(text).getAddress();
            return bytes.length == IPV6_BYTES ? bytes : mapped(bytes);
        } catch (UnknownHostException notAnAddress) {
            throw refused(Observable.Kind.IPV6, text);
        }
    }

    // Java hands an IPv4-mapped address (RFC 4291 §2.5.5.2) back as IPv4.
    private static byte[] mapped(byte[] ipv4) {
        byte[] bytes = new byte[IPV6_BYTES];
        bytes[10] = (byte) 255;
        bytes[11] = (byte) 255;
        System.arraycopy(ipv4, 0, bytes, 12, ipv4.length);
        return bytes;
    }

    private static String write(byte[] bytes) {
        int[] groups = new int[8];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = ((bytes[2 * i] & 255) << 8) | (bytes[2 * i + 1] & 255);
        }
        int from = 0;
        int run = 1; // a single zero group is not shortened
        for (int i = 0; i < groups.length; i++) {
            int zeros = zerosFrom(groups, i);
            if (zeros > run) {
                from = i;
                run = zeros;
            }
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < groups.length; i++) {
            if (run > 1 && i == from) {
                text.append("::");
                i += run - 1;
            } else {
                boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ':';
                text.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    private static int zerosFrom(int[] groups, int start) {
        int end = start;
        while (end < groups.length && groups[end] == 0) {
            end++;
        }
        return end - start;
    }

    private static RefusedException refused(Observable.Kind kind, String text) {
        return new RefusedException(new Refusal.NotAnObservable(kind.label(), text));
    }
}
