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

/**
 * A party with no standing signs in, contributes to review, corrects its own, reads what is public
 * and its receipts, and learns whom to ask; and nothing else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoStandingTest {
    private static final String ALL = "/api/v1/collections/5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05";
    private static final String TAXII = "/commons/collections/all/objects/";
    private static final Map<String, String> MARKINGS =
            Map.of(
                    "CLEAR", "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
                    "GREEN", "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
                    "AMBER", "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
                    "RED", "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1");

    private final List<House> houses = new ArrayList<>();
    private final Map<String, Who> people = new TreeMap<>();

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        House house = House.open(folder.resolve("data"));
        houses.add(house);
        people.put("member", house.party("CERT-XA", "member", "reader-xa", "reader"));
        people.put("outsider", house.party("CERT-XB", "none", "reader-xb", "reader"));
        people.put("other outsider", house.party("CERT-XC", "none", "reader-xc", "reader"));
        people.put("office", house.office("OFFICE", "office"));
        people.put("no office", house.user("CERT-XA", "secretary-xa", "secretary"));
        people.put("own secretary", house.user("CERT-XB", "secretary-xb", "secretary"));
    }

    @AfterAll
    void close() {
        houses.forEach(House::close);
    }

    private HttpResponse<byte[]> get(String who, String path) throws Exception {
        return houses.getFirst().get(Optional.of(who(who)), path, "*/*");
    }

    private HttpResponse<byte[]> send(String who, String method, String path, String body)
            throws Exception {
        return houses.getFirst().send(who(who), method, path, body);
    }

    private Who who(String name) {
        return people.getOrDefault(name, new Who(name, ""));
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static String malware(String id, int version, String marking) {
        return ("{\"type\":\"malware\",\"spec_version\":\"2.1\",\"id\":\"%s\","
                        + "\"object_marking_refs\":[\"%s\"],"
                        + "\"created\":\"2026-01-01T00:00:00.000Z\","
                        + "\"modified\":\"2026-01-0%dT00:00:00.000Z\","
                        + "\"name\":\"version %d\",\"is_family\":false}")
                .formatted(id, MARKINGS.get(marking), version, version);
    }

    private static String id() {
        return "malware--" + UUID.randomUUID();
    }

    private JsonNode post(String who, String... objects) throws Exception {
        String body = "{\"objects\":[" + String.join(",", objects) + "]}";
        return House.json(send(who, "POST", ALL + "/objects", body));
    }

    private JsonNode decide(String receipt, boolean taken, String reason) throws Exception {
        String body = "{\"taken\":%s,\"reason\":\"%s\"}".formatted(taken, reason);
        return House.json(send("office", "POST", "/api/v1/reviews/" + receipt, body));
    }

    @Test
    void whatItContributesIsReadByNobodyUntilTheOfficeTookIt() throws Exception {
        String id = id();
        JsonNode receipt = post("outsider", malware(id, 1, "GREEN"));
        String review = receipt.path("id").asString();
        assertThat(receipt.path("pendings").get(0).path("message").asString())
                .isEqualTo("It waits until commons has looked at it.");
        assertThat(receipt.path("successes")).isEmpty();
        for (String who : List.of("member", "outsider", "other outsider")) {
            assertThat(get(who, ALL + "/objects/" + id).statusCode()).isEqualTo(404);
            assertThat(text(get(who, ALL + "/export"))).doesNotContain(id);
            assertThat(text(get(who, TAXII))).doesNotContain(id);
        }
        assertThat(text(get("office", "/api/v1/reviews")))
                .contains(review, malware(id, 1, "GREEN"), "CERT-XB");
        assertThat(
                        houses.getFirst()
                                .number(
                                        "SELECT count(*) FROM record WHERE body LIKE"
                                                + " '%\"surface\":\"reviews\"%"
                                                + review
                                                + "%' OR body LIKE '%"
                                                + review
                                                + "%\"surface\":\"reviews\"%'"))
                .isEqualTo(1);
        for (String who : List.of("no office", "own secretary")) {
            assertThat(House.json(get(who, "/api/v1/reviews")).path("reviews")).isEmpty();
            var refused =
                    send(
                            who,
                            "POST",
                            "/api/v1/reviews/" + review,
                            "{\"taken\":true,\"reason\":\"\"}");
            String absent = UUID.randomUUID().toString();
            var other =
                    send(
                            who,
                            "POST",
                            "/api/v1/reviews/" + absent,
                            "{\"taken\":true,\"reason\":\"\"}");
            assertThat(refused.statusCode()).isEqualTo(404);
            assertThat(text(refused).replace(review, absent)).isEqualTo(text(other));
        }
        assertThat(get("outsider", "/api/v1/reviews").statusCode()).isEqualTo(403);
        JsonNode taken = decide(review, true, "");
        assertThat(taken.path("successes").get(0).path("id").asString()).isEqualTo(id);
        assertThat(text(get("member", ALL + "/objects/" + id))).contains(malware(id, 1, "GREEN"));
        assertThat(text(get("outsider", ALL + "/objects/" + id))).contains(malware(id, 1, "GREEN"));
        assertThat(get("other outsider", ALL + "/objects/" + id).statusCode()).isEqualTo(404);
        assertThat(House.json(get("outsider", "/api/v1/receipts/" + review)).path("pendings"))
                .isEmpty();
        assertThat(get("other outsider", "/api/v1/receipts/" + review).statusCode()).isEqualTo(404);
    }

    @Test
    void itCorrectsItsOwnAndTakesItBack() throws Exception {
        String id = id();
        decide(post("outsider", malware(id, 1, "CLEAR")).path("id").asString(), true, "");
        String second = post("outsider", malware(id, 2, "CLEAR")).path("id").asString();
        assertThat(text(get("member", ALL + "/objects/" + id))).contains("version 1");
        decide(second, true, "");
        assertThat(text(get("member", ALL + "/objects/" + id))).contains("version 2");
        House.json(send("outsider", "DELETE", ALL + "/objects/" + id, ""));
        assertThat(get("member", ALL + "/objects/" + id).statusCode()).isEqualTo(404);
        String third = post("outsider", malware(id(), 1, "CLEAR")).path("id").asString();
        JsonNode back = House.json(send("outsider", "DELETE", "/api/v1/receipts/" + third, ""));
        assertThat(back.path("failures").get(0).path("message").asString())
                .isEqualTo("You took it back.");
        assertThat(text(get("office", "/api/v1/reviews"))).doesNotContain(third);
    }

    @Test
    void whatTheOfficeRefusesIsToldWithTheReasonAndKeptNowhere() throws Exception {
        String id = id();
        String receipt = post("outsider", malware(id, 1, "AMBER")).path("id").asString();
        var bare = "{\"taken\":false,\"reason\":\"\"}";
        assertThat(send("office", "POST", "/api/v1/reviews/" + receipt, bare).statusCode())
                .isEqualTo(400);
        decide(receipt, false, "it is a test file");
        JsonNode told = House.json(get("outsider", "/api/v1/receipts/" + receipt));
        assertThat(told.path("failures").get(0).path("message").asString())
                .isEqualTo("It was looked at and not taken: it is a test file");
        assertThat(
                        send(
                                        "office",
                                        "POST",
                                        "/api/v1/reviews/" + receipt,
                                        bare.replace("\"\"", "\"x\""))
                                .statusCode())
                .isEqualTo(404);
        assertThat(
                        houses.getFirst()
                                .number(
                                        "SELECT count(*) FROM submission WHERE receipt = '"
                                                + receipt
                                                + "'"))
                .isZero();
        assertThat(
                        houses.getFirst()
                                .number(
                                        "SELECT count(*) FROM record WHERE kind = 'review' AND body"
                                                + " LIKE '%it is a test file%'"))
                .isEqualTo(1);
    }

    @Test
    void whatIsForItsOwnerAloneIsLookedAtByNobody() throws Exception {
        String red = id();
        String green = id();
        String both = malware(red, 1, "RED") + "," + malware(green, 1, "GREEN");
        JsonNode receipt = post("outsider", both);
        String review = receipt.path("id").asString();
        assertThat(receipt.path("successes").get(0).path("id").asString()).isEqualTo(red);
        assertThat(receipt.path("pendings").get(0).path("id").asString()).isEqualTo(green);
        assertThat(text(get("office", "/api/v1/reviews"))).contains(green).doesNotContain(red);
        assertThat(get("outsider", ALL + "/objects/" + red).statusCode()).isEqualTo(200);
        assertThat(get("member", ALL + "/objects/" + red).statusCode()).isEqualTo(404);
        JsonNode taken = decide(review, true, "");
        assertThat(taken.path("successes")).hasSize(2);
        assertThat(taken.path("pendings")).isEmpty();
    }

    @Test
    void whoIsToBeReviewedFirstWaitsToo() throws Exception {
        House house = houses.getFirst();
        people.put("reviewed", house.party("CERT-XD", "member", "reader-xd", "reader"));
        house.operate(
                "/api/v1/assertions",
                "{\"id\":\"S1\",\"matter\":\"S1\",\"source\":\"commons\",\"document\":\"minutes\","
                        + "\"recorded\":\"2026-01-01\",\"restriction\":{\"id\":\"S1\","
                        + "\"party\":\"CERT-XD\",\"body\":\"commons\",\"actions\":[\"contribute\"],"
                        + "\"reviewer\":\"the secretary\",\"from\":\"2026-01-01\"}}");
        JsonNode receipt = post("reviewed", malware(id(), 1, "AMBER"));
        assertThat(receipt.path("pendings").get(0).path("message").asString())
                .isEqualTo("It waits until the secretary has looked at it.");
        decide(receipt.path("id").asString(), true, "");
        JsonNode own = House.json(get("reviewed", "/api/v1/standing"));
        assertThat(own.path("restrictions").get(0).path("through").asString())
                .isEqualTo("the secretary");
    }

    @Test
    void itReadsWhatIsPublicAndNothingElse() throws Exception {
        Map<String, String> ids = new TreeMap<>();
        for (String marking : MARKINGS.keySet()) {
            ids.put(marking, id());
            post("member", malware(ids.getOrDefault(marking, ""), 1, marking));
        }
        String open = ids.getOrDefault("CLEAR", "");
        assertThat(get("outsider", ALL + "/objects/" + open).statusCode()).isEqualTo(200);
        assertThat(get("outsider", "/api/v1/rulings?object=" + open).statusCode()).isEqualTo(200);
        String absent = id();
        for (String marking : List.of("GREEN", "AMBER", "RED")) {
            String hidden = ids.getOrDefault(marking, "");
            for (String path :
                    List.of(
                            ALL + "/objects/",
                            "/api/v1/rulings?object=",
                            "/api/v1/deliveries?object=",
                            ALL + "/objects?q=",
                            TAXII)) {
                same(
                        get("outsider", path + hidden),
                        hidden,
                        get("outsider", path + absent),
                        absent);
            }
            for (String method : List.of("DELETE", "PUT")) {
                String rest = method.equals("PUT") ? "/caveats" : "";
                same(
                        send("outsider", method, ALL + "/objects/" + hidden + rest, "[]"),
                        hidden,
                        send("outsider", method, ALL + "/objects/" + absent + rest, "[]"),
                        absent);
            }
            assertThat(text(get("outsider", ALL + "/export"))).doesNotContain(hidden);
        }
    }

    private static void same(
            HttpResponse<byte[]> hidden, String id, HttpResponse<byte[]> absent, String other) {
        assertThat(hidden.statusCode()).isEqualTo(absent.statusCode());
        assertThat(text(hidden).replace(id, other)).isEqualTo(text(absent));
        assertThat(House.headers(hidden)).isEqualTo(House.headers(absent));
    }

    @Test
    void everyOtherAddressIsRefusedWhateverIsThere() throws Exception {
        for (String path :
                List.of(
                        "/api/v1/counts",
                        "/api/v1/record",
                        "/api/v1/record/head",
                        "/api/v1/assertions",
                        "/api/v1/backup",
                        "/api/v1/taxii/collections",
                        "/api/v1/parties/CERT-XA/rulings?object=" + id(),
                        "/api/v1/parties/CERT-XA/what-if?without=x",
                        "/api/v1/parties/CERT-XA/objects")) {
            assertThat(get("outsider", path).statusCode()).as(path).isEqualTo(403);
        }
        JsonNode parties = House.json(get("outsider", "/api/v1/parties")).path("parties");
        assertThat(parties).hasSize(1);
        assertThat(parties.get(0).path("name").asString()).isEqualTo("CERT-XB");
    }

    @Test
    void itSeesItsReceiptsOverBothInterfacesAndWhomToAsk() throws Exception {
        String first = post("other outsider", malware(id(), 1, "GREEN")).path("id").asString();
        String last = post("other outsider", malware(id(), 1, "GREEN")).path("id").asString();
        JsonNode page = House.json(get("other outsider", "/api/v1/receipts?limit=1"));
        assertThat(page.path("receipts").get(0).path("id").asString()).isEqualTo(last);
        JsonNode rest =
                House.json(
                        get(
                                "other outsider",
                                "/api/v1/receipts?limit=1&cursor=" + page.path("next").asString()));
        assertThat(rest.path("receipts").get(0).path("id").asString()).isEqualTo(first);
        assertThat(rest.has("next")).isFalse();
        JsonNode status =
                House.json(
                        houses.getFirst()
                                .taxii(who("other outsider"), "/commons/status/" + last + "/"));
        assertThat(status.path("status").asString()).isEqualTo("pending");
        assertThat(status.path("pending_count").asInt()).isEqualTo(1);
        decide(first, false, "no");
        decide(last, true, "");
        status =
                House.json(
                        houses.getFirst()
                                .taxii(who("other outsider"), "/commons/status/" + last + "/"));
        assertThat(status.path("status").asString()).isEqualTo("complete");
        JsonNode own = House.json(get("other outsider", "/api/v1/standing"));
        assertThat(own.path("ask").get(0).path("organs").get(0).asString()).isEqualTo("commons");
    }
}
