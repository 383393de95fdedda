package org.commonwatch.telemetry.event;

import org.commonwatch.stix.Observable;
import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** Addresses between the bits that are counted and the texts that are shared. */
public final class Addresses {
    private Addresses() {}

    static @Nullable Observable observable(boolean four, boolean six, long high, long low) {
        return four || six ? observable(four, high, low) : null;
    }

    /**
     * An address as it is shared.
     *
     * @param four whether it is of IPv4, whose 32 bits are the last
     */
    public static String text(boolean four, long high, long low) {
        return observable(four, high, low).value();
    }

    private static Observable observable(boolean four, long high, long low) {
        return four
                ? Observable.parse(Observable.Kind.IPV4, text4(low))
                : Observable.parse(Observable.Kind.IPV6, text6(high, low));
    }

    private static String text4(long low) {
        return (low >>> 24)
                + "."
                + (low >>> 16 & 255)
                + "."
                + (low >>> 8 & 255)
                + "."
                + (low & 255);
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
