package org.commonwatch.telemetry.vector;

import org.commonwatch.telemetry.simulation.Plan;
import org.commonwatch.telemetry.simulation.Simulation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * JSON as nobody expects it: documents like EVE's and of any other sort, written in every way that
 * RFC 8259 permits, and broken in ways that it does not.
 */
final class EveDocuments {
    private static final List<String> ROOT =
            List.of(
                    "timestamp",
                    "event_type",
                    "src_ip",
                    "dest_ip",
                    "src_port",
                    "dest_port",
                    "proto",
                    "app_proto",
                    "flow",
                    "tcp",
                    "alert",
                    "dns",
                    "tls",
                    "http",
                    "fileinfo");
    private static final List<String> INSIDE =
            List.of(
                    "state",
                    "pkts_toclient",
                    "category",
                    "signature",
                    "severity",
                    "rrname",
                    "queries",
                    "query",
                    "sni",
                    "hostname",
                    "url",
                    "md5",
                    "sha1",
                    "sha256");
    private static final List<String> OTHER =
            List.of(
                    "x",
                    "",
                    "flow_id",
                    "_ip",
                    "xtimestamp",
                    "timestamp ",
                    "a,b",
                    "a\"b",
                    "a:b{",
                    "é");
    private static final List<String> TIMES =
            List.of(
                    "2017-03-06T06:54:06.047429+0000", "2017-03-06T06:54:06.047429-0730",
                    "2026-12-31T23:59:59.999999+0100", "2017-03-06T06:54:06Z");
    private static final List<String> ODD_TIMES =
            List.of(
                    "2017-03-06T06:54:06",
                    "2017-02-29T06:54:06.047429+0000",
                    "2016-02-29T23:59:59.999999999+18:00",
                    "1900-01-01T00:00:00.000000+0001",
                    "2999-12-31T23:59:59.999999-0001",
                    "2017-03-06t06:54:06Z",
                    "2017-03-06T24:00:00Z",
                    "2017-03-06T06:54:06.047429+0060",
                    "");
    private static final List<String> TYPES = List.of("alert", "flow", "dns", "http", "x");
    private static final List<String> TEXTS =
            List.of(
                    "TCP",
                    "udp",
                    "IPv6-ICMP",
                    "sctp",
                    "new",
                    "established",
                    "closed",
                    "http",
                    "A Network Trojan was detected",
                    "misc activity",
                    " Denial of Service ",
                    "198.18.0.1",
                    "198.18.0.256",
                    "198.18.00.1",
                    "1.2.3",
                    "2001:db8::1",
                    "2001:DB8:0:0::1%eth0",
                    "::",
                    "::ffff:198.18.0.1",
                    "1::2::3",
                    "1:2:3:4:5:6:7:8",
                    "1:2:3:4:5:6:7::8",
                    "fe80::1%",
                    "12345::",
                    "0",
                    "00",
                    "80",
                    "00443",
                    "65535",
                    "65536",
                    "1",
                    "10",
                    "11",
                    "-1",
                    "a.example",
                    "A.Example.",
                    "/x?y=1&z=%20",
                    "00112233445566778899aabbccddeeff",
                    "a:b,{c}[d]",
                    "\u007f",
                    "");
    private static final List<String> ODD_TEXTS =
            List.of(
                    "\\",
                    "\\\"",
                    "\"",
                    "/",
                    "\b\f\n\r\t",
                    "\u0001",
                    "é",
                    "字",
                    "😀",
                    "\u2028",
                    "\uFEFF",
                    "\uFFFF",
                    "ＴＣＰ",
                    "İ",
                    "ſ");
    private static final List<String> NUMBERS =
            List.of(
                    "0",
                    "-0",
                    "1",
                    "3",
                    "10",
                    "11",
                    "443",
                    "65535",
                    "65536",
                    "-1",
                    "1.5",
                    "0.0",
                    "1e2",
                    "1E+2",
                    "-2e-10",
                    "1e400",
                    "2147483648",
                    "9223372036854775808",
                    "000",
                    "01",
                    "1.",
                    ".5",
                    "+1",
                    "1e",
                    "-",
                    "0x10",
                    "NaN",
                    "1_0");
    private static final List<String> OTHERS =
            List.of("null", "null", "true", "false", "{}", "[]", "nul", "True", "undefined", "'a'");
    private static final String LIKELY = "{}[]\":,\\\n\r\t 0123456789abefu.eE+-n/\0tr";

    private final RandomGenerator random;
    // How this document is written.
    private int blanks;
    private int codes;
    private int odd;

    EveDocuments(RandomGenerator random) {
        this.random = random;
    }

    /** Some bytes: one document, broken or not, or several of them in one. */
    byte[] next() {
        blanks = random.nextInt(12) == 0 ? 20 : 0;
        codes = random.nextInt(12) == 0 ? 10 : 0;
        odd = random.nextInt(4) == 0 ? 10 : 0;
        String document =
                switch (random.nextInt(10)) {
                    case 0 -> random.nextBoolean() ? object(0, ROOT) : value(0, INSIDE);
                    case 1 -> random.nextBoolean() ? nested() : record();
                    case 2 -> simulated();
                    default -> record();
                };
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(20) == 0) {
            bytes = spliced(bytes, 0, 0, new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        }
        return random.nextInt(4) == 0 ? broken(bytes) : bytes;
    }

    /** What a bytes array becomes after some accidents. */
    byte[] broken(byte[] bytes) {
        byte[] broken = bytes;
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(broken.length + 1);
            int to = Math.min(broken.length, at + random.nextInt(8));
            broken =
                    switch (random.nextInt(9)) {
                        case 0 -> spliced(broken, at, to, new byte[0]);
                        case 1 -> spliced(broken, at, at, any(1 + random.nextInt(4)));
                        case 2 -> spliced(broken, at, Math.min(at + 1, broken.length), any(1));
                        case 3 -> Arrays.copyOf(broken, at);
                        case 4 -> spliced(broken, at, at, Arrays.copyOfRange(broken, at, to));
                        case 5 -> spliced(broken, at, at, broken.length < 4_000 ? broken : any(1));
                        case 6 -> spliced(broken, at, to, new byte[random.nextInt(3)]);
                        case 7 -> flipped(broken);
                        default -> spliced(broken, broken.length, broken.length, any(1));
                    };
        }
        return broken;
    }

    private byte[] any(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        for (int i = 0; i < length; i++) {
            if (random.nextInt(4) > 0) {
                bytes[i] = (byte) LIKELY.charAt(random.nextInt(LIKELY.length()));
            }
        }
        return bytes;
    }

    private byte[] flipped(byte[] bytes) {
        byte[] flipped = bytes.clone();
        if (bytes.length > 0) {
            flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] instead) {
        byte[] spliced = new byte[from + instead.length + bytes.length - to];
        System.arraycopy(bytes, 0, spliced, 0, from);
        System.arraycopy(instead, 0, spliced, from, instead.length);
        System.arraycopy(bytes, to, spliced, from + instead.length, bytes.length - to);
        return spliced;
    }

    // As Suricata would write it, give or take a member.
    private String record() {
        List<String> members = new ArrayList<>();
        if (random.nextInt(20) > 0) {
            String time = any(random.nextInt(20) > 0 ? TIMES : ODD_TIMES);
            members.add(member("timestamp", text(time)));
        }
        if (random.nextInt(20) > 0) {
            members.add(member("event_type", text(random.nextInt(30) > 0 ? any(TYPES) : "")));
        }
        for (String key : keys(ROOT.subList(2, ROOT.size()), 10)) {
            members.add(member(key, random.nextInt(100) > odd / 3 ? usual(key) : scalar()));
        }
        if (random.nextInt(3) == 0) {
            members.add(member(any(OTHER), value(1, OTHER)));
        }
        if (random.nextInt(4) == 0) {
            Collections.shuffle(members, new Random(random.nextLong()));
        }
        return braced("{", members, "}");
    }

    // Some of the keys, now and then one of them twice.
    private List<String> keys(List<String> known, int atMost) {
        List<String> keys = new ArrayList<>();
        boolean twice = random.nextInt(12) == 0;
        for (int i = random.nextInt(atMost); i > 0; i--) {
            String key = any(known);
            if (twice || !keys.contains(key)) {
                keys.add(key);
            }
        }
        return keys;
    }

    private String simulated() {
        var plan = new Plan(random.nextLong(), 1, 1, Instant.EPOCH, 0);
        return new String(new Simulation(plan, "gate-1").next(), StandardCharsets.UTF_8).strip();
    }

    // A value of the type that the key usually has.
    private String usual(String key) {
        if (ROOT.indexOf(key) >= ROOT.indexOf("flow")) {
            List<String> members = new ArrayList<>();
            for (String inside : keys(INSIDE, 6)) {
                members.add(
                        member(inside, random.nextInt(100) > odd / 3 ? usual(inside) : scalar()));
            }
            return braced("{", members, "}");
        }
        if (key.equals("queries") || key.equals("query")) {
            List<String> questions = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                String named = member("rrname", random.nextInt(9) > 0 ? usual("rrname") : scalar());
                questions.add(random.nextInt(9) > 0 ? braced("{", List.of(named), "}") : scalar());
            }
            return braced("[", questions, "]");
        }
        boolean number = key.endsWith("_port") || key.equals("severity") || key.startsWith("pkts");
        if (number && random.nextInt(4) > 0) {
            return any(NUMBERS.subList(0, 10));
        }
        if (random.nextInt(100) < odd) {
            return text(random.nextBoolean() ? unlikely() : any(ODD_TEXTS));
        }
        return random.nextInt(20) == 0 ? "null" : text(any(TEXTS));
    }

    private String object(int depth, List<String> keys) {
        List<String> members = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            String key = random.nextInt(5) == 0 ? any(OTHER) : any(keys);
            members.add(member(key, value(depth + 1, keys)));
        }
        return braced("{", members, "}");
    }

    private String nested() {
        int depth = 60 + random.nextInt(8);
        StringBuilder open = new StringBuilder();
        StringBuilder close = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            boolean list = random.nextBoolean();
            open.append(list ? "[" : "{\"" + any(ROOT) + "\":");
            close.insert(0, list ? "]" : "}");
        }
        String deep = open + scalar() + close;
        String time = member("timestamp", text("2017-03-06T06:54:06.047429+0000"));
        return braced(
                "{", List.of(time, member("event_type", text("dns")), member("x", deep)), "}");
    }

    private String value(int depth, List<String> keys) {
        int pick = random.nextInt(20);
        if (depth > 4 || pick < 14) {
            return scalar();
        }
        if (pick < 17) {
            return object(depth, keys);
        }
        List<String> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            elements.add(value(depth + 1, keys));
        }
        return braced("[", elements, "]");
    }

    private String scalar() {
        return switch (random.nextInt(8)) {
            case 0 -> any(OTHERS);
            case 1 -> any(NUMBERS.subList(0, random.nextInt(30) == 0 ? NUMBERS.size() : 18));
            case 2 -> Long.toString(random.nextLong() >> random.nextInt(64));
            case 3 -> text(unlikely());
            case 4 -> text(any(ODD_TEXTS));
            default -> text(any(TEXTS));
        };
    }

    private String unlikely() {
        int length = random.nextInt(random.nextInt(40) == 0 ? 3_000 : 70);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            int pick = random.nextInt(12);
            if (pick < 8) {
                text.append((char) (' ' + random.nextInt(95)));
            } else if (pick == 8) {
                text.append("\\".repeat(1 + random.nextInt(9)));
            } else if (pick == 9) {
                text.append((char) random.nextInt(0xD800));
            } else {
                text.appendCodePoint(0x1F300 + random.nextInt(300));
            }
        }
        return text.toString();
    }

    private String member(String key, String value) {
        return text(key) + blank() + ":" + blank() + value;
    }

    private String braced(String open, List<String> inside, String close) {
        String separator = blank() + "," + blank();
        return open + blank() + String.join(separator, inside) + blank() + close;
    }

    private String blank() {
        return random.nextInt(100) < blanks ? " \t\r".substring(random.nextInt(3)).repeat(2) : "";
    }

    private String text(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (random.nextInt(100) < codes || (c < ' ' && c != '\n' && c != '\t')) {
                String code = "\\u%04x".formatted((int) c);
                // Half of a pair alone, now and then.
                quoted.append(random.nextInt(20) == 0 ? "\\uD83D" : code);
            } else {
                quoted.append(
                        switch (c) {
                            case '"' -> "\\\"";
                            case '\\' -> "\\\\";
                            case '\n' -> "\\n";
                            case '\t' -> "\\t";
                            case '/' -> random.nextBoolean() ? "\\/" : "/";
                            default -> String.valueOf(c);
                        });
            }
        }
        return quoted.append('"').toString();
    }

    private String any(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
