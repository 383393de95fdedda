package org.commonwatch.server.outbound;

import org.apache.hc.client5.http.DnsResolver;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says where a connection may go. An address is judged when the connection is made to it, and no
 * other is taken: what a name meant a moment before does not count.
 */
final class Guard implements DnsResolver {
    private static final int V4_BYTES = 4;
    private static final String REMEDY =
            "If it is to be called, add it to 'outbound-hosts' in the settings; an address of a"
                    + " private network needs to be listed itself.";

    /** Finds the addresses of a host. */
    @FunctionalInterface
    interface Names {
        InetAddress[] find(String host) throws UnknownHostException;
    }

    private final Hosts hosts;
    private final Names names;

    Guard(Hosts hosts, Names names) {
        this.hosts = hosts;
        this.names = names;
    }

    /** Refuses what could not be called at whatever address. */
    void check(URI to) {
        boolean here = isHere(to);
        if (!to.getScheme().equals("https") && !(to.getScheme().equals("http") && here)) {
            throw new OutboundException(
                    "'" + shown(to) + "' is no address of HTTPS.",
                    "Use https; in clear only this machine itself is spoken to.");
        }
    }

    /** The same for what does not speak HTTP. */
    void check(URI to, boolean encrypted) {
        if (!isHere(to) && !encrypted) {
            throw new OutboundException(
                    "'" + shown(to) + "' would be spoken to in clear.",
                    "Use TLS; in clear only this machine itself is spoken to.");
        }
        if (to.getPort() < 0) {
            throw new OutboundException(
                    "'" + shown(to) + "' names no port.", "Write it behind the host: host:6514.");
        }
    }

    // Whether it is this machine; refuses what is not listed.
    private boolean isHere(URI to) {
        String host = to.getHost();
        if (host == null || to.getRawUserInfo() != null || to.getScheme() == null) {
            throw new OutboundException(
                    "'" + shown(to) + "' is no address of a server.",
                    "Write it as https://host/path, without a name or a password in it.");
        }
        Optional<InetAddress> literal = Hosts.literal(host);
        boolean listed =
                literal.map(hosts::hasAddress).orElseGet(() -> hosts.hasName(Hosts.plain(host)));
        if (!listed) {
            throw new OutboundException(
                    "'" + host + "' is no host that this server may call.", REMEDY);
        }
        return literal.filter(InetAddress::isLoopbackAddress).isPresent();
    }

    // Without what may be secret.
    private static String shown(URI to) {
        return to.getScheme() + "://" + to.getHost() + to.getRawPath();
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        List<InetAddress> found = new ArrayList<>();
        InetAddress refused = null;
        for (InetAddress each : names.find(Hosts.plain(host))) {
            if (isPublic(each) || hosts.hasAddress(each)) {
                found.add(each);
            } else {
                refused = each;
            }
        }
        if (found.isEmpty()) {
            throw refused == null
                    ? new UnknownHostException(host)
                    : new Forbidden(host + " is at " + refused.getHostAddress());
        }
        return found.toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /** A host is where nobody may be called. */
    static final class Forbidden extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        Forbidden(String where) {
            super(where);
        }

        OutboundException told() {
            return new OutboundException(
                    getMessage() + ", an address of this machine or of a private network.", REMEDY);
        }
    }

    /** Whether an address is one of the Internet's, and not of a machine, a network or a group. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return bytes.length == V4_BYTES ? isPublicV4(bytes, 0) : isPublicV6(bytes);
    }

    // RFC 6890, and what was reserved since.
    private static boolean isPublicV4(byte[] bytes, int at) {
        int first = bytes[at] & 255;
        int second = bytes[at + 1] & 255;
        int third = bytes[at + 2] & 255;
        return !(first == 0
                || first == 10
                || first == 127
                || first >= 224
                || (first == 100 && second >= 64 && second < 128)
                || (first == 169 && second == 254)
                || (first == 172 && second >= 16 && second < 32)
                || (first == 192 && second == 168)
                || (first == 192 && second == 0 && third == 0)
                || (first == 198 && (second == 18 || second == 19)));
    }

    // An IPv4 address within one of IPv6 (mapped, NAT64, 6to4) is judged as what it is.
    private static boolean isPublicV6(byte[] bytes) {
        int first = ((bytes[0] & 255) << 8) | (bytes[1] & 255);
        if ((first & 0xFE00) == 0xFC00 || first == 0) {
            return false;
        }
        if (first == 0x2002) {
            return isPublicV4(bytes, 2);
        }
        boolean nat64 = first == 0x64 && (bytes[2] & 255) == 0xFF && (bytes[3] & 255) == 0x9B;
        return !nat64 || ((bytes[4] | bytes[5]) == 0 && isPublicV4(bytes, 12));
    }
}
