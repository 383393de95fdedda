package org.commonwatch.telemetry.actor;

import org.commonwatch.telemetry.event.Events;

import java.util.Set;

/**
 * The pattern of a reflection attack, seen where the requests go: over UDP, sources that anybody
 * may have written there ask a service whose answers are larger than its questions, and they ask
 * the same again and again. See {@link Question}.
 */
public final class Reflection {
    /** So many requests that ask one service the same within an hour, at one sensor, are one. */
    public static final long FLOOD_LEAST = 100;

    /**
     * UDP ports whose services amplify (CISA, TA14-017A): chargen, DNS, TFTP, portmap, NTP,
     * NetBIOS, SNMP, LDAP, RIP, MSSQL, SSDP, ARMS, WS-Discovery, SIP, mDNS, CoAP, Memcached, Quake
     * and Steam.
     */
    static final Set<Integer> PORTS =
            Set.of(
                    17, 19, 53, 69, 111, 123, 137, 161, 389, 520, 1434, 1900, 3283, 3702, 5060,
                    5353, 5683, 11211, 26000, 27015);

    private static final int UDP = 17;
    private static final boolean[] AMPLIFIES = new boolean[1 << 16];

    static {
        PORTS.forEach(port -> AMPLIFIES[port] = true);
    }

    private Reflection() {}

    /** Whether an event may be one of its requests. */
    static boolean isRequest(Events events, int i) {
        return events.protocol(i) == UDP
                && AMPLIFIES[events.targetPort(i)]
                && !events.established(i);
    }
}
