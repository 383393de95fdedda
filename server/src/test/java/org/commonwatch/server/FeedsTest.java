package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.commonwatch.server.Watched.give;
import static org.commonwatch.server.Watched.id;
import static org.commonwatch.server.Watched.indicator;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.commonwatch.server.House.Who;
import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.validation.Options;
import org.commonwatch.stix.validation.Validator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What sensors take is what their party may read, in forms that they understand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeedsTest {
    private static final String FEEDS = "/api/v1/feeds/";
    private static final Path CHECKZONE = Path.of("/usr/bin/named-checkzone");
    private static final String MD5 = "0123456789abcdef0123456789abcdef";

    private final List<House> houses = new ArrayList<>();
    private final List<Who> people = new ArrayList<>();

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        House house = House.open(folder.resolve("data"));
        houses.add(house);
        people.add(house.party("CERT-XA", "member", "xa", "reader"));
        people.add(house.party("CERT-XB", "observer", "xb", "reader"));
        house.party("CERT-XC", "member", "xc", "reader");
        house.addIndicators("CERT-XA", "TLP:AMBER", list("amber.example,domain"));
        house.addIndicators(
                "CERT-XA",
                "TLP:GREEN",
                list(
                        "green.example,domain",
                        "198.18.0.7,ipv4",
                        "2001:db8::7,ipv6",
                        "198.18.4.0/24,cidr",
                        "2001:db8:1::/48,cidr",
                        "http://www.example:8080/a;b?c=\"d\",url",
                        "https://prefix.example/x/*,url-prefix",
                        MD5 + ",md5"));
        give(
                house,
                xa(),
                indicator(id("indicator"), 0, odd(), ",\"name\":\"Odd\\\"; \\n\\\\name\""));
        give(house, xa(), indicator(id("indicator"), 0, name("over.example"), until("2021")));
        give(house, xa(), indicator(id("indicator"), 0, name("gone.example"), ",\"revoked\":true"));
    }

    @AfterAll
    void close() {
        houses.forEach(House::close);
    }

    private static String list(String... rows) {
        StringBuilder list = new StringBuilder("value,type,source\n");
        for (String row : rows) {
            boolean quoted = row.indexOf('"') >= 0;
            int comma = row.lastIndexOf(',');
            String value = row.substring(0, comma).replace("\"", "\"\"");
            list.append(quoted ? '"' + value + '"' : value).append(row.substring(comma));
            list.append(",s\n");
        }
        return list.toString();
    }

    private static String odd() {
        return "[domain-name:value = 'odd-name.example' OR file:hashes.'SHA-256' = '"
                + "ab".repeat(32)
                + "']";
    }

    private static String name(String name) {
        return "[domain-name:value = '" + name + "']";
    }

    private static String until(String year) {
        return ",\"valid_until\":\"" + year + "-01-01T00:00:00Z\"";
    }

    private Who xa() {
        return people.get(0);
    }

    private Who outsider() {
        return people.get(1);
    }

    private House house() {
        return houses.getFirst();
    }

    private HttpResponse<byte[]> get(Who who, String feed) throws Exception {
        return house().get(Optional.of(who), FEEDS + feed, "*/*");
    }

    private String text(Who who, String feed) throws Exception {
        var answer = get(who, feed);
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.statusCode()).as(text).isEqualTo(200);
        return text;
    }

    @Test
    void everyFeedHasWhatItsReaderMayReadAndIsValidAndNothingElse() throws Exception {
        for (Feeds each : Feeds.values()) {
            String own = text(xa(), each.label);
            String others = text(outsider(), each.label);
            assertThat(own).as(each.label).doesNotContain("over.example", "gone.example");
            if (each.names) {
                assertThat(own).as(each.label).contains(each.written("amber.example"));
                assertThat(own).as(each.label).contains(each.written("green.example"));
                assertThat(others).as(each.label).contains(each.written("green.example"));
                assertThat(others).as(each.label).doesNotContain(each.written("amber.example"));
            }
        }
    }

    /** The feeds, and whether there are names in them. */
    private enum Feeds {
        RULES("suricata.rules", true),
        DATASETS("suricata-datasets.rules", false),
        DOMAINS("suricata-domain.lst", true) {
            @Override
            String written(String name) {
                return Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
            }
        },
        ADDRESSES("suricata-ip.lst", false),
        HASHES("suricata-md5.lst", false),
        ZEEK("zeek.intel", true),
        RPZ("rpz.zone", true),
        CSV("indicators.csv", true),
        JSON("indicators.json", true),
        STIX("indicators.stix", true);

        private final String label;
        private final boolean names;

        Feeds(String label, boolean names) {
            this.label = label;
            this.names = names;
        }

        String written(String name) {
            return name;
        }
    }

    @Test
    void whoHasItAlreadyIsToldSoUntilItChanges() throws Exception {
        for (Feeds each : Feeds.values()) {
            var first = get(xa(), each.label);
            String tag = first.headers().firstValue("ETag").orElseThrow();
            var same = house().getIfNew(xa(), FEEDS + each.label, tag);
            assertThat(same.statusCode()).as(each.label).isEqualTo(304);
            assertThat(same.body()).isEmpty();
            assertThat(get(xa(), each.label).body()).isEqualTo(first.body());
            give(
                    house(),
                    xa(),
                    indicator(
                            id("indicator"),
                            0,
                            name(each.label.replace(".", "-") + ".example"),
                            ""));
            var next = house().getIfNew(xa(), FEEDS + each.label, tag);
            assertThat(next.statusCode()).as(each.label).isEqualTo(each.names ? 200 : 304);
        }
    }

    @Test
    void aZoneThatChangesHasAGreaterNumber() throws Exception {
        long before = serial(text(xa(), "rpz.zone"));
        give(house(), xa(), indicator(id("indicator"), 0, name("serial.example"), ""));
        assertThat(serial(text(xa(), "rpz.zone"))).isGreaterThan(before);
    }

    private static long serial(String zone) {
        return Long.parseLong(zone.lines().skip(1).findFirst().orElse("").split(" ", -1)[5]);
    }

    @Test
    void whatEndsToBeValidLeavesThoughNothingElseChanges() throws Exception {
        Instant soon = Instant.now().plusMillis(1_500);
        String until = ",\"valid_until\":\"" + soon + "\"";
        give(house(), xa(), indicator(id("indicator"), 0, name("soon.example"), until));
        var first = get(xa(), "indicators.csv");
        assertThat(new String(first.body(), StandardCharsets.UTF_8)).contains("soon.example");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        while (!Instant.now().isAfter(soon)) {
            Thread.sleep(50);
        }
        var next = house().getIfNew(xa(), FEEDS + "indicators.csv", tag);
        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(new String(next.body(), StandardCharsets.UTF_8)).doesNotContain("soon.example");
    }

    @Test
    void limitsOfMarkingsLeaveOutWhatIsHeldMoreClosely() throws Exception {
        assertThat(text(xa(), "indicators.csv?tlp=green"))
                .contains("green.example")
                .doesNotContain("amber.example");
        String definition = id("marking-definition");
        give(
                house(),
                xa(),
                """
                {"type":"marking-definition","spec_version":"2.1","id":"%s",\
                "created":"2022-10-01T00:00:00.000Z","name":"PAP:AMBER","extensions":{\
                "extension-definition--f8d78575-edfd-406e-8e84-6162a8450f5b":{\
                "extension_type":"property-extension","pap":"amber"}}}\
                """
                        .formatted(definition),
                indicator(
                        id("indicator"),
                        0,
                        name("passive.example"),
                        ",\"object_marking_refs\":[\"" + definition + "\"]"));
        assertThat(text(xa(), "zeek.intel")).contains("passive.example");
        assertThat(text(xa(), "rpz.zone")).doesNotContain("passive.example");
        assertThat(text(xa(), "rpz.zone?pap=amber")).contains("passive.example");
    }

    @Test
    void rulesOfSuricataAreRulesAndKeepTheirNumbers() throws Exception {
        List<String> rules = text(xa(), "suricata.rules").lines().toList();
        assertThat(rules).hasSizeGreaterThan(12);
        List<Long> sids = new ArrayList<>();
        for (String rule : rules) {
            sids.add(SuricataSyntax.sid(rule));
        }
        assertThat(sids).doesNotHaveDuplicates().allMatch(sid -> sid >= 1_000_000_000);
        give(house(), xa(), indicator(id("indicator"), 0, name("later.example"), ""));
        assertThat(text(xa(), "suricata.rules").lines()).containsAll(rules);
        for (String rule : text(xa(), "suricata-datasets.rules").lines().toList()) {
            SuricataSyntax.sid(rule);
        }
        for (String rule :
                text(xa(), "suricata.rules?sid_first=5000&sid_last=9999").lines().toList()) {
            assertThat(SuricataSyntax.sid(rule)).isBetween(5_000L, 9_999L);
        }
        assertThat(get(xa(), "suricata.rules?sid_first=5&sid_last=4").statusCode()).isEqualTo(400);
    }

    @Test
    void whatZeekReadsHasTheFieldsThatItNames() throws Exception {
        List<String> lines = text(xa(), "zeek.intel").lines().toList();
        assertThat(lines.getFirst()).startsWith("#fields\t");
        int fields = lines.getFirst().split("\t", -1).length - 1;
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split("\t", -1);
            assertThat(values).as(line).hasSize(fields).doesNotContain("");
            assertThat(values[1]).matches("Intel::(ADDR|SUBNET|DOMAIN|URL|FILE_HASH)");
            assertThat(values[0]).doesNotStartWith("http").doesNotStartWith("#");
        }
        assertThat(lines).anyMatch(line -> line.startsWith("www.example:8080/a;b?c="));
    }

    @Test
    void bindTakesTheZone(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(CHECKZONE), "BIND's checker is not here");
        for (String action : List.of("nxdomain", "nodata", "drop", "passthru")) {
            Path zone = folder.resolve(action);
            Files.writeString(zone, text(xa(), "rpz.zone?action=" + action));
            Process process =
                    new ProcessBuilder(
                                    CHECKZONE.toString(),
                                    "-i",
                                    "none",
                                    "rpz.commonwatch.example",
                                    zone.toString())
                            .redirectErrorStream(true)
                            .start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            assertThat(said).contains("OK");
        }
        String zone = Files.readString(folder.resolve("nxdomain"));
        assertThat(zone)
                .contains("\n32.7.0.18.198.rpz-ip CNAME .\n")
                .contains("\n128.7.zz.db8.2001.rpz-ip CNAME .\n")
                .contains("\n48.zz.1.db8.2001.rpz-ip CNAME .\n")
                .contains("\n*.green.example CNAME .\n");
    }

    @Test
    void whatIsStixIsABundleOfValidObjects() throws Exception {
        byte[] bundle = get(xa(), "indicators.stix").body();
        var validator = new Validator(Options.USUAL);
        List<String> objects = Surfaces.texts(bundle);
        assertThat(objects).isNotEmpty();
        for (String text : objects) {
            var object = StixObject.read(text.getBytes(StandardCharsets.UTF_8));
            assertThat(validator.validate(object.properties()).isValid()).as(text).isTrue();
        }
    }

    @Test
    void whatIsJsonAndCsvIsReadAgain() throws Exception {
        JsonNode json = House.json(get(xa(), "indicators.json"));
        assertThat(json.path("indicators").size()).isGreaterThan(8);
        List<String> rows = Arrays.asList(text(xa(), "indicators.csv").split("\r\n", -1));
        JsonNode added = house().addIndicators("CERT-XC", "TLP:RED", String.join("\n", rows));
        assertThat(added.path("rejected").asInt()).as(added.toString()).isZero();
        assertThat(added.path("kept").asInt()).isGreaterThan(8);
    }

    @Test
    void anUnknownFeedOrWishIsRefused() throws Exception {
        assertThat(get(xa(), "snort.rules").statusCode()).isEqualTo(404);
        assertThat(get(xa(), "zeek.intel?pap=violet").statusCode()).isEqualTo(400);
        assertThat(get(xa(), "zeek.intel?tlp=violet").statusCode()).isEqualTo(400);
        assertThat(get(xa(), "zeek.intel?collection=" + MD5).statusCode()).isEqualTo(404);
    }
}
