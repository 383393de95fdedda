package org.commonwatch.server.outbound;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which hosts may be called. A name lets its host be called at whatever public address it has; an
 * address, or a network such as {@code 10.1.0.0/16}, lets itself be called, private or not.
 */
public final class Hosts {
    /** None. */
    public static final Hosts NONE = new Hosts(List.of(), List.of());

    private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
    private static final Pattern NAME =
            Pattern.compile("(\\*\\.)?" + LABEL + "(\\." + LABEL + ")*");
    private static final Pattern FOUR_NUMBERS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final String BELOW = "*.";

    private final List<String> names;
    private final List<Net> nets;

    private Hosts(List<String> names, List<Net> nets) {
        this.names = List.copyOf(names);
        this.nets = List.copyOf(nets);
    }

    /**
     * Reads a list, such as {@code taxii.example, *.partner.example, 10.1.0.0/16}.
     *
     * @throws IllegalArgumentException naming the item that is neither name nor address
     */
    public static Hosts parse(String list) {
        List<String> names = new ArrayList<>();
        List<Net> nets = new ArrayList<>();
        for (String item : list.split("[,\\s]+", -1)) {
            String word = plain(item);
            if (word.isEmpty()) {
                continue;
            }
            Optional<Net> net = Net.find(word);
            if (net.isPresent()) {
                nets.add(net.get());
            } else if (NAME.matcher(word).matches() && !word.matches("[0-9.]+")) {
                names.add(word);
            } else {
                throw new IllegalArgumentException(
                        "'" + item + "' is neither the name of a host nor an address");
            }
        }
        return new Hosts(names, nets);
    }

    /** Whether there is any. */
    public boolean isEmpty() {
        return names.isEmpty() && nets.isEmpty();
    }

    /** Whether a host may be called, whatever its addresses are. */
    boolean hasName(String host) {
        String plain = plain(host);
        return names.stream()
                .anyMatch(each ->
                        each.startsWith(BELOW)
                                ? plain.endsWith(each.substring(1))
                                : plain.equals(each));
    }

    /** Whether an address is listed itself. */
    boolean hasAddress(InetAddress address) {
        return nets.stream().anyMatch(each -> each.contains(address));
    }

    /** A host as it is compared: in lower case, without brackets or a dot at its end. */
    static String plain(String host) {
        String plain = host.strip().toLowerCase(Locale.ROOT);
        if (plain.startsWith("[") && plain.endsWith("]")) {
            plain = plain.substring(1, plain.length() - 1);
        }
        return plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
    }

    /** Addresses with a beginning in common. */
    private record Net(List<Byte> first, int bits) {
        static Optional<Net> find(String word) {
            String[] parts = word.split("/", 2);
            Optional<InetAddress> address = literal(parts[0]);
            if (address.isEmpty()) {
                return Optional.empty();
            }
            byte[] bytes = address.get().getAddress();
            int all = bytes.length * Byte.SIZE;
            if (parts.length == 1) {
                return Optional.of(of(bytes, all));
            }
            if (!parts[1].matches("\\d{1,3}") || Integer.parseInt(parts[1]) > all) {
                return Optional.empty();
            }
            return Optional.of(of(bytes, Integer.parseInt(parts[1])));
        }

        private static Net of(byte[] bytes, int bits) {
            List<Byte> first = new ArrayList<>();
            for (byte each : bytes) {
                first.add(each);
            }
            return new Net(List.copyOf(first), bits);
        }

        boolean contains(InetAddress address) {
            byte[] other = address.getAddress();
            if (other.length != first.size()) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int differ = other[bit / Byte.SIZE] ^ first.get(bit / Byte.SIZE);
                if (((differ >> (Byte.SIZE - 1 - bit % Byte.SIZE)) & 1) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /** An address that is written in numbers, in the one usual way: {@code 127.1} is none. */
    static Optional<InetAddress> literal(String host) {
        String plain = plain(host);
        if (!plain.contains(":") && !FOUR_NUMBERS.matcher(plain).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(plain));
        } catch (IllegalArgumentException aName) {
            return Optional.empty();
        }
    }
}
