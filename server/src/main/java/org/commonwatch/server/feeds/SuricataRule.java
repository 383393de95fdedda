package org.commonwatch.server.feeds;

import org.commonwatch.stix.Observable;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a rule of Suricata (version 6 or newer) says about one thing: what to look at, and what for.
 *
 * @param what tells it from the indicator's other rules
 */
record SuricataRule(String what, String header, String options) {
    private static final int DISTINCT_SECONDS = 3_600;
    private static final int NAME_LIMIT = 100;

    /** The rules about a thing; none for what only lists are good for. */
    static List<SuricataRule> of(Observable thing) {
        return switch (thing.kind()) {
            case IPV4, IPV6, CIDR -> List.of(address(thing.value()));
            case DOMAIN -> domain(thing.value());
            case URL -> url(thing.value(), "bsize:%d;").stream().toList();
            case URL_PREFIX -> url(thing.value(), "startswith;").stream().toList();
            case MD5, SHA1, SHA256, EMAIL -> List.of();
        };
    }

    private static SuricataRule address(String value) {
        return new SuricataRule(
                "ip",
                "alert ip any any <> [" + value + "] any",
                "threshold:type limit,track by_src,count 1,seconds " + DISTINCT_SECONDS + ";");
    }

    // A name means itself and every name below it.
    private static List<SuricataRule> domain(String value) {
        String same = " dotprefix; content:\"." + escaped(value) + "\"; nocase; endswith;";
        return List.of(
                new SuricataRule("dns", "alert dns any any -> any any", "dns.query;" + same),
                new SuricataRule("tls", "alert tls any any -> any any", "tls.sni;" + same),
                new SuricataRule("http", "alert http any any -> any any", "http.host;" + same));
    }

    // What is encrypted is seen by nobody, so the scheme does not matter.
    private static Optional<SuricataRule> url(String value, String whole) {
        try {
            URI url = new URI(value.replaceAll("[^!-~]", "_"));
            String host = url.getHost();
            int start = value.indexOf('/', value.indexOf("//") + 2);
            String path = start < 0 ? "/" : value.substring(start);
            if (host == null || url.getRawUserInfo() != null) {
                return Optional.empty();
            }
            String name = host.toLowerCase(Locale.ROOT);
            int port = url.getPort();
            int length = path.getBytes(StandardCharsets.UTF_8).length;
            return Optional.of(
                    new SuricataRule(
                            "url",
                            "alert http any any -> any " + (port < 0 ? "any" : "" + port),
                            "flow:established,to_server; http.host; content:\""
                                    + escaped(name)
                                    + "\"; bsize:"
                                    + name.length()
                                    + "; http.uri.raw; content:\""
                                    + escaped(path)
                                    + "\"; "
                                    + whole.formatted(length)));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** The rule, on one line. */
    String line(Given given, long sid) {
        StringBuilder line = new StringBuilder();
        line.append(header).append(" (msg:\"Commonwatch ").append(message(given)).append("\"; ");
        line.append(options).append(" classtype:trojan-activity; metadata:");
        line.append("indicator ").append(given.id());
        given.tlp()
                .ifPresent(tlp ->
                        line.append(", tlp ")
                                .append(tlp.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        given.until()
                .ifPresent(until ->
                        line.append(", expires ").append(until.toString().substring(0, 10)));
        line.append("; sid:").append(sid).append("; rev:");
        return line.append(revision(given)).append(";)").toString();
    }

    private static long revision(Given given) {
        return Math.clamp(given.version().getEpochSecond(), 1, Integer.MAX_VALUE);
    }

    // What ends an option or a rule is in no message.
    private static String message(Given given) {
        String plain = given.name().replaceAll("[^A-Za-z0-9 ._/@+-]", "_").strip();
        String name = plain.isEmpty() ? given.id() : plain;
        return name.substring(0, Math.min(NAME_LIMIT, name.length()));
    }

    /** A value of {@code content}: whatever means something there is written as its byte. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = each > ' ' && each < 0x7F && "\";:\\|".indexOf(each) < 0;
            if (plain) {
                escaped.append((char) each);
            } else {
                escaped.append("|%02X|".formatted(each & 0xFF));
            }
        }
        return escaped.toString();
    }
}
