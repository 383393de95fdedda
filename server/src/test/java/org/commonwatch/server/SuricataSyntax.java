package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The grammar of Suricata's rules, as far as rules of ours use it: a header of seven parts, options
 * in parentheses, each ended by a semicolon, texts quoted, bytes of contents between bars.
 */
final class SuricataSyntax {
    private static final Pattern RULE =
            Pattern.compile(
                    "alert (ip|dns|tls|http) any any (->|<>) (any|\\[[0-9a-f.:/]+\\]) (any|\\d+)"
                            + " \\((.*)\\)");
    private static final Pattern CONTENT =
            Pattern.compile("\"([!-~&&[^\";:\\\\|]]|\\|([0-9A-F]{2}( (?=[0-9A-F]))?)+\\|)+\"");
    private static final Set<String> BUFFERS =
            Set.of("dns.query", "tls.sni", "http.host", "http.uri.raw", "ip.src", "ip.dst");
    private static final Set<String> FLAGS =
            Set.of("nocase", "endswith", "startswith", "dotprefix");

    private SuricataSyntax() {}

    /** The number of a rule, all of which is as it must be. */
    static long sid(String line) {
        Matcher rule = RULE.matcher(line);
        assertThat(rule.matches()).as(line).isTrue();
        long sid = -1;
        List<String> names = new ArrayList<>();
        boolean buffer = false;
        boolean content = false;
        for (String option : options(rule.group(5))) {
            int colon = option.indexOf(':');
            String name = colon < 0 ? option : option.substring(0, colon);
            String value = colon < 0 ? "" : option.substring(colon + 1);
            names.add(name);
            switch (name) {
                case "msg" -> assertThat(value).as(line).matches("\"[^\";\\\\:]+\"");
                case "sid" -> sid = Long.parseLong(value);
                case "rev" -> assertThat(Long.parseLong(value)).isBetween(1L, 0xFFFF_FFFFL);
                case "content" -> {
                    assertThat(buffer).as(line).isTrue();
                    assertThat(value).as(line).matches(CONTENT);
                    content = true;
                }
                case "bsize" -> assertThat(value).matches("\\d+");
                case "dataset" ->
                        assertThat(value)
                                .matches("isset,[a-z-]+,type (string|ip),load [a-z-]+\\.lst");
                case "filemd5", "filesha1", "filesha256" ->
                        assertThat(value).isEqualTo("suricata-" + name.substring(4) + ".lst");
                case "metadata" -> assertThat(value).matches("[^;:\"]*(:[^;\"]*)?");
                case "threshold", "classtype", "flow" -> assertThat(value).isNotEmpty();
                default -> {
                    boolean isBuffer = BUFFERS.contains(name);
                    assertThat(isBuffer || FLAGS.contains(name)).as(name + " in " + line).isTrue();
                    if (!isBuffer && !name.equals("dotprefix")) {
                        assertThat(content).as(line).isTrue();
                    }
                    buffer |= isBuffer;
                }
            }
        }
        assertThat(names.getFirst()).isEqualTo("msg");
        assertThat(names).contains("sid", "rev", "classtype");
        return sid;
    }

    private static List<String> options(String text) {
        List<String> options = new ArrayList<>();
        StringBuilder option = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (c == ';' && !quoted) {
                options.add(option.toString().strip());
                option.setLength(0);
            } else {
                option.append(c);
            }
        }
        assertThat(option.toString().strip()).as(text).isEmpty();
        return options;
    }
}
