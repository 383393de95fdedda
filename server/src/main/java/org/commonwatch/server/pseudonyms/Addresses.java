package org.commonwatch.server.pseudonyms;

import org.commonwatch.stix.Observable;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses in texts, alone or with the length of a network, also with dots in brackets. */
final class Addresses {
    private static final String DOT = "(?:\\.|\\[\\.\\]|\\(\\.\\))";
    private static final String FOUR =
            "(?<![\\w.])(?:\\d{1,3}" + DOT + "){3}\\d{1,3}(?!\\w|\\.\\d)";
    private static final String SIX =
            "(?<![\\w:.])(?=[0-9A-Fa-f]*:)[0-9A-Fa-f:]{2,39}(?:\\.\\d{1,3}){0,3}(?![\\w:])";
    private static final Pattern ANY =
            Pattern.compile("(" + SIX + "|" + FOUR + ")(?:/(\\d{1,3})(?!\\d))?");
    private static final int MAPPED = 12;

    private Addresses() {}

    /** The text with other addresses in place of those for which there are any. */
    static String replace(String text, Function<byte[], Optional<byte[]>> other) {
        Matcher found = ANY.matcher(text);
        return found.replaceAll(each -> Matcher.quoteReplacement(replaced(each, other)));
    }

    private static String replaced(MatchResult found, Function<byte[], Optional<byte[]>> other) {
        Optional<byte[]> address = parse(found.group(1));
        Optional<byte[]> pseudonym = address.flatMap(other);
        if (pseudonym.isEmpty()) {
            return found.group();
        }
        byte[] bytes = pseudonym.get();
        String length = found.group(2);
        if (length == null) {
            return text(bytes);
        }
        int bits = Math.min(Integer.parseInt(length), 8 * bytes.length);
        for (int i = bits; i < 8 * bytes.length; i++) {
            bytes[i / 8] &= (byte) ~(0x80 >> (i % 8));
        }
        return text(bytes) + "/" + length;
    }

    private static Optional<byte[]> parse(String text) {
        try {
            String plain = text.replaceAll("[\\[\\]()]", "");
            byte[] bytes = InetAddress.ofLiteral(plain).getAddress();
            boolean mapped = bytes.length == 4 && plain.indexOf(':') >= 0;
            return Optional.of(mapped ? mapped(bytes) : bytes);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    // Java hands an IPv4-mapped address (RFC 4291 §2.5.5.2) back as IPv4.
    private static byte[] mapped(byte[] four) {
        byte[] six = new byte[16];
        six[MAPPED - 2] = -1;
        six[MAPPED - 1] = -1;
        System.arraycopy(four, 0, six, MAPPED, four.length);
        return six;
    }

    /** The address of IPv4 that one of IPv6 stands for. */
    static Optional<byte[]> four(byte[] six) {
        if (six.length != 16) {
            return Optional.empty();
        }
        byte[] four = Arrays.copyOfRange(six, MAPPED, six.length);
        return Arrays.equals(mapped(four), six) ? Optional.of(four) : Optional.empty();
    }

    /** The same address of IPv6 for one of IPv4. */
    static byte[] six(byte[] four) {
        return mapped(four);
    }

    /** As it is usually written. */
    static String text(byte[] bytes) {
        try {
            String text = InetAddress.getByAddress(bytes).getHostAddress();
            return bytes.length == 4
                    ? text
                    : text.indexOf(':') < 0
                            ? "::ffff:" + text
                            : Observable.parse(Observable.Kind.IPV6, text).value();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four or sixteen bytes are an address", e);
        }
    }
}
