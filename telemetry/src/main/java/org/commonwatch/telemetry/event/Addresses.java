package org.commonwatch.telemetry.event;

import org.commonwatch.stix.Observable;
import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** Addresses between the bits that are counted and the texts that are shared. */
final class Addresses {
    private Addresses() {}

    static @Nullable Observable observable(boolean four, boolean six, long high, long low) {
        if (four) {
            String dotted =
                    (low >>> 24)
                            + "."
                            + (low >>> 16 & 255)
                            + "."
                            + (low >>> 8 & 255)
                            + "."
                            + (low & 255);
            return Observable.parse(Observable.Kind.IPV4, dotted);
        }
        return six ? Observable.parse(Observable.Kind.IPV6, text6(high, low)) : null;
    }

    private static String text6(long high, long low) {
        byte[] bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
        try {
            String text = InetAddress.getByAddress(bytes).getHostAddress();
            // Java hands an IPv4-mapped address (RFC 4291 §2.5.5.2) back as IPv4.
            return text.indexOf(':') < 0 ? "::ffff:" + text : text;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("sixteen bytes are an address", e);
        }
    }
}
