package org.commonwatch.server.pseudonyms;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Networks, of IPv4 and IPv6. */
public record Networks(List<Network> all) {
    /** None. */
    public static final Networks NONE = new Networks(List.of());

    /** The addresses that begin as one does. */
    static final class Network {
        private final byte[] address;
        private final int length;

        private Network(byte[] address, int length) {
            this.address = address;
            this.length = length;
        }

        boolean has(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int i = 0; i < length; i++) {
                if (bit(address, i) != bit(other, i)) {
                    return false;
                }
            }
            return true;
        }

        private static int bit(byte[] bytes, int i) {
            return (bytes[i / 8] >> (7 - (i % 8))) & 1;
        }

        @Override
        public String toString() {
            return Addresses.text(address) + "/" + length;
        }
    }

    public Networks {
        all = List.copyOf(all);
    }

    /** Those of a list, such as {@code 192.0.2.0/24, 2001:db8::/32}; throws if it is none. */
    public static Networks parse(String list) {
        List<Network> networks = new ArrayList<>();
        for (String each : list.isBlank() ? new String[0] : list.split(",", -1)) {
            String[] parts = each.strip().split("/", -1);
            byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
            int length = parts.length == 2 ? Integer.parseInt(parts[1]) : 8 * address.length;
            if (parts.length > 2 || length < 1 || length > 8 * address.length) {
                throw new IllegalArgumentException("'" + each.strip() + "' is no network");
            }
            networks.add(new Network(address, length));
        }
        return new Networks(networks);
    }

    boolean has(byte[] address) {
        return all.stream().anyMatch(each -> each.has(address));
    }
}
