package org.commonwatch.archive.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.Progress;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Observable.Kind;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.matching.IndicatorTableBuilder;
import org.commonwatch.telemetry.matching.Origin;
import org.commonwatch.telemetry.sensor.AddressText;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class IndicatorReadingTest {
    private static final Instant AS_OF = Instant.parse("2030-03-04T00:00:00Z");
    private static final String HEADER = "value,type,source\n";

    @TempDir private Path folder = Path.of("");

    /** What was read, and what became of its rows. */
    private record Read(IndicatorTable table, ListAccount account, Map<String, Long> repeated) {}

    private Read read(String name, String text) throws IOException {
        return read(Files.writeString(folder.resolve(name), text));
    }

    private static Read read(Path file) {
        IndicatorTableBuilder into = IndicatorTable.builder();
        ListAccount account = IndicatorReading.read(file, into, AS_OF, Progress.unwatched());
        IndicatorTable table = into.build();
        return new Read(table, account, into.repeated());
    }

    // By number, so that where they come from is known too.
    static Map<StixId, Origin> found(IndicatorTable table, Kind kind, String value) {
        Events events = new Events();
        events.clear(new byte[0]);
        events.begin();
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        switch (kind) {
            case IPV4, IPV6, CIDR -> new AddressText().source(bytes, 0, bytes.length, events);
            case DOMAIN -> events.putText(Text.HOST, value);
            case URL, URL_PREFIX -> events.putText(Text.URL, value);
            case MD5 -> events.putText(Text.MD5, value);
            case SHA1 -> events.putText(Text.SHA1, value);
            case SHA256 -> events.putText(Text.SHA256, value);
            case EMAIL -> {}
        }
        events.end();
        Map<StixId, Origin> found = new HashMap<>();
        table.matcher()
                .match(events, (i, number) -> found.put(table.id(number), table.origin(number)));
        return found;
    }

    @Test
    void aCsvListIsReadWithItsSourcesAndDays() throws IOException {
        Read read =
                read(
                        "list.csv",
                        """
                        value,type,source,last_seen
                        198.18.0.1,ipv4,feed one,2018-11-24
                        evil[.]example,domain,"two, three",2018-11-25T10:00:00Z
                        198.18.0.1,ipv4,again,
                        300.18.0.1,ipv4,wrong,
                        """);
        assertThat(read.account.format()).isEqualTo("CSV");
        assertThat(read.account.rows().kept()).isEqualTo(3);
        assertThat(read.account.rows().rejected()).isEqualTo(1);
        assertThat(read.account.rows().all()).isEqualTo(4);
        assertThat(read.account.firstRejected().getFirst().line()).isEqualTo(5);
        assertThat(read.repeated).containsValue(1L);
        String list = "" + folder.resolve("list.csv");
        assertThat(found(read.table, Kind.IPV4, "198.18.0.1").values())
                .containsExactly(new Origin(list, "feed one", 17_859));
        assertThat(found(read.table, Kind.DOMAIN, "www.evil.example").values())
                .containsExactly(new Origin(list, "two, three", 17_860));
        assertThat(read.table.lists().get(list)).isEqualTo(new IndicatorTable.ListShare(2, 17_860));
    }

    @Test
    void aPlainListIsGuessedRowByRow() throws IOException {
        Read read =
                read(
                        "list.txt",
                        """
                        \uFEFF# a comment

                        198.18.0.1
                         198.18.1[.]2 # the second
                        198.19.0.0/16
                        2001:db8::1
                        Evil.Example.
                        hxxp://evil.example/a#b
                        http://evil.example/path/*
                        00112233445566778899AABBCCDDEEFF
                        one two
                        localhost
                        """);
        assertThat(read.account.format()).isEqualTo("plain list");
        assertThat(read.account.rows().kept()).isEqualTo(8);
        assertThat(read.account.firstRejected())
                .extracting(Rejected::line)
                .containsExactly(11L, 12L);
        assertThat(read.account.firstRejected().getFirst().reason()).contains("'one two'");
        assertThat(found(read.table, Kind.IPV4, "198.18.1.2")).hasSize(1);
        assertThat(found(read.table, Kind.IPV4, "198.19.7.7")).hasSize(1);
        assertThat(found(read.table, Kind.IPV6, "2001:db8::1")).hasSize(1);
        assertThat(found(read.table, Kind.DOMAIN, "a.evil.example")).hasSize(1);
        assertThat(found(read.table, Kind.URL, "http://evil.example/a")).hasSize(1);
        assertThat(found(read.table, Kind.URL, "http://evil.example/path/x?y")).hasSize(1);
        assertThat(found(read.table, Kind.URL, "http://evil.example/pat")).isEmpty();
        assertThat(found(read.table, Kind.MD5, "00112233445566778899aabbccddeeff")).hasSize(1);
    }

    private static String indicator(int number, String more, String pattern) {
        return "{\"type\":\"indicator\",\"id\":\"indicator--00000000-0000-4000-8000-00000000000"
                + number
                + "\",\"nested\":{\"type\":\"x\"},"
                + more
                + "\"pattern\":\""
                + pattern.replace("\\", "\\\\")
                + "\"}";
    }

    @Test
    void aStixBundleIsReadWithItsIdsAndWhatDoesNotHoldIsCounted() throws IOException {
        String times = "\"valid_from\":\"2030-01-02T00:00:00Z\",\"valid_until\":";
        Read read =
                read(
                        "bundle.json",
                        "{\"type\":\"bundle\",\"objects\":["
                                + String.join(
                                        ",",
                                        indicator(1, "", "[ipv4-addr:value = '198.18.0.1']"),
                                        indicator(
                                                2,
                                                times + "\"2030-03-04T00:00:00.001Z\",",
                                                "[domain-name:value = 'evil.example' OR"
                                                        + " url:value = 'http://evil.example/']"
                                                        + " OR [ipv4-addr:value ISSUBSET"
                                                        + " '198.19.0.0/16']"),
                                        indicator(
                                                3,
                                                times + "\"2030-03-04T00:00:00Z\",",
                                                "[ipv4-addr:value = '198.18.0.3']"),
                                        indicator(
                                                4,
                                                "\"revoked\":true,",
                                                "[ipv4-addr:value = '198.18.0.4']"),
                                        indicator(
                                                5,
                                                "",
                                                "[ipv4-addr:value = '1.2.3.4' AND a:b = 'c']"),
                                        indicator(6, "\"pattern_type\":\"sigma\",", "title: x"),
                                        indicator(
                                                7,
                                                "\"modified\":\"2030-01-01T00:00:00Z\",",
                                                "[ipv4-addr:value = '198.18.0.7']"),
                                        indicator(
                                                7,
                                                "\"modified\":\"2030-01-02T00:00:00Z\",",
                                                "[ipv4-addr:value = '198.18.0.77']"),
                                        "{\"type\":\"indicator\",\"id\":\"x\"}",
                                        "{\"type\":\"malware\",\"id\":\"malware--1\"}")
                                + "]}");
        assertThat(read.account.format()).isEqualTo("STIX bundle");
        assertThat(read.account.rows().kept()).isEqualTo(3);
        assertThat(read.account.rows().rejected()).isEqualTo(1);
        assertThat(read.account.rows().leftOut())
                .isEqualTo(
                        Map.of(
                                "expired", 1L,
                                "revoked", 1L,
                                "an older version", 1L,
                                "a pattern of another language", 1L,
                                "a pattern kept for later, not matched here", 1L));
        StixId second = StixId.parse("indicator--00000000-0000-4000-8000-000000000002");
        assertThat(found(read.table, Kind.DOMAIN, "evil.example")).containsOnlyKeys(second);
        assertThat(found(read.table, Kind.IPV4, "198.19.1.1")).containsOnlyKeys(second);
        assertThat(found(read.table, Kind.IPV4, "198.19.1.1").values())
                .extracting(Origin::day)
                .containsExactly(Days.of("2030-01-02"));
        assertThat(found(read.table, Kind.IPV4, "198.18.0.7")).isEmpty();
        assertThat(found(read.table, Kind.IPV4, "198.18.0.77")).hasSize(1);
    }

    @Test
    void patternsOfOneObservableOrOneOfSeveralAreAnsweredAndNoOthers() {
        Map<String, List<String>> cases =
                Map.ofEntries(
                        Map.entry(
                                "[url:value = 'http://a.example/it\\'s\\\\']",
                                List.of("url http://a.example/it's\\")),
                        Map.entry(
                                "[file:hashes.'SHA-256' = '" + "ab".repeat(32) + "']",
                                List.of("sha256 " + "ab".repeat(32))),
                        Map.entry(
                                "[file:hashes.MD5='" + "AB".repeat(16) + "']",
                                List.of("md5 " + "ab".repeat(16))),
                        Map.entry(
                                "[url:value LIKE 'http://a.example/x%']",
                                List.of("url-prefix http://a.example/x")),
                        Map.entry("[url:value LIKE 'http://a.example/_%']", List.of()),
                        Map.entry("[url:value MATCHES '^http://a\\\\.example/.*']", List.of()),
                        Map.entry("[domain-name:value LIKE 'a%']", List.of()),
                        Map.entry("[ipv4-addr:value = '198.18.0.0/15']", List.of()),
                        Map.entry("[ipv4-addr:value != '198.18.0.1']", List.of()),
                        Map.entry(
                                "[ipv4-addr:value = '198.18.0.1'] FOLLOWEDBY [a:b = 'c']",
                                List.of()),
                        Map.entry("[ipv4-addr:value = '198.18.0.1'] WITHIN 5 SECONDS", List.of()),
                        Map.entry("[(ipv4-addr:value = '198.18.0.1')]", List.of()),
                        Map.entry("", List.of()),
                        Map.entry("[", List.of()),
                        Map.entry("['x']", List.of()));
        cases.forEach((pattern, expected) ->
                assertThat(StixPattern.observables(pattern))
                        .as("%s", pattern)
                        .extracting(Observable::toString)
                        .isEqualTo(expected));
    }

    /** What this house writes as a pattern it also reads. */
    @Test
    void everyPatternOfAnObservableIsRead() {
        for (String text :
                List.of(
                        "ipv4 198.18.0.1",
                        "ipv6 2001:db8::1",
                        "cidr 198.18.0.0/15",
                        "cidr 2001:db8::/32",
                        "domain evil.example",
                        "url http://evil.example/a'b\\c?d=(e)",
                        "url-prefix http://evil.example/a'b\\c?d=(e).%_",
                        "md5 " + "ab".repeat(16),
                        "sha1 " + "ab".repeat(20),
                        "sha256 " + "ab".repeat(32))) {
            int space = text.indexOf(' ');
            var observable =
                    Observable.parse(
                            Kind.parse(text.substring(0, space)), text.substring(space + 1));
            assertThat(StixPattern.observables(observable.pattern())).containsExactly(observable);
        }
    }

    private static String attribute(String type, String value, String more) {
        return "{\"type\":\""
                + type
                + "\",\"value\":\""
                + value
                + "\","
                + more
                + "\"timestamp\":\"1543017600\"}";
    }

    private static String event(String... attributes) {
        return "{\"Event\":{\"info\":\"x\",\"Attribute\":["
                + String.join(",", attributes)
                + "],\"Object\":[{\"name\":\"file\",\"Attribute\":["
                + attribute("filename|sha1", "x.exe|" + "ab".repeat(20), "\"to_ids\":true,")
                + "]}]}}";
    }

    @Test
    void aMispFeedIsReadByItsManifestAndToIdsIsRespected() throws IOException {
        String one = "00000000-0000-4000-8000-000000000001";
        String two = "00000000-0000-4000-8000-000000000002";
        Files.writeString(
                folder.resolve("manifest.json"),
                "{\"" + one + "\":{\"info\":\"x\"},\"" + two + "\":{}}");
        Files.writeString(
                folder.resolve(one + ".json"),
                event(
                        attribute("ip-dst", "198.18.0.1", "\"to_ids\":true,"),
                        attribute("ip-src|port", "198.18.0.2|80", "\"to_ids\":true,"),
                        attribute("ip-dst", "198.18.0.3", "\"to_ids\":false,"),
                        attribute("domain|ip", "evil.example|198.18.0.4", "\"to_ids\":true,"),
                        attribute("domain", "not a name", "\"to_ids\":true,"),
                        attribute("comment", "x", "\"to_ids\":true,")));
        Read read = read(folder);
        assertThat(read.account.format()).isEqualTo("MISP feed");
        assertThat(read.account.rows().kept()).isEqualTo(4);
        assertThat(read.account.rows().leftOut())
                .isEqualTo(
                        Map.of("not for detection (to_ids)", 1L, "a type that is not matched", 1L));
        assertThat(read.account.firstRejected())
                .extracting(Rejected::reason)
                .anyMatch(reason -> reason.contains("'not a name'"))
                .anyMatch(reason -> reason.contains(two));
        for (String address : List.of("198.18.0.1", "198.18.0.2", "198.18.0.4")) {
            assertThat(found(read.table, Kind.IPV4, address).values())
                    .extracting(Origin::day)
                    .containsExactly(17_859);
        }
        assertThat(found(read.table, Kind.IPV4, "198.18.0.3")).isEmpty();
        assertThat(found(read.table, Kind.SHA1, "ab".repeat(20))).hasSize(1);
        Read alone = read(folder.resolve(one + ".json"));
        assertThat(alone.account.format()).isEqualTo("MISP event");
        assertThat(alone.account.rows().kept()).isEqualTo(4);
    }

    @Test
    void whatIsNoListIsRefusedAndBrokenJsonKeepsWhatCameBefore() throws IOException {
        assertThat(refusal("x.json", "{\"a\":1}")).isInstanceOf(ArchiveRefusal.NoIndicators.class);
        assertThat(refusal("x.csv", "value,type\n")).isInstanceOf(ArchiveRefusal.NoHeader.class);
        assertThatThrownBy(() -> read(Files.createDirectory(folder.resolve("empty"))))
                .isInstanceOfSatisfying(
                        ArchiveRefusedException.class,
                        e -> assertThat(e.refusal()).isInstanceOf(ArchiveRefusal.NoFeed.class));
        Read broken =
                read(
                        "broken.json",
                        "{\"type\":\"bundle\",\"objects\":["
                                + indicator(1, "", "[ipv4-addr:value = '198.18.0.1']")
                                + ",{\"type\":");
        assertThat(broken.account.rows().kept()).isEqualTo(1);
        assertThat(broken.account.rows().rejected()).isEqualTo(1);
        Read deep = read("deep.json", "{\"objects\":[{\"a\":" + "[".repeat(Json.DEPTH_LIMIT + 1));
        assertThat(deep.account.rows().rejected()).isEqualTo(1);
    }

    private ArchiveRefusal refusal(String name, String text) {
        List<ArchiveRefusal> refusals = new ArrayList<>();
        assertThatThrownBy(() -> read(name, text))
                .isInstanceOfSatisfying(
                        ArchiveRefusedException.class, e -> refusals.add(e.refusal()));
        return refusals.getFirst();
    }

    /** A row read without care is read as it would be with care. */
    @Test
    void plainRowsAreWhatCarefulReadingMakesOfThem() {
        String[] values = {
            "198.18.0.1",
            "198.18.0.256",
            "198.18.00.1",
            "198.18.0",
            "evil.example",
            "Evil.example",
            "a..example",
            "-_.example",
            "12.34",
            "1.2.3.4.5",
            "a.b.",
            "ab".repeat(16),
            "AB".repeat(16),
            "ab".repeat(20),
            "ab".repeat(32),
            "",
            " evil.example",
            "a".repeat(64) + ".example",
            "x.".repeat(126) + "y",
            "x.".repeat(127) + "y",
            "b\u00fccher.example",
            "198.18.0.1 ",
            "hxxp-evil.example"
        };
        String[] types = {"ipv4", "domain", "md5", "sha1", "sha256", "Domain", " ipv4", "url", ""};
        String[] sources = {"feed", "feed two", "", "\u00e4", "\"q\"", "a,b", "\"", "other"};
        Cases.check(random -> {
            StringBuilder rows = new StringBuilder();
            for (int i = random.nextInt(8); i >= 0; i--) {
                rows.append(Cases.any(values, random)).append(',');
                rows.append(Cases.any(types, random)).append(',');
                rows.append(Cases.any(sources, random))
                        .append(random.nextInt(9) == 0 ? "\r\n" : "\n");
            }
            Path file = folder.resolve("rows.csv");
            Read fast = read(Files.writeString(file, HEADER + rows).toAbsolutePath());
            // With a column more no row is plain.
            String more = rows.toString().replace("\r", "").replace("\n", ",\n");
            Read slow = read(Files.writeString(file, "value,type,source,more\n" + more));
            assertThat(fast.account.rows().kept())
                    .as("%s", rows)
                    .isEqualTo(slow.account.rows().kept());
            assertThat(fast.account.rows().rejected()).isEqualTo(slow.account.rows().rejected());
            assertThat(fast.repeated).isEqualTo(slow.repeated);
            for (String value : values) {
                for (Kind kind : List.of(Kind.IPV4, Kind.DOMAIN, Kind.MD5, Kind.SHA256)) {
                    String shown = value.replace("hxxp", "http");
                    assertThat(found(fast.table, kind, shown))
                            .isEqualTo(found(slow.table, kind, shown));
                }
            }
        });
    }

    @Test
    void realListsAreReadAlmostWhole() {
        Path data = Path.of(System.getProperty("house"), "..", "shared", "data");
        Path file = data.resolve("indicators/indicators.csv.gz");
        assumeTrue(Files.exists(file), "the data for development is elsewhere");
        Read read = read(file);
        IndicatorList careful = IndicatorList.read(file, Progress.unwatched());
        assertThat(read.account.rows().all()).isEqualTo(careful.rows().all());
        assertThat(read.account.rows().rejected()).isEqualTo(careful.rows().rejected());
        assertThat(read.table.size()).isEqualTo(careful.indicators().size());
        for (IndicatorList.Entry entry : careful.indicators()) {
            Observable observable = entry.observable();
            String value = observable.value().replaceFirst("/[0-9]+$", "");
            String whole = observable.kind() == Kind.CIDR ? value : observable.value();
            assertThat(found(read.table, observable.kind(), whole).values())
                    .as("%s", observable)
                    .extracting(Origin::source)
                    .contains(entry.source());
        }
    }
}
