package org.commonwatch.archive.events;

import org.commonwatch.stix.Observable;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * The addresses of a network, or one alone, as the archive's columns have them.
 *
 * @param six whether they are of IPv6
 * @param high first 64 bits of the network; of IPv4, 0
 * @param low last 64 bits; of IPv4 its 32
 * @param length how many bits all of them share
 */
record Range(boolean six, long high, long low, int length) {
    /** Of an address or network. */
    static Range of(Observable observable) {
        String text = observable.value();
        int slash = text.indexOf('/');
        boolean six = text.indexOf(':') >= 0;
        String address = slash < 0 ? text : text.substring(0, slash);
        int length = slash < 0 ? (six ? 128 : 32) : Integer.parseInt(text.substring(slash + 1));
        byte[] bytes = InetAddress.ofLiteral(address).getAddress();
        if (!six) {
            return new Range(false, 0, ByteBuffer.wrap(bytes).getInt() & 0xFFFF_FFFFL, length);
        }
        if (bytes.length == 4) {
            // Java hands an IPv4-mapped address (RFC 4291 §2.5.5.2) back as IPv4.
            long mapped = 0xFFFFL << 32 | (ByteBuffer.wrap(bytes).getInt() & 0xFFFF_FFFFL);
            return new Range(true, 0, mapped, length);
        }
        ByteBuffer both = ByteBuffer.wrap(bytes);
        return new Range(true, both.getLong(), both.getLong(), length);
    }

    long highMask() {
        return length == 0 ? 0 : -1L << Math.max(0, 64 - length);
    }

    long lowMask() {
        return length <= 64 ? 0 : -1L << (128 - length);
    }

    /** The first address, if they are of IPv4. */
    long first4() {
        return low;
    }

    /** The last address, if they are of IPv4. */
    long last4() {
        return low | (0xFFFF_FFFFL >>> length);
    }

    static String text4(long address) {
        return (address >>> 24)
                + "."
                + (address >>> 16 & 255)
                + "."
                + (address >>> 8 & 255)
                + "."
                + (address & 255);
    }

    static String text6(long high, long low) {
        byte[] bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
        try {
            String text = InetAddress.getByAddress(bytes).getHostAddress();
            String six = text.indexOf(':') < 0 ? "::ffff:" + text : text;
            return Observable.parse(Observable.Kind.IPV6, six).value();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("sixteen bytes are an address", e);
        }
    }
}
