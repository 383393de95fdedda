package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.House.Who;
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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Who asks why is told what it may know, for itself and for others, and each use is recorded. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulingsTest {
    private static final String ALL = "/api/v1/collections/5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05";
    private static final String AMBER = "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421";

    private final List<House> houses = new ArrayList<>();
    private final Map<String, Who> people = new TreeMap<>();

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        House house = House.open(folder.resolve("data"));
        houses.add(house);
        people.put("one", house.party("CERT-XA", "member", "reader-xa", "reader"));
        people.put("other", house.party("CERT-XB", "member", "reader-xb", "reader"));
        people.put("observer", house.party("CERT-XC", "observer", "reader-xc", "reader"));
        people.put("nobody", house.party("CERT-XD", "none", "reader-xd", "reader"));
        people.put("analyst", house.user("CERT-XB", "analyst-xb", "reader", "analyst"));
        people.put("own analyst", house.user("CERT-XA", "analyst-xa", "analyst"));
        people.put("auditor", house.user("CERT-XD", "auditor", "auditor"));
        house.office("OFFICE", "office");
        people.put("office's analyst", house.user("OFFICE", "analyst-of", "analyst"));
        people.put("nobody's analyst", house.user("CERT-XD", "analyst-xd", "analyst"));
    }

    @AfterAll
    void close() {
        houses.forEach(House::close);
    }

    private House house() {
        return houses.getFirst();
    }

    private Who who(String name) {
        return people.getOrDefault(name, new Who(name, ""));
    }

    private HttpResponse<byte[]> get(String who, String path) throws Exception {
        return house().get(Optional.of(who(who)), path, "*/*");
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private String post(String who, String name, String marking, String caveats) throws Exception {
        String id = "malware--" + UUID.randomUUID();
        String marked = marking.isEmpty() ? "" : "\"object_marking_refs\":[\"" + marking + "\"],";
        String text =
                ("{\"type\":\"malware\",\"spec_version\":\"2.1\",\"id\":\"%s\",%s"
                                + "\"created\":\"2026-01-01T00:00:00.000Z\","
                                + "\"modified\":\"2026-01-01T00:00:00.000Z\","
                                + "\"name\":\"%s\",\"is_family\":false}")
                        .formatted(id, marked, name);
        String body = "{\"objects\":[%s],\"caveats\":[%s]}".formatted(text, caveats);
        JsonNode receipt = House.json(house().send(who(who), "POST", ALL + "/objects", body));
        assertThat(receipt.path("failures")).isEmpty();
        return id;
    }

    private JsonNode rulings(String who, String path) throws Exception {
        return House.json(get(who, path)).path("rulings");
    }

    private static String lines(JsonNode ruling) {
        StringBuilder lines = new StringBuilder();
        for (JsonNode told : ruling.path("told")) {
            for (JsonNode line : told.path("lines")) {
                lines.append(line.path("topic").asString())
                        .append(": ")
                        .append(line.path("text").asString())
                        .append('\n');
            }
        }
        return lines.toString();
    }

    @Test
    void whoReadsIsToldByWhichRuleAndOnWhichDuties() throws Exception {
        String id = post("one", "open to members", AMBER, "");
        JsonNode told = rulings("other", "/api/v1/rulings?object=" + id);
        assertThat(told).hasSize(1);
        assertThat(told.get(0).path("answer").asString()).isEqualTo("permit");
        assertThat(told.get(0).path("body").asString()).isEqualTo("commons");
        assertThat(lines(told.get(0)))
                .contains("R01 permits it to standing 'member' in commons", "duty: ")
                .doesNotContain("CERT-XA", "identity--", "against");
        JsonNode owner = rulings("one", "/api/v1/rulings?object=" + id);
        assertThat(lines(owner.get(0)))
                .contains("An owner always reads its own.", "object: of CERT-XA");
    }

    @Test
    void whatIsHiddenIsAnsweredAsWhatIsAbsentHoweverItIsAskedFor() throws Exception {
        String hidden = post("one", "confided", AMBER, "");
        String absent = "malware--" + UUID.randomUUID();
        for (String who : List.of("observer", "nobody")) {
            same(who, "/api/v1/rulings?object=", hidden, absent);
        }
        for (String who : List.of("nobody's analyst")) {
            same(who, "/api/v1/parties/CERT-XD/rulings?object=", hidden, absent);
        }
        String kept = post("one", "not to XB", "", "{\"id\":\"c\",\"not-to\":[\"CERT-XB\"]}");
        same("analyst", "/api/v1/parties/CERT-XA/rulings?object=", kept, absent);
        same("analyst", "/api/v1/parties/CERT-XC/rulings?object=", kept, absent);
    }

    private void same(String who, String path, String hidden, String absent) throws Exception {
        var one = get(who, path + hidden);
        var other = get(who, path + absent);
        assertThat(one.statusCode()).isEqualTo(404).isEqualTo(other.statusCode());
        assertThat(text(one).replace(hidden, absent)).isEqualTo(text(other));
        assertThat(House.headers(one)).isEqualTo(House.headers(other));
    }

    @Test
    void toAskForAnotherIsARightOfItsOwnAndEachUseIsRecorded() throws Exception {
        String id = post("one", "for members", AMBER, "");
        String path = "/api/v1/parties/CERT-XC/rulings?object=" + id;
        for (String who : List.of("one", "observer", "nobody")) {
            assertThat(get(who, path).statusCode()).isEqualTo(403);
            assertThat(get(who, "/api/v1/parties/CERT-XC/what-if").statusCode()).isEqualTo(403);
            assertThat(get(who, "/api/v1/parties/CERT-XC/objects").statusCode()).isEqualTo(403);
        }
        JsonNode told = rulings("analyst", path);
        assertThat(told.get(0).path("answer").asString()).isEqualTo("withhold");
        assertThat(lines(told.get(0)))
                .contains("The reader's standing in commons is 'observer'", "CERT-XC")
                .doesNotContain("CERT-XA");
        JsonNode owner = rulings("own analyst", path);
        assertThat(lines(owner.get(0))).contains("object: of CERT-XA", "lowered");
        var entries =
                House.json(
                        house().get(
                                        Optional.of(house().operator()),
                                        "/api/v1/record?from=1&limit=1000",
                                        "*/*"));
        List<String> bodies = new ArrayList<>();
        entries.path("entries").forEach(each -> bodies.add(each.path("body").asString()));
        assertThat(bodies)
                .anyMatch(each ->
                        each.contains("\"surface\":\"rulings\"")
                                && each.contains("\"user\":\"analyst-xb\"")
                                && each.contains("id " + id + ", for identity--"));
    }

    @Test
    void anAuditorIsToldEverythingAndReadsNothing() throws Exception {
        String id = post("one", "kept", AMBER, "{\"id\":\"c9\",\"not-to\":[\"CERT-XB\"]}");
        JsonNode told = rulings("auditor", "/api/v1/parties/CERT-XB/rulings?object=" + id);
        assertThat(lines(told.get(0))).contains("object: of CERT-XA", "c9");
        assertThat(get("auditor", ALL + "/objects").statusCode()).isEqualTo(403);
    }

    @Test
    void anOfficeIsToldWhoseObjectItIsAndNotWhatTheOwnerSaid() throws Exception {
        String clear = "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487";
        String id = post("one", "public", clear, "{\"id\":\"c7\",\"not-to\":[\"CERT-XB\"]}");
        String path = "/api/v1/parties/CERT-XB/rulings?object=" + id;
        assertThat(lines(rulings("office's analyst", path).get(0)))
                .contains("object: of CERT-XA", "The owner demands something.")
                .doesNotContain("c7");
        assertThat(names("office's analyst"))
                .containsExactly("CERT-XA", "CERT-XB", "CERT-XC", "OFFICE");
    }

    @Test
    void aRefusalTellsOnlyWhatOnesPartyIsAndWhomToAsk() throws Exception {
        House house = house();
        house.operate("/api/v1/taxii/roots", "{\"name\":\"forum\",\"title\":\"Forum\"}");
        JsonNode collection =
                house.operate(
                        "/api/v1/taxii/collections",
                        "{\"root\":\"forum\",\"title\":\"Given\",\"description\":\"\","
                            + "\"mediaTypes\":[],\"read\":[\"CERT-XB\"],\"write\":[\"CERT-XA\"]}");
        String path = "/api/v1/collections/" + collection.path("id").asString() + "/objects";
        var refused = house.send(who("other"), "POST", path, "{\"objects\":[]}");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(text(refused))
                .contains("Your party may not contribute in 'Given'.", "No rule of forum")
                .doesNotContain("CERT-X", "identity--");
        var unread = get("one", path);
        assertThat(unread.statusCode()).isEqualTo(403);
        assertThat(text(unread)).contains("Your party may not read in 'Given'.");
        assertThat(get("observer", path).statusCode()).isEqualTo(404);
    }

    @Test
    void whatWouldBeIsCountedOnlyOfWhatTheAskerMayKnow() throws Exception {
        String id = post("one", "what if", AMBER, "");
        String hidden =
                post("one", "what if not", AMBER, "{\"id\":\"c3\",\"not-to\":[\"CERT-XB\"]}");
        String path = "/api/v1/parties/CERT-XC/what-if?standing=member&body=commons";
        JsonNode told = House.json(get("analyst", path));
        assertThat(told.path("gained").path("ids").toString()).contains(id).doesNotContain(hidden);
        JsonNode everything = House.json(get("auditor", path));
        assertThat(everything.path("gained").path("objects").asInt())
                .isGreaterThan(told.path("gained").path("objects").asInt());
        assertThat(everything.path("gained").path("ids")).isEmpty();
        JsonNode owner = House.json(get("own analyst", path));
        assertThat(owner.path("gained").path("ids").toString()).contains(id, hidden);
        String lifted = "/api/v1/parties/CERT-XB/what-if?without=c3";
        assertThat(House.json(get("own analyst", lifted)).path("gained").path("ids").toString())
                .contains(hidden)
                .doesNotContain(id);
        assertThat(get("analyst", "/api/v1/parties/CERT-XC/what-if").statusCode()).isEqualTo(400);
        assertThat(get("analyst", path.replace("member", "emperor")).statusCode()).isEqualTo(422);
        JsonNode agreed =
                House.json(
                        get(
                                "own analyst",
                                "/api/v1/parties/CERT-XC/what-if?agreement=intelligence"));
        assertThat(agreed.path("gained").path("ids").toString()).contains(id, hidden);
    }

    @Test
    void anAnalystSeesAsAnotherDoesOfWhatItMayReadItself() throws Exception {
        String green = "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb";
        String shared = post("one", "seen by both", green, "");
        String kept = post("one", "not by me", green, "{\"id\":\"c\",\"not-to\":[\"CERT-XB\"]}");
        String amber = post("one", "not by the other", AMBER, "");
        String later = post("one", "in time", green, "{\"id\":\"c\",\"embargo\":\"2100-01-01\"}");
        String part = post("one", "a part", green, "{\"id\":\"c\",\"hide\":\"name\"}");
        String path =
                "/api/v1/parties/CERT-XC/objects?limit=1000&collection="
                        + ALL.substring(ALL.lastIndexOf('/') + 1);
        assertThat(text(get("analyst", path)))
                .contains(shared)
                .doesNotContain(kept, amber, later, "a part");
        // It cannot read of the object itself what the other will.
        assertThat(text(get("analyst", path + "&at=2101-01-01T00:00:00Z")))
                .contains(shared)
                .doesNotContain(kept, amber, later);
        assertThat(text(get("own analyst", path + "&at=2101-01-01T00:00:00Z")))
                .contains(shared, kept, later)
                .doesNotContain(amber, part + "\",\"created", "a part");
        assertThat(House.json(get("observer", ALL + "/objects?q=" + later)).path("objects"))
                .isEmpty();
        assertThat(get("auditor", path).statusCode()).isEqualTo(200);
        assertThat(House.json(get("auditor", path)).path("objects")).isEmpty();
    }

    @Test
    void aPartyKnowsThoseWithWhomItBelongsAndNoOthers() throws Exception {
        assertThat(names("one")).containsExactly("CERT-XA", "CERT-XB", "CERT-XC");
        assertThat(names("observer")).containsExactly("CERT-XA", "CERT-XB", "CERT-XC");
        assertThat(names("nobody")).containsExactly("CERT-XD");
        assertThat(names("auditor"))
                .containsExactly("CERT-XA", "CERT-XB", "CERT-XC", "CERT-XD", "OFFICE");
        same("nobody", "/api/v1/parties/", "CERT-XA", "CERT-YY");
        same("one", "/api/v1/parties/", "CERT-XD", "CERT-YY");
        JsonNode page = House.json(get("one", "/api/v1/parties?limit=2"));
        String next = page.path("next").asString();
        JsonNode rest = House.json(get("one", "/api/v1/parties?limit=2&cursor=" + next));
        assertThat(rest.path("parties").get(0).path("name").asString()).isEqualTo("CERT-XC");
        assertThat(rest.has("next")).isFalse();
    }

    private List<String> names(String who) throws Exception {
        List<String> names = new ArrayList<>();
        House.json(get(who, "/api/v1/parties"))
                .path("parties")
                .forEach(each -> names.add(each.path("name").asString()));
        return names;
    }

    @Test
    void aPartyIsToldItsStandingAndWhomToAsk() throws Exception {
        JsonNode own = House.json(get("nobody", "/api/v1/standing"));
        assertThat(own.path("name").asString()).isEqualTo("CERT-XD");
        JsonNode place = own.path("bodies").get(0);
        assertThat(place.path("body").asString()).isEqualTo("commons");
        assertThat(place.path("standings").get(0).path("type").asString()).isEqualTo("none");
        assertThat(own.path("ask").get(0).path("organs").get(0).asString()).isEqualTo("commons");
        assertThat(own.path("ask").get(0).path("standings").toString()).contains("observer");
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() throws Exception {
        post("one", "tagged", "", "");
        for (String path :
                List.of(
                        "/api/v1/standing",
                        "/api/v1/parties",
                        "/api/v1/collections",
                        ALL + "/counts",
                        ALL + "/objects?limit=1")) {
            var first = get("other", path);
            String tag = first.headers().firstValue("ETag").orElseThrow();
            var again = house().getIfNew(who("other"), path, tag);
            assertThat(again.statusCode()).as(path).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(house().getIfNew(who("other"), path, "\"x\"").statusCode()).isEqualTo(200);
        }
    }
}
