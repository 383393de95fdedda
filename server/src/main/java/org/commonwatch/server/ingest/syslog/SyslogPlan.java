package org.commonwatch.server.ingest.syslog;

import org.commonwatch.archive.YamlFile;
import org.commonwatch.archive.YamlNode;
import org.commonwatch.server.pipeline.Formats;
import org.commonwatch.telemetry.sensor.dialect.Dialect;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where syslog is heard, and whose it is.
 *
 * @param tls with the certificate of the server
 * @param sources in the order in which they are tried
 */
public record SyslogPlan(
        Optional<InetSocketAddress> udp,
        Optional<InetSocketAddress> tcp,
        Optional<InetSocketAddress> tls,
        List<Source> sources) {
    private static final int BITS = 8;

    /**
     * Whose lines come from a network.
     *
     * @param bits how many of the network's bits an address must have in common with it
     * @param sensor a name with the role sensor
     */
    public record Source(InetAddress network, int bits, String sensor, Dialect format) {
        boolean has(InetAddress address) {
            byte[] one = network.getAddress();
            byte[] other = address.getAddress();
            if (one.length != other.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % BITS);
                if (((one[bit / BITS] ^ other[bit / BITS]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    public SyslogPlan {
        sources = List.copyOf(sources);
    }

    /** Whose lines come from an address. */
    Optional<Source> of(InetAddress address) {
        return sources.stream().filter(each -> each.has(address)).findFirst();
    }

    /** Reads a file that the operator wrote; throws what {@link YamlFile} does. */
    public static SyslogPlan read(Path file) {
        YamlNode root = YamlFile.read(file);
        Map<String, YamlNode> entries = root.object(List.of("udp", "tcp", "tls", "sensors"));
        List<Source> sources = new ArrayList<>();
        for (YamlNode each : root.needed(entries, "sensors").list()) {
            sources.add(source(each));
        }
        return new SyslogPlan(
                Optional.ofNullable(entries.get("udp")).map(SyslogPlan::address),
                Optional.ofNullable(entries.get("tcp")).map(SyslogPlan::address),
                Optional.ofNullable(entries.get("tls")).map(SyslogPlan::address),
                sources);
    }

    private static Source source(YamlNode node) {
        Map<String, YamlNode> source = node.object(List.of("from", "sensor", "format"));
        YamlNode from = node.needed(source, "from");
        String[] parts = from.text().split("/", 2);
        try {
            InetAddress network = InetAddress.ofLiteral(parts[0]);
            int most = network.getAddress().length * BITS;
            int bits = parts.length == 1 ? most : Integer.parseInt(parts[1]);
            if (bits >= 0 && bits <= most) {
                YamlNode format = node.needed(source, "format");
                String sensor = node.needed(source, "sensor").text();
                return new Source(network, bits, sensor, Formats.read(format));
            }
        } catch (IllegalArgumentException e) {
            // no address or number at all is no network either
        }
        throw from.refused("'" + from.text() + "' is no network", "Write it as 192.0.2.0/24.");
    }

    private static InetSocketAddress address(YamlNode node) {
        String text = node.text();
        int colon = text.lastIndexOf(':');
        try {
            if (colon > 0) {
                String host = text.substring(0, colon).replaceAll("[\\[\\]]", "");
                int port = Integer.parseInt(text.substring(colon + 1));
                return new InetSocketAddress(InetAddress.ofLiteral(host), port);
            }
        } catch (IllegalArgumentException e) {
            // no address or port at all is none of these either
        }
        throw node.refused("'" + text + "' is no address", "Write it as 192.0.2.1:514.");
    }
}
