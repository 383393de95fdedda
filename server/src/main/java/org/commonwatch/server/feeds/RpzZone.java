package org.commonwatch.server.feeds;

import org.commonwatch.stix.Observable;

import java.io.IOException;
import java.io.Writer;

/**
 * A zone of response policies for DNS resolvers: names and what is below them, and addresses that
 * answers must not have. Whoever loads it gives it its origin.
 */
final class RpzZone implements Form {
    private static final String START = "$TTL 300\n@ IN SOA localhost. hostmaster.localhost. ";
    private static final String SERIAL = "0000000000";

    /** Where the number of this version of the zone stands, in ten digits; zeros at first. */
    static final int SERIAL_AT = START.length();

    /** The names of a zone have no more characters, so that there is room for its origin. */
    private static final int NAME_LIMIT = 190;

    private final Wish.Action action;

    RpzZone(Wish.Action action) {
        this.action = action;
    }

    @Override
    public void begin(Writer out) throws IOException {
        out.write(START + SERIAL + " 300 60 86400 300\n");
        out.write("@ IN NS localhost.\n");
    }

    @Override
    public void add(Given given, Writer out) throws IOException {
        for (Observable thing : given.things()) {
            switch (thing.kind()) {
                case DOMAIN -> {
                    if (thing.value().length() <= NAME_LIMIT) {
                        String name = escaped(thing.value());
                        write(name, out);
                        write("*." + name, out);
                    }
                }
                case IPV4 -> write(four(thing.value(), 32), out);
                case IPV6 -> write(six(thing.value(), 128), out);
                case CIDR -> {
                    int slash = thing.value().indexOf('/');
                    String network = thing.value().substring(0, slash);
                    int length = Integer.parseInt(thing.value().substring(slash + 1));
                    write(
                            network.indexOf(':') < 0 ? four(network, length) : six(network, length),
                            out);
                }
                case URL, URL_PREFIX, MD5, SHA1, SHA256, EMAIL -> {}
            }
        }
    }

    private void write(String name, Writer out) throws IOException {
        out.write(name + " CNAME " + action.target() + "\n");
    }

    // What means something in a zone's file (RFC 1035 §5.1).
    private static String escaped(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "\\\\$0");
    }

    private static String four(String address, int length) {
        String[] parts = address.split("\\.", -1);
        return "%d.%s.%s.%s.%s.rpz-ip".formatted(length, parts[3], parts[2], parts[1], parts[0]);
    }

    // Its groups from the last, the longest run of zeros as "zz", as the address itself has "::".
    private static String six(String address, int length) {
        StringBuilder name = new StringBuilder().append(length);
        String[] halves = address.split("::", -1);
        if (halves.length == 1) {
            reverse(address, name);
        } else {
            reverse(halves[1], name);
            name.append(".zz");
            reverse(halves[0], name);
        }
        return name.append(".rpz-ip").toString();
    }

    private static void reverse(String groups, StringBuilder name) {
        if (!groups.isEmpty()) {
            String[] all = groups.split(":", -1);
            for (int i = all.length - 1; i >= 0; i--) {
                name.append('.').append(all[i]);
            }
        }
    }
}
