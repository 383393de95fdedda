package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.House.Who;
import org.commonwatch.server.matching.Matching;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Three members that granted statistics hold what hits an observer later; a fourth granted nothing.
 */
class GapTest {
    private static final String WINDOW = "from=2030-01-01T00:00:00Z&to=2030-04-01T00:00:00Z";
    private static final List<String> GRANTED = List.of("CERT-XA", "CERT-XB", "CERT-XC");
    private static final int HELD = 20;
    private static final int HIT = 15;

    @TempDir private Path folder = Path.of("");
    private Optional<House> started = Optional.empty();
    private Optional<Who> analyst = Optional.empty();
    private Optional<Who> border = Optional.empty();

    @BeforeEach
    void aSmallWorld() throws Exception {
        House house = House.open(folder.resolve("data"));
        started = Optional.of(house);
        border = Optional.of(house.party("BUREAU-XZ", "observer", "border", "sensor"));
        analyst = Optional.of(house.user("BUREAU-XZ", "analyst", "analyst"));
        for (String each : GRANTED) {
            house.party(each, "member", "reader-" + each, "reader");
            grant(each);
        }
        house.party("CERT-XD", "member", "other-net", "sensor");
        for (int i = 0; i < GRANTED.size(); i++) {
            hold(GRANTED.get(i), "TLP:AMBER", i + 1, HELD);
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int i = 0; i < HIT; i++) {
            for (int net : List.of(1, 2, 3, 9)) {
                lines.writeBytes(hit("198.18." + net + "." + (i + 1), 2 * i));
            }
        }
        house.ingest(border.orElseThrow(), lines.toByteArray());
    }

    @AfterEach
    void end() {
        started.ifPresent(House::close);
    }

    private House house() {
        return started.orElseThrow();
    }

    private void grant(String owner) throws Exception {
        house().operate(
                        "/api/v1/assertions",
                        """
                        {"id":"grant-%1$s","matter":"grant-%1$s","source":"operator",\
                        "document":"none","recorded":"2026-01-01","agreement":{"id":"grant-%1$s",\
                        "parties":["%1$s","BUREAU-XZ"],"classes":["statistics"],\
                        "from":"2026-01-01"}}
                        """
                                .formatted(owner));
    }

    private void hold(String owner, String tlp, int net, int count) throws Exception {
        String rows =
                IntStream.rangeClosed(1, count)
                        .mapToObj(i -> "198.18.%d.%d,ipv4,s\n".formatted(net, i))
                        .collect(Collectors.joining());
        house().addIndicators(owner, tlp, "value,type,source\n" + rows);
    }

    private static byte[] hit(String source, int day) {
        return """
        {"timestamp":"%s","event_type":"alert","src_ip":"%s","src_port":4000,\
        "dest_ip":"198.19.0.2","dest_port":443,"proto":"TCP","app_proto":"tls",\
        "flow":{"pkts_toclient":3},\
        "alert":{"signature":"x","severity":1}}
        """
                .formatted(Instant.parse("2030-01-05T05:00:00Z").plusSeconds(day * 86_400L), source)
                .getBytes(StandardCharsets.UTF_8);
    }

    private HttpResponse<byte[]> get(Who who, String query) throws Exception {
        return house().get(Optional.of(who), "/api/v1/gap?" + query, "*/*");
    }

    private JsonNode told(Who who, String query) throws Exception {
        HttpResponse<byte[]> answer = get(who, query);
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return House.json(answer);
    }

    private JsonNode whole(String more) throws Exception {
        return told(house().operator(), "party=BUREAU-XZ&" + WINDOW + more);
    }

    private Who analyst() {
        return analyst.orElseThrow();
    }

    private static long sum(JsonNode rows) {
        return rows.values().stream().mapToLong(each -> each.path("indicators").asLong()).sum();
    }

    // What is asked later is answered at another time.
    private static String untimed(HttpResponse<byte[]> answer) {
        return answer.statusCode()
                + new String(answer.body(), StandardCharsets.UTF_8)
                        .replaceFirst("\"knownAt\":\"[^\"]*\"", "");
    }

    private void again() {
        house().part(Matching.class).refresh();
        house().part(Matching.class).matchAgain();
    }

    private void forget() throws Exception {
        house().execute("DELETE FROM gap_edition");
        house().execute("DELETE FROM gap_word");
    }

    @Test
    void theOperatorIsToldAllAndThePartyTotalsOfWhatWasGranted() throws Exception {
        JsonNode all = whole("");
        assertThat(all.path("scope").asString()).isEqualTo("whole");
        assertThat(all.path("gap").path("indicators").asInt()).isEqualTo(3 * HIT);
        assertThat(all.path("gap").path("of").asInt()).isEqualTo(4 * HIT);
        assertThat(all.path("gap").path("sessions").asInt()).isEqualTo(3 * HIT);
        assertThat(all.path("reverse").path("indicators").asInt()).isZero();
        assertThat(all.path("examples")).hasSize(3 * HIT);
        assertThat(all.path("sources")).hasSize(3);
        assertThat(all.path("reasons").toString()).contains("and the reader covers", "CERT-XA");

        JsonNode own = told(analyst(), WINDOW);
        assertThat(own.path("scope").asString()).isEqualTo("own");
        assertThat(own.path("gap").path("indicators"))
                .isEqualTo(all.path("gap").path("indicators"));
        assertThat(own.path("gap").path("of")).isEqualTo(all.path("gap").path("of"));
        assertThat(own.path("finding").path("text").asString())
                .startsWith("No measurable gap: of what hit the party 75 %");
        assertThat(own.path("title")).isEqualTo(own.path("finding").path("text"));
        assertThat(own.path("notStated").toString()).contains("CERT-XD").doesNotContain("CERT-XA");
        assertThat(own.path("examples")).isEmpty();
        assertThat(own.path("sources")).isEmpty();
        assertThat(own.path("reasons").toString()).doesNotContain("CERT-X", "identity--");
        assertThat(own.path("acts").toString()).contains("standing in commons were 'member'");
        for (JsonNode each : List.of(all, own)) {
            for (String table : List.of("reasons", "kinds", "sets")) {
                assertThat(sum(each.path(table))).as(table).isEqualTo(3 * HIT);
            }
        }
        assertThat(house().number("SELECT count(*) FROM record WHERE body LIKE '%\"gap\"%'"))
                .isEqualTo(2);
    }

    /** The numbers stay, whichever language was asked for first. */
    @Test
    void reasonsAndActsAreInTheLanguageAskedFor() throws Exception {
        for (Who who : List.of(house().operator(), analyst())) {
            String asked = "party=BUREAU-XZ&" + WINDOW;
            JsonNode chinese = told(who, asked + "&language=zh-Hant");
            JsonNode english = told(who, asked);
            assertThat(english.path("reasons").toString()).doesNotContainPattern("\\p{IsHan}");
            assertThat(sum(chinese.path("reasons"))).isEqualTo(sum(english.path("reasons")));
            List<String> said = new ArrayList<>();
            for (JsonNode reason : chinese.path("reasons")) {
                for (JsonNode way : reason.path("ways")) {
                    way.forEach(set -> set.forEach(each -> said.add(each.asString())));
                }
            }
            chinese.path("acts").forEach(act -> said.add(act.path("act").asString()));
            chinese.path("sets")
                    .forEach(set -> set.path("acts").forEach(act -> said.add(act.asString())));
            assertThat(said).isNotEmpty().allMatch(each -> each.matches(".*\\p{IsHan}.*"));
        }
        assertThat(house().number("SELECT count(*) FROM gap_word WHERE word ~ '[一-龥]'")).isZero();
    }

    @Test
    void whatIsHiddenByWhoGrantedNothingChangesNoByteOfWhatThePartyIsTold() throws Exception {
        house().ingest(border.orElseThrow(), Watched.question("hidden.example", "198.18.0.7", 1));
        // So it comes up by itself, though not where the party is.
        Who net = house().token("CERT-XA", "net", "sensor", "TLP:AMBER");
        house().ingest(net, Watched.alert("198.18.88.1", "hidden.example", 2));
        HttpResponse<byte[]> before = get(analyst(), WINDOW);
        house().addIndicators(
                        "CERT-XD",
                        "TLP:AMBER",
                        """
                        value,type,source
                        hidden.example,domain,s
                        198.18.9.3,ipv4,s
                        198.18.1.3,ipv4,s
                        198.18.77.1,ipv4,s
                        """);
        // A campaign of what others hold, too, that the party does not read of.
        Who hider = house().token("CERT-XD", "hider", "reader", "TLP:AMBER");
        name(hider, "campaign--" + UUID.randomUUID(), indicators("198.18.1.", 12));
        again();
        assertThat(
                        house().number(
                                        "SELECT count(*) FROM sighting_count JOIN lookout USING"
                                                + " (indicator) WHERE value = 'hidden.example'"))
                .isEqualTo(2);
        assertThat(whole("").path("gap").path("indicators").asInt()).isEqualTo(3 * HIT + 2);
        HttpResponse<byte[]> after = get(analyst(), WINDOW);
        forget();
        HttpResponse<byte[]> anew = get(analyst(), WINDOW);
        assertThat(untimed(after)).isEqualTo(untimed(before)).startsWith("200");
        assertThat(untimed(anew)).isEqualTo(untimed(before));
        assertThat(House.headers(anew)).isEqualTo(House.headers(before));

        forget();
        house().execute(
                        "UPDATE object SET withdrawn = now() WHERE owner ="
                                + " (SELECT id FROM party WHERE name = 'CERT-XD')");
        assertThat(untimed(get(analyst(), WINDOW))).isEqualTo(untimed(before));
    }

    @Test
    void fewMoreOfWhatWasGrantedAreNotToldAnewNorInAnotherWindow() throws Exception {
        String first = untimed(get(analyst(), WINDOW));
        hold("CERT-XA", "TLP:AMBER", 9, 3);
        assertThat(whole("").path("gap").path("indicators").asInt()).isEqualTo(3 * HIT + 3);
        assertThat(untimed(get(analyst(), WINDOW))).isEqualTo(first);
        HttpResponse<byte[]> other =
                get(analyst(), "from=2030-01-02T00:00:00Z&to=2030-04-01T00:00:00Z");
        assertThat(untimed(other)).startsWith("422").contains("overlaps", "Ask for the window");
    }

    @Test
    void whoIsPermittedFromWhenItWasKnownHasNoGap() throws Exception {
        String member =
                """
                {"id":"member","matter":"member","source":"forum","document":"none",\
                "recorded":"2026-01-01","standing":{"party":"BUREAU-XZ","body":"commons",\
                "type":"member","from":"2026-01-01"}}
                """;
        house().operate("/api/v1/assertions", member);
        JsonNode all = whole("");
        assertThat(all.path("gap").path("indicators").asInt()).isZero();
        assertThat(all.path("gap").path("of").asInt()).isEqualTo(4 * HIT);
        assertThat(all.path("own").path("readInTime").asInt()).isEqualTo(3 * HIT);
        assertThat(all.path("reasons")).isEmpty();
        assertThat(all.path("title").asString()).contains("none was known to others before");
        JsonNode own = told(analyst(), WINDOW);
        assertThat(own.path("gap").isNull()).isTrue();
        assertThat(own.path("finding").path("kind").asString()).isEqualTo("not-told");
    }

    @Test
    void anotherStandingWouldHaveWarnedOfWhatCameAfterIt() throws Exception {
        JsonNode always = whole("&standing=member&cost=2").path("instead");
        assertThat(always.path("gained").asInt()).isEqualTo(3 * HELD);
        assertThat(always.path("lost").asInt()).isZero();
        assertThat(always.path("warned").path("low").asInt()).isEqualTo(3 * HIT);
        assertThat(always.path("warned").path("high").asInt()).isEqualTo(3 * HIT);
        assertThat(always.path("net").path("high").asInt()).isEqualTo(3 * HIT);
        // The last five days on which it was hit are from the 25th of January on.
        JsonNode late = whole("&standing=member&since=2030-01-25T00:00:00Z").path("instead");
        assertThat(late.path("gained").asInt()).isEqualTo(3 * HELD);
        assertThat(late.path("warned").path("high").asInt()).isEqualTo(15);
        assertThat(whole("&standing=observer").path("instead").path("gained").asInt()).isZero();

        String unknown = "party=BUREAU-XZ&" + WINDOW + "&standing=emperor";
        assertThat(untimed(get(house().operator(), unknown)))
                .startsWith("422")
                .contains("no standing 'emperor'", "Use one of member");
        assertThat(untimed(get(analyst(), WINDOW + "&standing=member"))).startsWith("403");
    }

    @Test
    void thereIsAReverseGapWhereThePartyMayNotGiveWhatItKnew() throws Exception {
        for (String each : GRANTED) {
            Who net = house().token(each, "net-" + each, "sensor", "TLP:AMBER");
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            for (int i = 0; i < 12; i++) {
                lines.writeBytes(hit("198.18.9." + (i + 1), 60));
            }
            house().ingest(net, lines.toByteArray());
        }
        assertThat(whole("").path("reverse").path("indicators").asInt()).isZero();
        String cut =
                """
                {"id":"cut","matter":"cut","source":"commons","document":"none",\
                "recorded":"2026-01-01","restriction":{"id":"cut","party":"BUREAU-XZ",\
                "body":"commons","actions":["contribute"],"from":"2026-01-01"}}
                """;
        house().operate("/api/v1/assertions", cut);
        assertThat(whole("").path("reverse").path("indicators").asInt()).isEqualTo(12);
        assertThat(whole("").path("reverse").path("of").asInt()).isEqualTo(12);
        assertThat(told(analyst(), WINDOW).path("reverse").path("indicators").asInt())
                .isEqualTo(12);
    }

    @Test
    void whatCouldBeReadBeforeItsOwnerSaidNotToItWasRead() throws Exception {
        Who owner = house().token("CERT-XA", "giver", "reader", "TLP:AMBER");
        String id = "indicator--" + UUID.randomUUID();
        String object =
                """
                {"type":"indicator","spec_version":"2.1","id":"%s",\
                "created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z",\
                "pattern":"[ipv4-addr:value = '198.18.9.1']","pattern_type":"stix",\
                "valid_from":"2026-01-01T00:00:00Z","object_marking_refs":\
                ["marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"]}
                """
                        .formatted(id);
        String all = "/api/v1/collections/3d6f6a0e-2d5c-4d0a-9a53-51c0a7e0b6f1/objects";
        House.json(house().send(owner, "POST", all, "{\"objects\":[" + object + "]}"));
        again();
        assertThat(whole("").path("own").path("readInTime").asInt()).isEqualTo(1);
        Thread.sleep(1_100); // times are whole seconds
        String caveat = "[{\"id\":\"C\",\"not-to\":[\"BUREAU-XZ\"]}]";
        House.json(house().send(owner, "PUT", all + "/" + id + "/caveats", caveat));
        assertThat(whole("").path("own").path("readInTime").asInt()).isEqualTo(1);
        assertThat(whole("").path("gap").path("indicators").asInt()).isEqualTo(3 * HIT);
    }

    @Test
    void aPartyThatIsHiddenIsAsOneThatNeverWas() throws Exception {
        house().party("HIDDEN-XY", "none", "hidden-reader", "reader");
        HttpResponse<byte[]> hidden = get(analyst(), "party=HIDDEN-XY&" + WINDOW);
        HttpResponse<byte[]> never = get(analyst(), "party=NEVER-XY&" + WINDOW);
        assertThat(untimed(hidden).replace("HIDDEN", "NEVER"))
                .isEqualTo(untimed(never))
                .startsWith("404");
        assertThat(House.headers(hidden)).isNotEmpty();
        assertThat(untimed(get(analyst(), "party=CERT-XA&" + WINDOW))).startsWith("403");
        Who auditor = house().user("CERT-XB", "auditor", "auditor");
        assertThat(told(auditor, "party=BUREAU-XZ&" + WINDOW).path("scope").asString())
                .isEqualTo("whole");
        assertThat(untimed(get(house().operator(), "party=NEVER-XY&" + WINDOW))).startsWith("404");
        assertThat(untimed(get(house().operator(), WINDOW))).startsWith("400").contains("'party'");
        for (String wrong :
                List.of(
                        "from=2030-01-01T00:00:00Z",
                        "from=soon&to=2030-04-01T00:00:00Z",
                        "from=2030-04-01T00:00:00Z&to=2030-01-01T00:00:00Z",
                        "from=2030-01-01T00:00:00Z&to=2030-01-01T00:00:00Z",
                        "from=2030-01-01T05:00:00Z&to=2030-04-01T00:00:00Z",
                        "from=2000-01-01T00:00:00Z&to=2030-04-01T00:00:00Z",
                        WINDOW + "&delay=-1",
                        WINDOW + "&delay=9999",
                        WINDOW + "&delay=some",
                        WINDOW + "&since=2030-01-01T00:00:00Z")) {
            assertThat(untimed(get(analyst(), wrong)))
                    .as(wrong)
                    .startsWith("400")
                    .contains("\"remedy\":\"");
        }
    }

    private List<String> indicators(String network, int count) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            ids.add(
                    house().text(
                                    "SELECT min(indicator) FROM lookout WHERE value = '"
                                            + network
                                            + i
                                            + "'"));
        }
        return ids;
    }

    // Says of indicators that they indicate a campaign, or another group.
    private void name(Who owner, String group, List<String> indicators) throws Exception {
        String common =
                """
                "spec_version":"2.1","created":"2026-01-01T00:00:00.000Z",\
                "modified":"2026-01-01T00:00:00.000Z","object_marking_refs":\
                ["marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"]\
                """;
        List<String> objects = new ArrayList<>();
        if (group.startsWith("report--")) {
            objects.add(
                    """
                    {"type":"report","id":"%s","name":"R","published":"2026-01-01T00:00:00Z",\
                    "object_refs":["%s"],%s}\
                    """
                            .formatted(group, String.join("\",\"", indicators), common));
        } else {
            for (String each : indicators) {
                objects.add(
                        """
                        {"type":"relationship","id":"relationship--%s",\
                        "relationship_type":"indicates","source_ref":"%s","target_ref":"%s",%s}\
                        """
                                .formatted(UUID.randomUUID(), each, group, common));
            }
        }
        House.json(
                house().send(
                                owner,
                                "POST",
                                "/api/v1/collections/c2a4e8d7-1f3b-4b6a-9e21-7d5c3b8a6f40/objects",
                                "{\"objects\":[" + String.join(",", objects) + "]}"));
    }

    @Test
    void whatACampaignOrAReportNamesIsOneClusterWhereTheReaderMayKnow() throws Exception {
        // Fifteen addresses of each of four networks, two days apart: five weeks of each.
        int before = whole("").path("finding").path("campaigns").asInt();
        Who owner = house().token("CERT-XA", "namer", "reader", "TLP:AMBER");
        name(owner, "campaign--" + UUID.randomUUID(), indicators("198.18.1.", HIT));
        int named = whole("").path("finding").path("campaigns").asInt();
        name(owner, "report--" + UUID.randomUUID(), indicators("198.18.2.", HIT));
        // What a campaign names already is no matter of a report.
        name(owner, "report--" + UUID.randomUUID(), indicators("198.18.1.", HIT));
        int reported = whole("").path("finding").path("campaigns").asInt();
        assertThat(before).isEqualTo(4 * 5);
        assertThat(named).isEqualTo(before - 4);
        assertThat(reported).isEqualTo(before - 8);
        // The owner granted the party statistics: its report is made of the same clusters.
        assertThat(told(analyst(), WINDOW).path("finding").path("kind").asString())
                .isEqualTo("too-few-campaigns");
        assertThat(whole("").path("method").path("campaign").asString()).contains("names together");
    }
}
