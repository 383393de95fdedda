package org.commonwatch.telemetry.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.telemetry.Given;
import org.commonwatch.telemetry.ReadLine;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

class EveReaderTest {
    private static final String TIME = "\"timestamp\":\"2017-03-06T06:54:06.047429+0000\"";
    private static final String DNS = "{" + TIME + ",\"event_type\":\"dns\"}";

    @Test
    void anAlertIsReadWithItsSourceKindAndEstablishment() {
        ReadLine event =
                event(
                        "{"
                                + TIME
                                + """
                                ,"event_type":"alert","src_ip":"198.18.0.1","src_port":"4711",
                                "dest_ip":"2001:DB8:0:0::1%eth0","proto":"TCP","app_proto":"failed",
                                "alert":{"category":"A Network Trojan was detected","severity":1},
                                "flow":{"pkts_toserver":3,"pkts_toclient":2},"vlan":null}
                                """
                                        .replace("\n", ""));
        assertThat(event.time()).isEqualTo(Instant.parse("2017-03-06T06:54:06.047429Z"));
        assertThat(event.source()).hasToString("ipv4 198.18.0.1");
        assertThat(event.target()).hasToString("ipv6 2001:db8::1");
        assertThat(event.classified())
                .isEqualTo(new ReadLine.Classified(Unit.ALERT, Kind.MALWARE, true, true));
    }

    @Test
    void namesUrlsAndHashesAreThereToBeMatched() {
        ReadLine event =
                event(
                        "{"
                                + TIME
                                + """
                                ,"event_type":"http","src_ip":null,
                                "dns":{"rrname":"A.example","queries":[{"rrname":"b.example"},7,[]],
                                "query":[{"rrname":"c.example","rrtype":"A"},{"rrname":null}]},
                                "tls":{"sni":"d.example."},
                                "http":{"hostname":"E.example","url":"/x?y"},
                                "fileinfo":{"md5":"00112233445566778899AABBCCDDEEFF","sha1":"no"}}
                                """
                                        .replace("\n", ""));
        assertThat(event.source()).isNull();
        assertThat(event.texts())
                .containsExactlyInAnyOrder(
                        "DNS_NAME A.example",
                        "DNS_NAME b.example",
                        "DNS_NAME c.example",
                        "TLS_SNI d.example.",
                        "HOST E.example",
                        "URL http://E.example/x?y",
                        "MD5 00112233445566778899AABBCCDDEEFF",
                        "SHA1 no");
    }

    @Test
    void ofADoubledKeyTheLastCounts() {
        ReadLine event =
                event(
                        "{"
                                + TIME
                                + ",\"event_type\":\"alert\",\"event_type\":\"flow\""
                                + ",\"src_ip\":\"198.18.0.1\",\"src_ip\":null,\"flow\":7"
                                + ",\"flow\":{\"state\":\"new\"},\"flow\":{\"pkts_toclient\":0}"
                                + ",\"proto\":\"UDP\"}");
        assertThat(event.source()).isNull();
        // No state is left of the first flow, or it would be a probe.
        assertThat(event.classified().unit()).isEqualTo(Unit.CONTEXT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"timestamp\":\"2017-03-06T06:54:10 | TRUNCATED",
                "{\"a\":{\"b\":1} | TRUNCATED",
                "hello | NOT_JSON",
                "{'a':1} | NOT_JSON",
                "[{\"a\":1}] | NOT_AN_OBJECT",
                "\"text\" | NOT_AN_OBJECT",
                "17 | NOT_AN_OBJECT",
                "{\"event_type\":\"dns\"} | NO_TIMESTAMP",
                "{\"timestamp\":null,\"event_type\":\"dns\"} | NO_TIMESTAMP",
                "{\"timestamp\":\"x\",\"event_type\":\"dns\"} | UNREADABLE_TIMESTAMP",
                "{\"timestamp\":1488783246,\"event_type\":\"dns\"} | WRONG_TYPE",
                "{T} | NO_EVENT_TYPE",
                "{T,\"F\":\"stats\"} | NO_EVENT_TYPE",
                "{T,\"event_type\":\"\"} | NO_EVENT_TYPE",
                "{T,\"event_type\":[\"dns\"]} | WRONG_TYPE",
                "{T,\"event_type\":\"alert\",\"alert\":[{\"category\":\"x\"}]} | WRONG_TYPE",
                "{T,\"event_type\":\"dns\",\"src_ip\":{}} | WRONG_TYPE",
                "{T,\"event_type\":\"dns\"}{T,\"event_type\":\"dns\"} | TRAILING_TEXT",
                "{T,\"event_type\":\"dns\"}} | TRAILING_TEXT",
                "{T,\"event_type\":\"dns\"},x | TRAILING_TEXT"
            })
    void aLineThatCannotBeReadSaysWhy(String line, Reason reason) {
        byte[] bytes = Given.bytes(DNS + "\n" + line.replace("{T", "{" + TIME) + "\n" + DNS);
        assertThat(Given.lines(Given.bytes(line.replace("{T", "{" + TIME))))
                .singleElement()
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason));
        List<Object> among = Given.lines(bytes);
        assertThat(among.getFirst()).isInstanceOf(ReadLine.class);
        assertThat(among.getLast()).isInstanceOf(ReadLine.class);
    }

    @Test
    void aRejectedLineIsFoundAgainByNumberAndOffset() {
        List<Object> lines =
                Given.lines(
                        Given.bytes(
                                "\n" + DNS + "\r\n{\"timestamp\":\"x\",\"event_type\":\"dns\"}"));
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEqualTo(ReadLine.SKIPPED);
        assertThat(lines.get(2))
                .isEqualTo(new Rejected(3, 3 + DNS.length(), Reason.UNREADABLE_TIMESTAMP, "x"));
        assertThat(((Rejected) lines.get(2)).why()).isEqualTo("unreadable timestamp 'x'");
    }

    @Test
    void nulBytesAreNamedAsSuch() {
        assertThat(Given.lines(Given.bytes("\0\0\0" + DNS + "\n\0")))
                .containsExactly(
                        new Rejected(1, 0, Reason.NUL_BYTES, ""),
                        new Rejected(2, DNS.length() + 4, Reason.NUL_BYTES, ""));
    }

    @Test
    void aByteOrderMarkBeforeARecordIsNoMatter() {
        assertThat(Given.lines(Given.bytes("\uFEFF" + DNS + "\n\uFEFF" + DNS)))
                .hasSize(2)
                .allMatch(ReadLine.class::isInstance);
    }

    @Test
    void depthIsReadToTheLimitAndNoDeeper() {
        int free = EveReader.DEPTH_LIMIT - 1; // the record itself is the first level
        assertThat(Given.lines(nested(free))).first().isInstanceOf(ReadLine.class);
        assertThat(Given.lines(nested(free + 1)))
                .containsExactly(new Rejected(1, 0, Reason.TOO_DEEP, ""));
        assertThat(Given.lines(nested(100_000)))
                .containsExactly(new Rejected(1, 0, Reason.TOO_DEEP, ""));
    }

    @Test
    void aRecordOfExactlyTheLengthLimitIsReadAndOneByteMoreIsNot() {
        String head = "{" + TIME + ",\"event_type\":\"dns\",\"pad\":\"";
        int free = Chunk.LINE_LIMIT - head.length() - 2;
        String longest = head + "p".repeat(free) + "\"}";
        assertThat(Given.lines(Given.bytes(longest))).first().isInstanceOf(ReadLine.class);
        String longer = head + "p".repeat(free + 1) + "\"}";
        assertThat(Given.lines(Given.bytes(longer)))
                .containsExactly(new Rejected(1, 0, Reason.TOO_LONG, ""));
        var byHand = new Chunk.Lines(Given.bytes(longer), 7, 9);
        assertThat(Given.count(List.of(byHand), Given.table(List.of())).rejects().first())
                .containsExactly(new Rejected(7, 9, Reason.TOO_LONG, ""));
    }

    /** Whatever the bytes, nothing is thrown, and every line has become something. */
    @Test
    void anyBytesAreRead() {
        Cases.check(
                3_000,
                random -> {
                    byte[] bytes = new byte[random.nextInt(400)];
                    random.nextBytes(bytes);
                    for (int i = 0; i < bytes.length; i++) {
                        if (random.nextInt(3) > 0) {
                            bytes[i] =
                                    (byte) "{}[]\":,\\u0e-1 \n\r\tntf".charAt(random.nextInt(20));
                        }
                    }
                    assertThat(Given.lines(bytes)).hasSize(lineCount(bytes));
                });
    }

    /** A damaged record never throws and never takes its neighbours with it. */
    @Test
    void oneBadLineHarmsNoOther() {
        Cases.check(
                3_000,
                random -> {
                    byte[] bad = mutated(Given.simulated(Given.plan(random, 1)), random);
                    byte[] before = Given.bytes(DNS + "\n");
                    byte[] after = Given.bytes("\n" + DNS + "\n");
                    byte[] all = new byte[before.length + bad.length + after.length];
                    System.arraycopy(before, 0, all, 0, before.length);
                    System.arraycopy(bad, 0, all, before.length, bad.length);
                    System.arraycopy(after, 0, all, before.length + bad.length, after.length);
                    List<Object> lines = Given.lines(all);
                    assertThat(lines).hasSize(lineCount(all));
                    assertThat(lines.getFirst()).isInstanceOf(ReadLine.class);
                    assertThat(lines.getLast()).isInstanceOf(ReadLine.class);
                });
    }

    private static byte[] mutated(byte[] bytes, RandomGenerator random) {
        byte[] copy = bytes.clone();
        for (int i = random.nextInt(6); i >= 0 && copy.length > 0; i--) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        return Arrays.copyOf(copy, copy.length - random.nextInt(1 + copy.length / 2));
    }

    private static int lineCount(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int ends = (int) text.chars().filter(c -> c == '\n').count();
        return text.isEmpty() || text.endsWith("\n") ? ends : ends + 1;
    }

    private static byte[] nested(int depth) {
        return Given.bytes(
                "{"
                        + TIME
                        + ",\"event_type\":\"dns\",\"deep\":"
                        + "[".repeat(depth)
                        + "]".repeat(depth)
                        + "}");
    }

    private static ReadLine event(String line) {
        assertThat(Given.lines(Given.bytes(line))).hasSize(1);
        return (ReadLine) Given.lines(Given.bytes(line)).getFirst();
    }
}
