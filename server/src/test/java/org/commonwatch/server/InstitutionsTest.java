package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.House.Who;
import org.commonwatch.server.membership.Parties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the operator records about parties and bodies, and what follows from it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstitutionsTest {
    private static final String CHARTER =
            """
            charter: commons
            title: "A body that trusts its observers"
            version: 2
            source: unverified
            as-of: 2018-01-01
            community: all of it
            standings:
              - {name: member, kind: member}
              - {name: observer, kind: observer}
            classes: [intelligence]
            channels: [direct]
            tlp: {CLEAR: none, GREEN: observer, AMBER: observer}
            usual: AMBER
            rules:
              - {id: R01, instrument: "rules of procedure", least: none, \
            actions: [read, contribute], classes: [intelligence], channels: [direct]}
            """;

    private final List<House> houses = new ArrayList<>();

    @BeforeAll
    void open(@TempDir Path folder) {
        houses.add(House.open(folder.resolve("data")));
    }

    @AfterAll
    void close() {
        houses.forEach(House::close);
    }

    private House house() {
        return houses.getFirst();
    }

    private HttpResponse<byte[]> post(String path, String body) throws Exception {
        return house().send(house().operator(), "POST", path, body);
    }

    private void stands(String party, String standing) throws Exception {
        House.json(
                post(
                        "/api/v1/standings",
                        "{\"party\":\"%s\",\"body\":\"\",\"standing\":\"%s\"}"
                                .formatted(party, standing)));
    }

    private int seen(Who who) throws Exception {
        return house().walk(who, House.INDICATORS, 10).size();
    }

    private List<JsonNode> assertions() throws Exception {
        List<JsonNode> found = new ArrayList<>();
        String path = "/api/v1/assertions?limit=2&after=";
        long after = 0;
        while (true) {
            JsonNode page =
                    House.json(house().get(Optional.of(house().operator()), path + after, "*/*"));
            if (page.path("assertions").isEmpty()) {
                return found;
            }
            for (JsonNode each : page.path("assertions")) {
                after = each.path("number").asLong();
                found.add(each.path("assertion"));
            }
        }
    }

    @Test
    void aStandingReplacesTheOneBeforeAndNothingIsForgotten() throws Exception {
        Who reader = house().party("CERT-XA", "observer", "reader-xa", "reader");
        house().party("CERT-XB", "member", "reader-xb", "reader");
        house().addIndicators("CERT-XB", "TLP:AMBER", "value,type,source\na.example,domain,s\n");
        assertThat(seen(reader)).isZero();
        stands("CERT-XA", "member");
        assertThat(seen(reader)).isEqualTo(1);
        stands("CERT-XA", "none");
        assertThat(seen(reader)).isZero();
        stands("CERT-XA", "none");
        stands("CERT-XA", "member");
        assertThat(seen(reader)).isEqualTo(1);
        String id = house().part(Parties.class).named("CERT-XA").id().toString();
        List<JsonNode> about =
                assertions().stream()
                        .filter(each -> each.path("standing").path("party").asString().equals(id))
                        .toList();
        assertThat(about)
                .extracting(each ->
                        each.path("standing").path("type").asString()
                                + (each.path("standing").has("to") ? " ended" : ""))
                .containsExactly("observer", "observer ended", "member", "member ended", "member");
        assertThat(about.get(1).path("supersedes").asString())
                .isEqualTo(about.get(0).path("id").asString());
    }

    @Test
    void anAssertionIsRecordedOnceAndRefusedWithItsReason() throws Exception {
        house().party("CERT-XC", "none", "reader-xc", "reader");
        String claim =
                ("{\"id\":\"a-1\",\"matter\":\"m-1\",\"source\":\"secretariat\","
                        + "\"document\":\"letter 1\",\"recorded\":\"2026-01-01T00:00:00Z\","
                        + "\"standing\":{\"party\":\"CERT-XC\",\"body\":\"commons\","
                        + "\"type\":\"observer\",\"from\":\"2025-06\"}}");
        JsonNode added = House.json(post("/api/v1/assertions", claim));
        assertThat(added.path("id").asString()).isEqualTo("a-1");
        refused(post("/api/v1/assertions", claim), 409, "a-1");
        String past = "\"from\":\"2024-06\",\"to\":\"2024-12\"";
        String same = claim.replace("a-1", "a-2").replace("\"from\":\"2025-06\"", past);
        refused(post("/api/v1/assertions", same), 409, "says something of the matter 'm-1'");
        refused(
                post(
                        "/api/v1/assertions",
                        claim.replace("a-1", "a-2")
                                .replace("\"m-1\"", "\"m-1\",\"supersedes\":\"a-1\"")),
                409,
                "would supersede 'a-1', which was recorded at 2026-01-01");
        String other = claim.replace("a-1", "a-2").replace("m-1", "m-2");
        refused(post("/api/v1/assertions", other.replace("CERT-XC", "CERT-XZ")), 422, "CERT-XZ");
        refused(post("/api/v1/assertions", other.replace("observer", "king")), 422, "king");
        refused(
                post("/api/v1/assertions", other.replace("2026-01-01", "9026-01-01")),
                400,
                "recorded in the future");
        refused(post("/api/v1/assertions", "{"), 400, "");
        refused(post("/api/v1/assertions", "[]"), 422, "");
    }

    @Test
    void whatABodyIsToldIsRefusedIfThereIsNoSuchBodyOrStanding() throws Exception {
        house().party("CERT-XD", "none", "reader-xd", "reader");
        String standing = "{\"party\":\"%s\",\"body\":\"%s\",\"standing\":\"%s\"}";
        refused(
                post("/api/v1/standings", standing.formatted("CERT-XZ", "", "member")),
                404,
                "no party 'CERT-XZ'");
        refused(
                post("/api/v1/standings", standing.formatted("CERT-XD", "forum", "member")),
                422,
                "forum");
        refused(
                post("/api/v1/standings", standing.formatted("CERT-XD", "No Body", "member")),
                404,
                "no body 'No Body'");
        refused(post("/api/v1/standings", standing.formatted("CERT-XD", "", "king")), 422, "king");
    }

    @Test
    void aCharterRulesFromTheMomentItIsAdopted(@TempDir Path folder) throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            Who reader = house.party("CERT-XA", "observer", "reader-xa", "reader");
            house.party("CERT-XB", "member", "reader-xb", "reader");
            house.addIndicators("CERT-XB", "TLP:AMBER", "value,type,source\na.example,domain,s\n");
            assertThat(house.walk(reader, House.INDICATORS, 10)).isEmpty();
            JsonNode adopted =
                    House.json(house.send(house.operator(), "POST", "/api/v1/charters", CHARTER));
            assertThat(adopted.path("version").asInt()).isEqualTo(2);
            assertThat(house.walk(reader, House.INDICATORS, 10)).hasSize(1);
            refused(
                    house.send(
                            house.operator(),
                            "POST",
                            "/api/v1/charters",
                            CHARTER.replace("charter: commons", "charter: forum")),
                    404,
                    "forum");
            refused(
                    house.send(
                            house.operator(),
                            "POST",
                            "/api/v1/charters",
                            CHARTER.replace("rules:", "rulez:")),
                    422,
                    "line");
        }
    }

    private static void refused(HttpResponse<byte[]> response, int status, String words) {
        String text = new String(response.body(), StandardCharsets.UTF_8);
        assertThat(response.statusCode()).as(text).isEqualTo(status);
        assertThat(text).contains(words).contains("\"remedy\":\"");
    }
}
