package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.commonwatch.server.Watched.give;
import static org.commonwatch.server.Watched.id;
import static org.commonwatch.server.Watched.indicator;
import static org.commonwatch.server.Watched.question;
import static org.commonwatch.server.Watched.seen;

import org.commonwatch.server.House.Who;
import org.commonwatch.server.matching.Matching;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is looked for is what those who gave it say, as long as they say so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MatchingTest {
    private static final String ELSEWHERE = "198.18.0.2";
    private static final String RED = marked("e828b379-4e03-4974-9ac4-e53a884c97c1");
    private static final String AMBER = marked("55d920b0-5e8b-4f79-9ee9-91f868d9b421");

    private final List<House> houses = new ArrayList<>();
    private final List<Who> people = new ArrayList<>();

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        House house = House.open(folder.resolve("data"));
        houses.add(house);
        people.add(house.party("CERT-XA", "member", "xa", "reader"));
        people.add(house.party("CERT-XB", "member", "xb", "reader"));
        people.add(house.party("CERT-XC", "observer", "xc", "reader"));
        people.add(house.token("CERT-XB", "north", "sensor", "TLP:GREEN"));
    }

    @AfterAll
    void close() {
        houses.forEach(House::close);
    }

    private House house() {
        return houses.getFirst();
    }

    private Who xa() {
        return people.get(0);
    }

    private Who xb() {
        return people.get(1);
    }

    private Who outsider() {
        return people.get(2);
    }

    private void see(String name) throws Exception {
        see(name, ELSEWHERE);
    }

    private void see(String name, String to) throws Exception {
        byte[] line = question(name, to, 1);
        House.json(house().ingest(people.get(3), id("segment"), line));
    }

    private static String domain(String name) {
        return "[domain-name:value = '" + name + "']";
    }

    private static String marked(String definition) {
        return ",\"object_marking_refs\":[\"marking-definition--" + definition + "\"]";
    }

    private void pass() {
        house().part(Matching.class).refresh();
    }

    @Test
    void whatCameOverTaxiiIsSeenByASensorAndReadWhereTheIndicatorIs() throws Exception {
        String id = id("indicator");
        String pattern = "[domain-name:value = 'taxii.example' OR ipv4-addr:value = '198.18.7.7']";
        give(house(), xa(), indicator(id, 0, pattern, AMBER));
        see("www.taxii.example");
        see("other.example", "198.18.7.7");
        see("taxii.example", "198.18.7.7"); // both at once is once
        assertThat(seen(house(), id)).isEqualTo(3);
        for (Who reader : List.of(xa(), xb())) {
            assertThat(sightings(reader, id)).as(reader.name()).isEqualTo(3);
        }
        assertThat(sightings(outsider(), id)).isZero();
    }

    @Test
    void itIsToldHowManySawWhatTheirSightingsMayBeReadOfAndNoMore() throws Exception {
        String open = id("indicator");
        String secret = id("indicator");
        String campaign = id("campaign");
        give(house(), xa(), indicator(open, 0, domain("told.example"), AMBER));
        give(house(), xa(), indicator(secret, 0, domain("secret.example"), RED));
        give(house(), xa(), campaign(campaign));
        give(house(), xa(), indicates(open, campaign));
        give(house(), xa(), indicates(secret, campaign));
        see("told.example");
        assertThat(told(xb(), open).path("count").asLong()).isEqualTo(1);
        assertThat(told(xb(), open).path("parties").asInt()).isEqualTo(1);
        Who east = house().token("CERT-XA", "east", "sensor", "TLP:GREEN");
        for (String name : List.of("told.example", "secret.example")) {
            House.json(house().ingest(east, id("segment"), question(name, ELSEWHERE, 2)));
        }
        // Twice in an hour is one sighting, which counts two.
        House.json(house().ingest(east, id("segment"), question("told.example", ELSEWHERE, 2)));
        for (Who reader : List.of(xa(), xb())) {
            JsonNode told = told(reader, open);
            assertThat(told.path("count").asLong()).as("the next answer has it").isEqualTo(3);
            assertThat(told.path("parties").asInt()).isEqualTo(2);
            assertThat(told.path("days").size()).isEqualTo(1);
        }
        assertThat(told(xa(), campaign).path("count").asLong()).isEqualTo(4);
        assertThat(told(xa(), campaign).path("objects").asInt()).isEqualTo(2);
        assertThat(told(xb(), campaign).path("count").asLong()).isEqualTo(3);
        assertThat(told(xb(), campaign).path("objects").asInt()).isEqualTo(1);
        assertThat(told(xb(), secret).isMissingNode()).isTrue();
        String all = String.join(",", campaign, open, secret);
        assertThat(new String(counts(outsider(), all).body(), StandardCharsets.UTF_8))
                .doesNotContain(campaign, open, secret);
    }

    private static String campaign(String id) {
        return object("campaign", id, "\"name\":\"a campaign\"");
    }

    private static String indicates(String indicator, String campaign) {
        String refs =
                """
                "relationship_type":"indicates","source_ref":"%s","target_ref":"%s"\
                """
                        .formatted(indicator, campaign);
        return object("relationship", id("relationship"), refs);
    }

    private static String object(String type, String id, String more) {
        return """
        {"type":"%s","spec_version":"2.1","id":"%s","created":"2026-01-01T00:00:00.000Z",
         "modified":"2026-01-01T00:00:00.000Z",%s%s}
        """
                .formatted(type, id, more, AMBER);
    }

    private JsonNode told(Who reader, String id) throws Exception {
        return House.json(counts(reader, id)).path("seen").path(id);
    }

    private HttpResponse<byte[]> counts(Who reader, String ids) throws Exception {
        String all = "/api/v1/collections/5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05/counts?of=";
        return house().get(Optional.of(reader), all + ids, "*/*");
    }

    private long sightings(Who reader, String indicator) throws Exception {
        long count = 0;
        for (JsonNode each : house().walk(reader, House.SIGHTINGS, 100)) {
            if (each.path("sighting_of_ref").asString().equals(indicator)) {
                count += each.path("count").asLong();
            }
        }
        return count;
    }

    @Test
    void whoMadeItEndsItByRevokingIt() throws Exception {
        String id = id("indicator");
        give(house(), xa(), indicator(id, 0, domain("revoked.example"), ""));
        see("revoked.example");
        give(house(), xa(), indicator(id, 1, domain("revoked.example"), ",\"revoked\":true"));
        see("revoked.example");
        assertThat(seen(house(), id)).isEqualTo(1);
    }

    @Test
    void nobodyEndsTheWordOfAnother() throws Exception {
        String id = id("indicator");
        give(house(), xa(), indicator(id, 0, domain("disputed.example"), ""));
        give(house(), xb(), indicator(id, 1, domain("disputed.example"), ",\"revoked\":true"));
        see("disputed.example");
        assertThat(seen(house(), id)).isEqualTo(1);
        House.json(house().send(xa(), "DELETE", all(id), ""));
        pass();
        see("disputed.example");
        assertThat(seen(house(), id)).isEqualTo(1);
    }

    @Test
    void whatItsSourceTakesBackIsLookedForNoMoreUntilItIsGivenAgain() throws Exception {
        String id = id("indicator");
        give(house(), xa(), indicator(id, 0, domain("withdrawn.example"), ""));
        see("withdrawn.example");
        House.json(house().send(xa(), "DELETE", all(id), ""));
        pass();
        see("withdrawn.example");
        assertThat(seen(house(), id)).isEqualTo(1);
        give(house(), xa(), indicator(id, 2, domain("withdrawn.example"), ""));
        see("withdrawn.example");
        house().part(Matching.class).matchAgain(); // with what came meanwhile too
        assertThat(seen(house(), id)).isEqualTo(3);
    }

    private static String all(String id) {
        return "/api/v1/collections/3d6f6a0e-2d5c-4d0a-9a53-51c0a7e0b6f1/objects/" + id;
    }

    @Test
    void aNewVersionIsLookedForInPlaceOfTheOld() throws Exception {
        String id = id("indicator");
        give(house(), xa(), indicator(id, 0, domain("first.example"), ""));
        give(house(), xa(), indicator(id, 1, domain("second.example"), ""));
        see("first.example");
        assertThat(seen(house(), id)).isZero();
        see("second.example");
        assertThat(seen(house(), id)).isEqualTo(1);
    }

    @Test
    void itIsLookedForFromWhenItIsValidUntilItIsNot() throws Exception {
        String ending = id("indicator");
        String coming = id("indicator");
        Instant soon = Instant.now().plusMillis(1_500);
        String until = ",\"valid_until\":\"" + soon + "\"";
        String later =
                indicator(coming, 0, domain("coming.example"), "")
                        .replace("2020-01-01T00:00:00Z", soon.toString());
        give(house(), xa(), indicator(ending, 0, domain("ending.example"), until), later);
        see("ending.example");
        see("coming.example");
        assertThat(seen(house(), ending)).isEqualTo(1);
        assertThat(seen(house(), coming)).isZero();
        while (Instant.now().isBefore(soon)) {
            Thread.sleep(50);
        }
        pass();
        see("ending.example");
        see("coming.example");
        house().part(Matching.class).matchAgain();
        assertThat(seen(house(), ending)).isEqualTo(1);
        assertThat(seen(house(), coming)).as("also what came before").isEqualTo(2);
    }

    @Test
    void whatCannotBeLookedForIsKeptAndToldWhy() throws Exception {
        String many = id("indicator");
        String mail = id("indicator");
        String yara = id("indicator");
        give(
                house(),
                xa(),
                indicator(many, 0, domain("a.example") + " AND " + domain("b.example"), ""),
                indicator(mail, 0, "[email-addr:value = 'a@mail.example']", ""),
                indicator(yara, 0, "rule x { condition: true }", "")
                        .replace("\"stix\"", "\"yara\""));
        assertThat(leftOut(many)).isEqualTo("a pattern that is more than look-ups");
        assertThat(leftOut(mail)).isEqualTo("nothing that a sensor's record shows");
        assertThat(leftOut(yara)).isEqualTo("a pattern of another language");
    }

    private String leftOut(String id) throws Exception {
        return house().text("SELECT left_out FROM indicator WHERE id = '" + id + "'");
    }

    @Test
    void aListGoesOnBeingLookedForAsSoonAsItIsIn() throws Exception {
        house().addIndicators("CERT-XA", "TLP:GREEN", "value,type,source\nlist.example,domain,s\n");
        see("list.example");
        String id = house().text("SELECT indicator FROM lookout WHERE value = 'list.example'");
        assertThat(seen(house(), id)).isEqualTo(1);
    }

    @Test
    void aPartyMayHaveItsSightingsToldByTheDayOnly(@TempDir Path folder) throws Exception {
        try (House daily = House.open(folder.resolve("daily"))) {
            Who north = daily.party("CERT-XA", "member", "north", "sensor");
            Who south = daily.token("CERT-XA", "south", "sensor", "TLP:GREEN");
            Who reader = daily.party("CERT-XB", "member", "reader", "reader");
            String path = "/api/v1/parties/CERT-XA/sightings";
            House.json(daily.send(daily.operator(), "PUT", path, "{\"told\":\"daily\"}"));
            assertThat(
                            daily.send(daily.operator(), "PUT", path, "{\"told\":\"never\"}")
                                    .statusCode())
                    .isEqualTo(400);
            daily.addIndicators("CERT-XB", "TLP:GREEN", "value,type,source\na.example,domain,s\n");
            daily.ingest(north, question("a.example", ELSEWHERE, 1));
            daily.ingest(south, question("a.example", ELSEWHERE, 2));
            byte[] later = question("a.example", ELSEWHERE, 3);
            String text = new String(later, StandardCharsets.UTF_8).replace("T05:", "T09:");
            daily.ingest(north, text.getBytes(StandardCharsets.UTF_8));
            List<JsonNode> told = daily.walk(reader, House.SIGHTINGS, 10);
            assertThat(told).hasSize(1);
            assertThat(told.getFirst().path("count").asInt()).isEqualTo(3);
            assertThat(told.getFirst().path("first_seen").asString()).contains("T00:00:00");
            assertThat(told.getFirst().path("last_seen").asString()).contains("T23:59:59");
            assertThat(daily.number("SELECT count(*) FROM sighting_count")).isEqualTo(3);

            House.json(daily.send(daily.operator(), "PUT", path, "{\"told\":\"hourly\"}"));
            daily.ingest(north, question("a.example", ELSEWHERE, 4));
            assertThat(daily.walk(reader, House.SIGHTINGS, 10)).hasSize(2);
        }
    }
}
