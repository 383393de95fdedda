package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.House.Who;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Which party may read which object, all in one answer that says what single ones say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MatrixTest {
    private static final String ALL = "/api/v1/collections/5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05";
    private static final String CLEAR = "94868c89-83c2-464b-929b-a1a8aa3c8487";
    private static final String GREEN = "bab4a63c-aed9-4cf5-a766-dfca5abac2bb";
    private static final String AMBER = "55d920b0-5e8b-4f79-9ee9-91f868d9b421";

    private final List<House> houses = new ArrayList<>();
    private final Map<String, Who> people = new TreeMap<>();

    @BeforeAll
    void fill(@TempDir Path folder) throws Exception {
        House house = House.open(folder.resolve("data"));
        houses.add(house);
        people.put("one", house.party("CERT-XA", "member", "reader-xa", "reader"));
        people.put("other", house.party("CERT-XB", "member", "reader-xb", "reader"));
        house.party("CERT-XC", "observer", "reader-xc", "reader");
        house.party("CERT-XD", "none", "reader-xd", "reader");
        house.office("OFFICE", "office");
        people.put("analyst of one", house.user("CERT-XA", "analyst-xa", "analyst"));
        people.put("analyst of other", house.user("CERT-XB", "analyst-xb", "analyst"));
        people.put("analyst of the office", house.user("OFFICE", "analyst-of", "analyst"));
        for (String marking : List.of(CLEAR, GREEN, AMBER)) {
            post("one", marking, "");
            post("other", marking, "");
            post("one", marking, "{\"id\":\"c1\",\"not-to\":[\"CERT-XC\"]}");
            post("other", marking, "{\"id\":\"c2\",\"hide\":\"description\"}");
        }
    }

    @AfterAll
    void close() {
        houses.forEach(House::close);
    }

    private void post(String who, String marking, String caveats) throws Exception {
        String text =
                ("{\"type\":\"malware\",\"spec_version\":\"2.1\",\"id\":\"malware--%s\","
                                + "\"object_marking_refs\":[\"marking-definition--%s\"],"
                                + "\"created\":\"2026-01-01T00:00:00.000Z\","
                                + "\"modified\":\"2026-01-01T00:00:00.000Z\","
                                + "\"name\":\"n\",\"description\":\"d\",\"is_family\":false}")
                        .formatted(UUID.randomUUID(), marking);
        String body = "{\"objects\":[%s],\"caveats\":[%s]}".formatted(text, caveats);
        JsonNode receipt =
                House.json(houses.getFirst().send(who(who), "POST", ALL + "/objects", body));
        assertThat(receipt.path("failures")).isEmpty();
    }

    private Who who(String name) {
        return people.getOrDefault(name, new Who(name, ""));
    }

    private JsonNode get(String who, String path) throws Exception {
        return House.json(houses.getFirst().get(Optional.of(who(who)), path, "*/*"));
    }

    @Test
    void everyAnswerIsTheOneThatIsGivenWhereItIsAskedForAlone() throws Exception {
        int compared = 0;
        Set<String> answers = new TreeSet<>();
        for (String who : List.of("analyst of one", "analyst of other", "analyst of the office")) {
            JsonNode table = get(who, "/api/v1/matrix");
            assertThat(table.path("rules").asString()).startsWith("commons");
            for (int i = 0; i < table.path("objects").size(); i++) {
                String id = table.path("objects").get(i).path("id").asString();
                for (int j = 0; j < table.path("parties").size(); j++) {
                    String party = table.path("parties").get(j).path("id").asString();
                    String path = "/api/v1/parties/" + party + "/rulings?object=" + id;
                    String alone = get(who, path).path("rulings").get(0).path("answer").asString();
                    String answer = table.path("answers").get(i).get(j).asString();
                    assertThat(answer).as(who + " " + path).isEqualTo(alone);
                    answers.add(answer);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(80);
        assertThat(answers).contains("permit", "redact", "withhold");
    }

    @Test
    void aTableGoesOnWhereItEndedAndHasOnlyWhatItsReaderReads() throws Exception {
        List<String> found = new ArrayList<>();
        String next = "";
        do {
            JsonNode table = get("analyst of other", "/api/v1/matrix?type=malware&limit=5" + next);
            table.path("objects").forEach(each -> found.add(each.path("id").asString()));
            assertThat(table.path("parties").get(0).path("name").asString())
                    .as("its own first")
                    .isEqualTo("CERT-XB");
            next = table.path("next").asString("");
            next = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!next.isEmpty());
        List<String> read = new ArrayList<>();
        get("other", ALL + "/objects?type=malware")
                .path("objects")
                .forEach(each -> read.add(each.path("id").asString()));
        assertThat(found).isEqualTo(read).hasSize(12);
    }

    @Test
    void whatIsSupposedChangesTheColumnOfItsPartyAsWhatIfSays() throws Exception {
        String supposed = "&standing=member&body=commons";
        JsonNode table =
                get("analyst of other", "/api/v1/matrix?type=malware&party=CERT-XC" + supposed);
        JsonNode whatIf =
                get("analyst of other", "/api/v1/parties/CERT-XC/what-if?" + supposed.substring(1));
        Set<String> gained = new TreeSet<>();
        whatIf.path("gained").path("ids").forEach(each -> gained.add(each.asString()));
        Set<String> turned = new TreeSet<>();
        for (int i = 0; i < table.path("objects").size(); i++) {
            for (int j = 0; j < table.path("parties").size(); j++) {
                String before = table.path("answers").get(i).get(j).asString();
                String after = table.path("supposed").get(i).get(j).asString();
                String party = table.path("parties").get(j).path("name").asString();
                if (!before.equals(after)) {
                    assertThat(party).isEqualTo("CERT-XC");
                    if (before.equals("withhold")) {
                        turned.add(table.path("objects").get(i).path("id").asString());
                    }
                }
            }
        }
        assertThat(turned).isNotEmpty().isEqualTo(gained);
    }

    @Test
    void onlyWhoMayAskForOthersGetsIt() throws Exception {
        assertThat(
                        houses.getFirst()
                                .get(Optional.of(who("one")), "/api/v1/matrix", "*/*")
                                .statusCode())
                .isEqualTo(403);
    }
}
