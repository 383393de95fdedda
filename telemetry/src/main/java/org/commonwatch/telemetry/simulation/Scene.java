package org.commonwatch.telemetry.simulation;

import org.commonwatch.stix.Observable;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Unit;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.SplittableRandom;

/** What happens in the simulated network, one record at a time. */
final class Scene {
    private static final int SOURCES = 20_000;
    private static final int SPOOFED = 8;
    private static final int NAMES = 500;
    private static final int SIX_EVERY = 10;
    private static final int HIT_EVERY = 20;

    private record Category(String text, Kind kind) {}

    private static final List<Category> CATEGORIES =
            List.of(
                    new Category("Web Application Attack", Kind.INTRUSION_ATTEMPTS),
                    new Category("Attempted Administrator Privilege Gain", Kind.INTRUSION_ATTEMPTS),
                    new Category("Successful Administrator Privilege Gain", Kind.INTRUSIONS),
                    new Category("A Network Trojan was detected", Kind.MALICIOUS_CODE),
                    new Category("Detection of a Network Scan", Kind.INFORMATION_GATHERING),
                    new Category("Attempted Denial of Service", Kind.AVAILABILITY),
                    new Category("Generic Protocol Command Decode", Kind.OTHER));

    private final SplittableRandom random;
    private final List<Observable> indicators;

    Scene(SplittableRandom random, List<Observable> indicators) {
        this.random = random;
        this.indicators = indicators;
    }

    Made next(String timestamp, Season.Phase phase) {
        boolean hit = !indicators.isEmpty() && random.nextInt(HIT_EVERY) == 0;
        if (hit) {
            return hitting(timestamp, indicators.get(zipf(indicators.size()) - 1));
        }
        boolean usual = phase == Season.Phase.CALM || random.nextInt(4) == 0;
        if (!usual) {
            return phase == Season.Phase.FLOOD ? reflection(timestamp) : burst(timestamp);
        }
        EveText text = begin(timestamp, anySource());
        return switch (random.nextInt(10)) {
            case 0, 1 -> alert(text);
            case 2, 3, 4 -> flow(text);
            case 5, 6 -> dns(text, anyName());
            case 7 -> http(text, anyName());
            case 8 -> random.nextBoolean() ? tls(text, anyName()) : stats(timestamp);
            default -> file(text, "sha256", EveText.hex(random, 64));
        };
    }

    private Made hitting(String timestamp, Observable indicator) {
        EveText usual = begin(timestamp, anySource());
        Made made =
                switch (indicator.kind()) {
                    case IPV4, IPV6 -> {
                        EveText from = begin(timestamp, indicator.value());
                        yield random.nextBoolean() ? alert(from) : flow(from);
                    }
                    case DOMAIN -> {
                        String name = (random.nextBoolean() ? "WWW." : "") + indicator.value();
                        yield switch (random.nextInt(3)) {
                            case 0 -> dns(usual, name);
                            case 1 -> http(usual, name);
                            default -> tls(usual, name);
                        };
                    }
                    case MD5, SHA1, SHA256 ->
                            file(usual, indicator.kind().label(), indicator.value());
                    case CIDR, URL ->
                            throw new IllegalStateException("not synthetic: " + indicator);
                };
        return made.hitting(indicator);
    }

    private Made alert(EveText text) {
        Category category = CATEGORIES.get(random.nextInt(CATEGORIES.size()));
        boolean established =
                switch (random.nextInt(5)) {
                    case 0 -> talk(text, "TCP", "http", "3");
                    case 1 -> talk(text, "TCP", "failed", "2");
                    case 2 -> talk(text, "TCP", null, "1");
                    case 3 -> talk(text, "TCP", "tls", "0");
                    default -> talk(text, "UDP", "dns", "1");
                };
        return alert(text, category, established);
    }

    private Made alert(EveText text, Category category, boolean established) {
        text.text("event_type", "alert")
                .object("alert", "category", category.text(), "action", "allowed");
        return made(text, Unit.ALERT, category.kind(), established);
    }

    private Made flow(EveText text) {
        text.text("event_type", "flow");
        return switch (random.nextInt(7)) {
            case 0, 1 -> probe(state(text, "TCP", "new", "syn_sent"));
            case 2 -> probe(state(text, "TCP", "closed", "closed"));
            case 3 -> probe(state(text, "UDP", "new", null));
            case 4 -> probe(state(text, "ICMP", "new", null));
            case 5 -> context(state(text, "UDP", "established", null));
            default -> established(state(text, "TCP", "closed", "established"));
        };
    }

    private Made burst(String timestamp) {
        EveText text = begin(timestamp, "198.18.255.1");
        boolean established = talk(text, "TCP", "http", "9");
        return alert(text, CATEGORIES.getFirst(), established);
    }

    // Few sources, all of them forged: whoever they name is the victim.
    private Made reflection(String timestamp) {
        EveText text = begin(timestamp, "198.18.254." + (1 + random.nextInt(SPOOFED)));
        talk(text, "UDP", "dns", "1");
        if (random.nextInt(3) > 0) {
            return alert(
                    text, new Category("Attempted Denial of Service", Kind.AVAILABILITY), false);
        }
        text.text("event_type", "dns").object("dns", "rrname", "large.example", "rrtype", "ANY");
        return context(text);
    }

    private Made dns(EveText text, String name) {
        text.text("event_type", "dns").text("proto", "UDP");
        String question = new EveText().text("rrtype", "A").text("rrname", name).toString();
        EveText dns = new EveText();
        switch (random.nextInt(3)) {
            case 0 -> dns.text("rrname", name).json("queries", "[" + question + "]");
            case 1 -> dns.json("query", "[" + question + "]");
            default -> dns.text("rrname", name).text("type", "query");
        }
        return context(text.json("dns", dns.toString()));
    }

    private Made http(EveText text, String name) {
        text.text("event_type", "http").text("proto", "TCP");
        return context(text.object("http", "hostname", name, "url", "/a?b=" + random.nextInt(99)));
    }

    private Made tls(EveText text, String name) {
        text.text("event_type", "tls").text("proto", "TCP");
        return context(text.object("tls", "version", "TLS 1.3", "sni", name));
    }

    private Made file(EveText text, String hash, String value) {
        text.text("event_type", "fileinfo").text("proto", "TCP").text("app_proto", "http");
        return context(text.object("fileinfo", "filename", "/invoice.pdf", hash, value));
    }

    private Made stats(String timestamp) {
        return context(
                new EveText()
                        .text("timestamp", timestamp)
                        .text("event_type", "stats")
                        .json("stats", "{\"uptime\":8,\"capture\":{\"kernel_packets\":123}}"));
    }

    private EveText begin(String timestamp, String source) {
        return new EveText()
                .text("timestamp", timestamp)
                .json("flow_id", Long.toString(random.nextLong() >>> 1))
                .text("src_ip", source)
                .json("src_port", Integer.toString(1024 + random.nextInt(60_000)))
                .text("dest_ip", "198.19.0." + (1 + random.nextInt(250)))
                .json("dest_port", "443");
    }

    // Whether the source of such a conversation is established.
    private static boolean talk(
            EveText text, String protocol, @Nullable String application, String packetsBack) {
        text.text("proto", protocol)
                .json("flow", "{\"pkts_toserver\":4,\"pkts_toclient\":" + packetsBack + "}");
        if (application != null) {
            text.text("app_proto", application);
        }
        return protocol.equals("TCP") && application != null && !packetsBack.equals("0");
    }

    private static EveText state(
            EveText text, String protocol, String flow, @Nullable String connection) {
        text.text("proto", protocol).object("flow", "state", flow, "reason", "timeout");
        return connection == null ? text : text.object("tcp", "state", connection);
    }

    private Made probe(EveText text) {
        return made(text, Unit.PROBE, Kind.INFORMATION_GATHERING, false);
    }

    private Made context(EveText text) {
        return made(text, Unit.CONTEXT, Kind.OTHER, false);
    }

    // Context too: whether the source took part decides whether an indicator of it was seen.
    private Made established(EveText text) {
        return made(text, Unit.CONTEXT, Kind.OTHER, true);
    }

    private Made made(EveText text, Unit unit, Kind kind, boolean established) {
        return new Made(text.turned(random).toString(), unit, kind, established, null);
    }

    private String anySource() {
        int rank = zipf(SOURCES);
        return random.nextInt(SIX_EVERY) == 0
                ? "2001:db8:1::" + Integer.toHexString(rank)
                : "198.18." + (rank >> 8) + "." + (rank & 255);
    }

    private String anyName() {
        return "host-" + zipf(NAMES) + ".service.example";
    }

    // From 1 to the greatest, each about as likely as one over itself (Zipf's law).
    private int zipf(int greatest) {
        return Math.min(greatest, (int) StrictMath.pow(greatest + 1, random.nextDouble()));
    }
}
