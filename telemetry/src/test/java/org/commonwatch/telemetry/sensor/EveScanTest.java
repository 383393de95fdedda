package org.commonwatch.telemetry.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.telemetry.Given;
import org.commonwatch.telemetry.ReadLine;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The fast path against Jackson, line by line. The study of a million documents is {@code
 * -Dtest=EveScanTest -Dcases.count=100000}.
 */
class EveScanTest {
    private static final int CASES = 2_000;
    private static final int DOCUMENTS = 10;
    private static final List<String> KEYS =
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
                    "fileinfo",
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
                    "sha256",
                    "x",
                    "",
                    "a long key of no use to anybody at all, with a comma",
                    "xtimestamp",
                    "_ip",
                    "bytes_toclient",
                    "xpkts_toclient",
                    "x\\\"pkts_toclient",
                    "\\\"sni",
                    "x\\\"url",
                    "\\\\state");
    private static final List<String> VALUES =
            List.of(
                    "null",
                    "true",
                    "false",
                    "0",
                    "-0",
                    "7",
                    "443",
                    "65536",
                    "1.5",
                    "-2e+10",
                    "1E5",
                    "\"\"",
                    "\"TCP\"",
                    "\"udp\"",
                    "\"new\"",
                    "\"established\"",
                    "\"alert\"",
                    "\"flow\"",
                    "\"Misc Attack\"",
                    "\"A Network Trojan was detected\"",
                    "\"ET SCAN a\"",
                    "\"ET \\/ SQL\\tInjection\"",
                    "\"phishing \\u00e4\"",
                    "\"198.18.0.1\"",
                    "\"2001:db8::1\"",
                    "\"fe80::1%eth0\"",
                    "\"2017-03-06T06:54:06.047429+0000\"",
                    "\"2017-03-06T06:54:06Z\"",
                    "\"0\"",
                    "\"a.example\"",
                    "\"/x\\/y?z=\\\"1\\\"\"",
                    "\"tab\\there\"",
                    "\"\\u0041\"",
                    "\"é\"",
                    "\"a:b,{c}[d]\"",
                    "\"\\\\\"",
                    "\"\\\\\\\"\"",
                    "\"80\"",
                    "[]",
                    "{}",
                    "[1,2]",
                    "[null,\"a\"]",
                    "[{\"rrname\":\"b.example\"}]",
                    "[[1],{}]",
                    "123456789012345678901234567890");
    private static final List<String> ODD =
            List.of(
                    "01",
                    "1.",
                    ".5",
                    "+1",
                    "tru",
                    "nul",
                    "nulll",
                    "\"",
                    "\"\\x\"",
                    "\"\\u12\"",
                    "\"\t\"",
                    "'a'",
                    "1 ",
                    " 1",
                    "[1,]",
                    "[,1]",
                    "[1 2]",
                    "{\"a\"}",
                    "{\"a\":}",
                    "{1:2}",
                    "{\"a\":1,}",
                    "[\"a\":1]",
                    "{\"a\":1]",
                    "[1}",
                    "-",
                    "1e",
                    "1e+",
                    "\"a\"\"b\"",
                    "NaN",
                    "\\",
                    "{\"a\":1\"b\":2}",
                    "{\"a\" :1}",
                    "\"\u007f\"");

    private static final List<String> INSERTED =
            List.of(
                    "x",
                    "1",
                    "\\",
                    "\\\"",
                    "x\\\"",
                    "\"",
                    "\",\"",
                    ",",
                    ":",
                    "{",
                    "}",
                    "[",
                    "]",
                    "{}",
                    "[]",
                    ",1",
                    "1,",
                    "null,",
                    "true",
                    "\"x\":1,",
                    "-",
                    ".5");

    /** Whatever the bytes, both ways of reading give the same events and the same rejects. */
    @Test
    void theFastPathIsTheSlowPath() {
        SensorReader fast = new EveReader(CountingRule.ATTACKS);
        SensorReader slow = new EveReader(CountingRule.ATTACKS, new Blind());
        Cases.check(
                CASES,
                random -> {
                    byte[] lines = documents(random);
                    assertThat(read(fast, lines)).isEqualTo(read(slow, lines));
                });
    }

    /** A record like one before is read as if it were the first. */
    @Test
    void whatWasReadBeforeChangesNothing() {
        SensorReader slow = new EveReader(CountingRule.ATTACKS, new Blind());
        Cases.check(
                CASES,
                random -> {
                    SensorReader fast = new EveReader(CountingRule.ATTACKS);
                    String document = document(random) + "\n";
                    read(fast, Given.bytes(document.repeat(2)));
                    StringBuilder variants = new StringBuilder(document);
                    for (int i = 0; i < DOCUMENTS; i++) {
                        variants.append(variant(document, random));
                    }
                    byte[] lines = Given.bytes(variants.toString());
                    assertThat(read(fast, lines)).isEqualTo(read(slow, lines));
                });
    }

    /** Of the longest key there is no room to compare the byte before with the rest. */
    @Test
    void aKeyThatOnlyEndsLikeTheLongestIsAnother() {
        String record =
                "{\"timestamp\":\"2017-03-06T06:54:06Z\",\"event_type\":\"flow\","
                        + "\"flow\":{\"x\":1,\"";
        String longest = record + "pkts_toclient\":0}}\n";
        byte[] lines = Given.bytes(longest + longest + record + "x\\\"pkts_toclient\":0}}\n");
        SensorReader slow = new EveReader(CountingRule.ATTACKS, new Blind());
        assertThat(read(new EveReader(CountingRule.ATTACKS), lines)).isEqualTo(read(slow, lines));
    }

    /** Records with as many steps as are learned, some less and some more. */
    @Test
    void aRecordMayBeLongerThanIsLearned() {
        for (int more = 0; more < 64; more++) {
            String members = "\"x\":1,".repeat(EvePaths.MOST_STEPS - 60 + more);
            String record = usual(1).replace("\"flow\":{", "\"flow\":{" + members);
            EveReader fast = new EveReader(CountingRule.ATTACKS);
            SensorReader slow = new EveReader(CountingRule.ATTACKS, new Blind());
            byte[] lines = Given.bytes(record.repeat(3) + usual(2));
            assertThat(read(fast, lines)).isEqualTo(read(slow, lines));
            assertThat(fast.slowLines()).isZero();
        }
    }

    /** A value that is missing, or more than one, does not make the rest another record. */
    @Test
    void whatStandsBetweenValuesIsNotEnough() {
        String good = usual(1);
        SensorReader slow = new EveReader(CountingRule.ATTACKS, new Blind());
        for (String value : List.of("", "-", "05", "1-", "1,2", "1e", "true", "\"", "\"5\"")) {
            for (String number : List.of("\"flow_id\":1", "_port\":2", "\"severity\":3")) {
                String key = number.substring(0, number.length() - 1);
                String bad = good.replace(number, key + value);
                byte[] lines = Given.bytes(good.repeat(2) + bad + good);
                assertThat(read(new EveReader(CountingRule.ATTACKS), lines))
                        .isEqualTo(read(slow, lines));
            }
        }
    }

    /** What the fast path leaves to the slow one is the exception. */
    @Test
    void usualLinesAreReadFast() {
        EveReader reader = new EveReader(CountingRule.ATTACKS);
        byte[] lines = Given.bytes(usual(0).repeat(1_000));
        read(reader, lines);
        assertThat(reader.slowLines()).isZero();
    }

    @Test
    void aBrokenLineHarmsNoneAfterItWhereverItBreaks() {
        String good = usual(1);
        for (int cut = 0; cut < good.length() - 1; cut++) {
            byte[] lines = Given.bytes(good.substring(0, cut) + "\n" + good + good);
            List<String> read = read(new EveReader(CountingRule.ATTACKS), lines);
            assertThat(read.get(0)).startsWith("ReadLine").isEqualTo(read.get(1));
        }
    }

    private static String usual(int i) {
        return "{\"timestamp\":\"2017-03-06T06:54:06.04742"
                + i
                + "+0000\",\"flow_id\":1,\"event_type\":\"alert\",\"vlan\":[1,2],"
                + "\"src_ip\":\"198.18.0.1\",\"src_port\":1,\"dest_ip\":\"198.19.0.1\","
                + "\"dest_port\":2,\"proto\":\"TCP\",\"alert\":{\"action\":\"allowed\","
                + "\"signature\":\"A \\\"test\\\"\",\"category\":\"Misc\",\"severity\":3,"
                + "\"metadata\":{\"tag\":[\"x\",\"y\"]}},\"http\":{\"hostname\":\"a.example\","
                + "\"url\":\"\\/x\"},\"app_proto\":\"http\",\"flow\":{\"pkts_toclient\":9,"
                + "\"rate\":-1.5e3,\"ok\":true,\"no\":null}}\n";
    }

    private static List<String> read(SensorReader reader, byte[] lines) {
        List<String> all = new ArrayList<>();
        // The same lines as one chunk, and cut in pieces by whoever tests splits: see ReadLine.
        Batch batch = new Batch();
        var chunk = new Chunk.Lines(lines, 1, 0);
        batch.clear(chunk);
        reader.read(chunk, batch);
        Events events = batch.events();
        for (int i = 0; i < events.count(); i++) {
            all.add(
                    ReadLine.of(events, i)
                            + " "
                            + events.sourcePort(i)
                            + " "
                            + events.targetPort(i)
                            + " "
                            + events.protocol(i)
                            + " "
                            + events.severity(i)
                            + " "
                            + events.facts(i));
        }
        all.add("skipped " + batch.skipped() + " of " + batch.lines());
        batch.rejected().forEach(rejected -> all.add(rejected.toString()));
        return all;
    }

    private static byte[] documents(RandomGenerator random) {
        var all = new ByteArrayOutputStream();
        for (int i = 0; i < DOCUMENTS; i++) {
            byte[] line =
                    random.nextInt(4) == 0
                            ? Given.simulated(Given.plan(random, 1))
                            : Given.bytes(document(random));
            if (random.nextInt(3) == 0) {
                mutate(line, random);
            }
            all.writeBytes(line);
            all.write('\n');
        }
        byte[] lines = all.toByteArray();
        return random.nextBoolean() ? lines : Arrays.copyOf(lines, lines.length - 1);
    }

    private static void mutate(byte[] line, RandomGenerator random) {
        String likely = "{}[]\":,\\\n 0a1-.eu\r\t\0";
        for (int i = random.nextInt(3); i >= 0 && line.length > 0; i--) {
            line[random.nextInt(line.length)] =
                    random.nextInt(4) == 0
                            ? (byte) random.nextInt(256)
                            : (byte) likely.charAt(random.nextInt(likely.length()));
        }
    }

    private static String document(RandomGenerator random) {
        StringBuilder text = new StringBuilder("{");
        if (random.nextInt(8) > 0) {
            text.append("\"timestamp\":\"2017-03-06T06:54:06.047429+0000\",");
            text.append("\"event_type\":\"").append(random.nextBoolean() ? "alert" : "flow");
            text.append('"');
        } else {
            text.append("\"x\":1");
        }
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(',').append(member(random, 0));
        }
        return text.append('}').append(random.nextInt(30) == 0 ? "\r" : "").toString();
    }

    private static String member(RandomGenerator random, int depth) {
        return '"' + any(KEYS, random) + "\":" + value(random, depth);
    }

    private static String value(RandomGenerator random, int depth) {
        int pick = random.nextInt(100);
        if (pick == 0) {
            return any(ODD, random);
        }
        if (pick < 70 || depth > 3) {
            return any(VALUES, random);
        }
        StringBuilder text = new StringBuilder(pick < 92 ? "{" : "[");
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(pick < 92 ? member(random, depth + 1) : value(random, depth + 1));
            text.append(i > 1 ? "," : "");
        }
        return text.append(pick < 92 ? "}" : "]").toString();
    }

    // One thing is different: a key, or what stands next to some mark.
    private static String variant(String document, RandomGenerator random) {
        String key = '"' + any(KEYS, random) + "\":";
        int at = document.indexOf(key, random.nextInt(document.length()));
        StringBuilder text = new StringBuilder(document);
        if (at >= 0) {
            int value = at + key.length();
            return random.nextBoolean()
                    ? text.replace(at + 1, value - 2, any(KEYS, random)).toString()
                    : text.insert(value, any(VALUES, random) + ",\"x\":").toString();
        }
        at = random.nextInt(document.length() - 1);
        while ("\"{}[],:".indexOf(document.charAt(at)) < 0) {
            at--;
        }
        return switch (random.nextInt(3)) {
            case 0 -> text.insert(at, any(INSERTED, random)).toString();
            case 1 -> text.insert(at + 1, any(INSERTED, random)).toString();
            default -> text.deleteCharAt(at).toString();
        };
    }

    private static String any(List<String> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }

    /** Sees nothing but line ends, so that every line takes the slow path. */
    private static final class Blind implements StructuralScanner {
        @Override
        public String name() {
            return "blind";
        }

        @Override
        public void values(byte[] bytes, int from, int blocks, long[] masks, int first) {
            // Nothing is a value.
            Arrays.fill(masks, first, first + VALUE_MASKS * blocks, -1);
        }

        @Override
        public boolean isSame(byte[] bytes, int from, byte[] other, int otherFrom, int count) {
            return false;
        }

        @Override
        public void begin() {
            // Remembers nothing.
        }

        @Override
        public void scan(Marks marks) {
            for (int i = 0; i < marks.blocks(); i++) {
                long lineEnds = 0;
                for (int j = 0; j < Marks.BLOCK_BYTES; j++) {
                    lineEnds |= marks.bytes()[marks.from(i) + j] == '\n' ? 1L << j : 0;
                }
                marks.places()[i] = lineEnds;
                marks.doubtful()[i] = lineEnds;
                marks.lineEnds()[i] = lineEnds;
            }
        }
    }
}
