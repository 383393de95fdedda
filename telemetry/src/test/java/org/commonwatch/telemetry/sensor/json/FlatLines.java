package org.commonwatch.telemetry.sensor.json;

import org.commonwatch.telemetry.Given;
import org.commonwatch.telemetry.simulation.Format;
import org.commonwatch.telemetry.simulation.Plan;
import org.commonwatch.telemetry.simulation.Simulation;
import org.commonwatch.testkit.Cases;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes lines as sensors write them that write flat objects, good ones and others. */
final class FlatLines {
    private static final int SIMULATED = 2_000;

    private static final String[] ZEEK_KEYS =
            words(
                    """
                    _path | @stream | ts | id.orig_h | id_orig_h | id | src | src_ip | id.resp_h
                    dst | id.orig_p | id.resp_p | p | proto | service | conn_state | orig_bytes
                    resp_bytes | resp_pkts | note | seen.indicator | seen | query | host | uri
                    server_name | md5 | sha1 | sha256 | user | username | ja3 | ja4
                    auth_success | id/orig_h | uid | history | Ts | tss |  | t
                    a key of more than sixteen bytes
                    """);
    private static final String[] COWRIE_KEYS =
            words(
                    """
                    eventid | timestamp | src_ip | dst_ip | src_port | dst_port | username | url
                    shasum | password | message | session | sensor | input |  | eventids
                    eventi
                    """);
    private static final String[] VALUES =
            words(
                    """
                    "conn" | "dns" | "http" | "ssh" | "intel" | "loaded_scripts"
                    1772359200.250000 | 1772359200.25 | 1772359200 | "1772359200.123456"
                    "2026-03-01T10:00:00.250000Z" | "2026-03-01T10:00:00.2Z"
                    "2026-03-01 10:00:00" | "2026-03-01T10:00:61.250000Z"
                    "2026-02-30T10:00:00.250000Z" | "2026-03-01T10:00:00.250000+0100"
                    "198.51.100.7" | "[2001:db8::7]" | "2001:db8::9%eth0" | "198.51.100.07"
                    "[]" | "[" | "" | 443 | 65535 | 65536 | -1 | 0 | -0 | 1.50 | 1e3 | 1E+3
                    "80" | "0000000080" | "000000080" | true | false | null | "tcp" | "UDP"
                    "17" | "S0" | "REJ" | "RSTO" | "SF" | "F" | "-" | "Scan::Port_Scan"
                    "cowrie.login.failed" | "cowrie.login.success" | "cowrie.command.input"
                    "cowrie.session.closed" | "cowrie.sauna" | "other" | "a\\u0062c" | "\\n"
                    "\\ud800" | "\\\\" | "\\"" | "ü" | "host.example" | "/a?b=\\"c\\""
                    "00112233445566778899aabbccddeeff"
                    "0011223344556677889900112233445566778899"
                    "00112233445566778899aabbccddeefg" | [] | [ ] | [1,2] | ["a", "b"]
                    [null,true] | [[1]] | [{}] | {} | {"orig_h":"198.51.100.8"}
                    {"indicator":"bad.example"}
                    "a string that is longer than any word of eight bytes, and then some"
                    """);

    // Of which no JSON is made.
    private static final String[] WRONG =
            words(
                    """
                    1772359200,5 | 00 | 0000080 | 1. | .5 | - | +1 | nul | True | "\\x"
                    "\\u00e" | [1,] | [,1] | "open | "\t" | 'a'
                    """);
    private static final String[] BLANKS = {"", "", "", "", " ", "  ", "\t", "\r"};
    private static final String[] ENDS = {
        "\n", "\n", "\n", "\n", "\r\n", " \n", "\r\r\n", "}\n", "x\n", "\n\n"
    };

    private final String[] keys;
    private final List<byte[]> sample;

    /** Lines of a format; some are those of its simulation, and what is given. */
    FlatLines(Format format, List<byte[]> given) {
        keys = format == Format.ZEEK ? ZEEK_KEYS : COWRIE_KEYS;
        Plan plan = new Plan(7, SIMULATED, 30, Instant.parse("2030-03-04T00:00:00Z"), 500);
        sample = new ArrayList<>(given);
        sample.addAll(lines(Given.everything(new Simulation(plan, format, Given.SENSOR))));
    }

    /** Each with its end. */
    static List<byte[]> lines(byte[] bytes) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                lines.add(Arrays.copyOfRange(bytes, from, i + 1));
                from = i + 1;
            }
        }
        return lines;
    }

    /** Lines that are as they should be. */
    List<byte[]> sample() {
        return sample;
    }

    /** Some lines, of all sorts; the last may have no end. */
    byte[] some(RandomGenerator random) {
        var all = new ByteArrayOutputStream();
        for (int i = random.nextInt(40); i >= 0; i--) {
            byte[] line =
                    random.nextInt(3) == 0
                            ? made(random)
                            : sample.get(random.nextInt(sample.size())).clone();
            for (int times = random.nextInt(3); times > 0; times--) {
                line = mutated(line, random);
            }
            all.writeBytes(line);
        }
        byte[] bytes = all.toByteArray();
        return Arrays.copyOf(bytes, bytes.length - random.nextInt(2));
    }

    private byte[] made(RandomGenerator random) {
        boolean spaced = random.nextInt(4) == 0;
        StringBuilder line = new StringBuilder(random.nextInt(30) == 0 ? "\uFEFF{" : "{");
        String[] values = random.nextInt(8) == 0 ? WRONG : VALUES;
        int members = random.nextInt(12);
        int wrong = random.nextInt(members + 1);
        String key = keys[0];
        for (int i = 0; i < members; i++) {
            key = random.nextInt(10) == 0 ? key : Cases.any(keys, random);
            line.append(i == 0 ? "" : ",").append(blank(spaced, random));
            line.append('"').append(key).append('"');
            line.append(blank(spaced, random)).append(':').append(blank(spaced, random));
            line.append(Cases.any(i == wrong ? values : VALUES, random));
            line.append(blank(spaced, random));
        }
        line.append('}').append(Cases.any(ENDS, random));
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String[] words(String table) {
        return table.strip().split("\\s*[|\\n]\\s*");
    }

    private static String blank(boolean spaced, RandomGenerator random) {
        return spaced ? Cases.any(BLANKS, random) : "";
    }

    private byte[] mutated(byte[] line, RandomGenerator random) {
        if (line.length == 0) {
            return line;
        }
        int at = random.nextInt(line.length);
        return switch (random.nextInt(6)) {
            case 0 -> line;
            case 1 -> {
                line[at] = (byte) random.nextInt(256);
                yield line;
            }
            case 2 -> {
                byte[] odd = {'"', '\\', '{', '}', '[', ']', ',', ':', ' ', '0', 'e', '.', -1, 0};
                line[at] = odd[random.nextInt(odd.length)];
                yield line;
            }
            case 3 -> join(Arrays.copyOf(line, at), Arrays.copyOfRange(line, at + 1, line.length));
            case 4 -> {
                byte[] value = Cases.any(VALUES, random).getBytes(StandardCharsets.UTF_8);
                byte[] head = join(Arrays.copyOf(line, at), value);
                yield join(head, Arrays.copyOfRange(line, at, line.length));
            }
            default -> valued(line, random);
        };
    }

    // With another value behind one of its colons.
    private byte[] valued(byte[] line, RandomGenerator random) {
        String text = new String(line, StandardCharsets.ISO_8859_1);
        int colon = text.indexOf(':', random.nextInt(text.length()));
        int comma = colon < 0 ? -1 : text.indexOf(",\"", colon);
        if (comma < 0) {
            return line;
        }
        byte[] value = Cases.any(VALUES, random).getBytes(StandardCharsets.UTF_8);
        byte[] head = join(Arrays.copyOf(line, colon + 1), value);
        return join(head, Arrays.copyOfRange(line, comma, line.length));
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
