package org.commonwatch.telemetry.simulation;

import org.commonwatch.stix.Observable;

import java.nio.charset.StandardCharsets;

/**
 * Addresses as numbers of at most {@link #BITS} bits: of IPv4 its 32, of IPv6 a few that tell those
 * apart that are simulated. All are set aside for tests, documentation or nothing (RFC 2544, RFC
 * 1112, RFC 3849, RFC 9637).
 */
final class Addresses {
    /** No address has more. */
    static final int BITS = 44;

    private static final int NUMBER_BITS = 32;
    private static final long SIX = 1L << 43;
    private static final long NEW_SIX = 1L << 42;
    // With as many values a group has four digits, the first not 0, as RFC 5952 wants it.
    private static final int GROUP = 0xF000;
    private static final int FIRST_OF_GROUP = 0x1000;
    private static final int FIRST_OF_SHORT_GROUP = 0x100;
    private static final int TEXT_BYTES = 40;

    private static final byte[] DOCUMENTATION = LineWriter.ascii("2001:db8:");
    private static final byte[] NEW_DOCUMENTATION = LineWriter.ascii("3fff:");
    private static final byte[] ONE = LineWriter.ascii("::1");

    private Addresses() {}

    static long of4(int first, int rest) {
        return (long) first << 24 | rest;
    }

    /** One of 3.7 billion of a network from 1 to fff in 2001:db8::/32. */
    static long of6(int network, int number) {
        return SIX | (long) network << NUMBER_BITS | number;
    }

    /** One of a thousand of a network of {@link #network6}. */
    static long in6(int network, int host) {
        return SIX | NEW_SIX | (long) host << NUMBER_BITS | network;
    }

    static void write(LineWriter out, long address) {
        if ((address & SIX) == 0) {
            out.number(address >>> 24);
            out.put('.');
            out.number(address >>> 16 & 255);
            out.put('.');
            out.number(address >>> 8 & 255);
            out.put('.');
            out.number(address & 255);
            return;
        }
        int number = (int) address;
        int more = (int) (address >>> NUMBER_BITS) & 0x3FF;
        if ((address & NEW_SIX) == 0) {
            out.put(DOCUMENTATION);
            out.hex(more, more < 16 ? 1 : 3);
            out.put(':');
            out.hex(FIRST_OF_GROUP + number / GROUP, 4);
            out.put(':');
            out.hex(FIRST_OF_GROUP + number % GROUP, 4);
        } else {
            network(out, number);
            out.put(':');
            out.hex(FIRST_OF_GROUP + more, 4);
        }
        out.put(ONE);
    }

    /** One of the /48 networks in 3fff::/20. */
    static void network6(LineWriter out, int number) {
        network(out, number);
        out.put(LineWriter.ascii("::/48"));
    }

    private static void network(LineWriter out, int number) {
        out.put(NEW_DOCUMENTATION);
        out.hex(FIRST_OF_SHORT_GROUP + number / GROUP, 3);
        out.put(':');
        out.hex(FIRST_OF_GROUP + number % GROUP, 4);
    }

    static Observable observable(long address) {
        var out = new LineWriter(TEXT_BYTES);
        write(out, address);
        String text = new String(out.bytes(), 0, out.length(), StandardCharsets.US_ASCII);
        boolean six = (address & SIX) != 0;
        return new Observable(six ? Observable.Kind.IPV6 : Observable.Kind.IPV4, text);
    }
}
