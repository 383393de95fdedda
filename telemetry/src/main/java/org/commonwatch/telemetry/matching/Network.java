package org.commonwatch.telemetry.matching;

import org.commonwatch.stix.Observable;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * The first bits of an address. Networks of the two families are never equal.
 *
 * @param six whether it is of IPv6
 * @param high first 64 bits; IPv4 has its 32 in front
 * @param low last 64 bits; 0 for IPv4
 * @param length how many bits count; all others are 0
 */
record Network(boolean six, long high, long low, int length) {
    private static final int IPV4_BYTES = 4;

    /** A canonical address of either family as a network of its own. */
    private static Network ofAddress(String address) {
        boolean six = address.indexOf(':') >= 0;
        byte[] bytes = bytes(address);
        if (!six) {
            return new Network(false, (long) ByteBuffer.wrap(bytes).getInt() << 32, 0, 32);
        }
        ByteBuffer bits = ByteBuffer.wrap(bytes);
        if (bytes.length == IPV4_BYTES) {
            // Java hands an IPv4-mapped address (RFC 4291 §2.5.5.2) back as IPv4.
            return new Network(true, 0, 0xFFFF_0000_0000L | (bits.getInt() & 0xFFFF_FFFFL), 128);
        }
        return new Network(true, bits.getLong(), bits.getLong(), 128);
    }

    /** An observable that is an address or a network. */
    static Network of(Observable observable) {
        String value = observable.value();
        int slash = value.indexOf('/');
        return slash < 0
                ? ofAddress(value)
                : ofAddress(value.substring(0, slash))
                        .first(Integer.parseInt(value.substring(slash + 1)));
    }

    /** The network of so many bits that this one is part of. */
    Network first(int bits) {
        long highMask = bits == 0 ? 0 : -1L << Math.max(0, 64 - bits);
        long lowMask = bits <= 64 ? 0 : -1L << (128 - bits);
        return new Network(six, high & highMask, low & lowMask, bits);
    }

    private static byte[] bytes(String address) {
        try {
            // A canonical address is a literal: no name is looked up.
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not a canonical address: " + address, e);
        }
    }
}
