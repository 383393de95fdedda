package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.House.Who;
import org.commonwatch.stix.ObservableIds;
import org.commonwatch.stix.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Addresses of one's own networks go out as pseudonyms, by whatever way. */
class OwnNetworksTest {
    private static final String OWN = "198.18.3.4";
    private static final String OTHER = "198.19.3.4";
    private static final String GREEN =
            "\"object_marking_refs\":"
                    + "[\"marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb\"],";
    private static final String MADE = "2024-01-01T00:00:00.000Z";

    @TempDir private Path folder = Path.of("");

    @Test
    void noSurfaceShowsAnotherPartyAnAddressOfOnesOwnAndAllShowTheSame() throws Exception {
        try (House house = House.owning(folder.resolve("data"), "198.18.0.0/16, 2001:db8:7::/48")) {
            Who owner = house.party("CERT-XA", "member", "xa", "reader");
            Who other = house.party("CERT-XB", "member", "xb", "reader");
            String csv = "value,type,source\n" + OWN + ",ipv4,s\n" + OTHER + ",ipv4,s\n";
            house.addIndicators("CERT-XA", "TLP:GREEN", csv);
            String collection = "/api/v1/collections/" + House.INDICATORS.split("/", -1)[3];
            Set<String> ids = new TreeSet<>();
            for (String path :
                    List.of(
                            House.INDICATORS,
                            House.INDICATORS.replace("/objects/", "/manifest/"),
                            collection + "/objects",
                            collection + "/export",
                            "/api/v1/indicators",
                            "/api/v1/feeds/indicators.stix",
                            "/api/v1/feeds/indicators.csv",
                            collection + "/misp/manifest.json")) {
                String told = get(house, other, path);
                assertThat(told).as(path).doesNotContain(OWN);
                if (path.contains("/feeds/")) {
                    assertThat(told.lines().filter(line -> line.contains("198.")).toList())
                            .as("a pseudonym is nothing to block: " + path)
                            .isNotEmpty()
                            .allMatch(line -> line.contains(OTHER));
                    assertThat(Pattern.compile("indicator--[0-9a-f-]{36}").matcher(told).results())
                            .as(path)
                            .hasSize(1);
                } else if (told.contains("\"pattern\"")) {
                    assertThat(told).as(path).contains(OTHER);
                    told.lines()
                            .flatMap(line ->
                                    Pattern.compile("indicator--[0-9a-f-]{36}")
                                            .matcher(line)
                                            .results())
                            .forEach(id -> ids.add(id.group()));
                }
                if (!path.contains("manifest")) {
                    assertThat(get(house, owner, path)).as(path).contains(OWN);
                }
            }
            assertThat(ids).as("all surfaces show the same two").hasSize(2);
            String original = house.text("SELECT id FROM object WHERE text LIKE '%" + OWN + "%'");
            assertThat(ids).doesNotContain(original);
            assertThat(get(house, other, "/api/v1/indicators")).contains("are pseudonyms");
        }
    }

    @Test
    void idsThatWereMadeOfAddressesTellThemToNobody() throws Exception {
        try (House house = House.owning(folder.resolve("data"), "198.18.0.0/16")) {
            Who owner = house.party("CERT-XA", "member", "xa", "reader");
            Who other = house.party("CERT-XB", "member", "xb", "reader");
            JsonNode collection =
                    house.operate(
                            "/api/v1/taxii/collections",
                            "{\"root\":\"commons\",\"title\":\"Given\",\"read\":[\"CERT-XA\","
                                    + "\"CERT-XB\"],\"write\":[\"CERT-XA\"]}");
            String objects =
                    "/commons/collections/" + collection.path("id").asString() + "/objects/";
            String address = id(OWN);
            String place = id(OTHER);
            String seen = "observed-data--3d6f6a0e-2d5c-4d0a-9a53-51c0a7e0b6f1";
            give(
                    house,
                    owner,
                    objects,
                    address(address, OWN),
                    address(place, OTHER),
                    ("{\"type\":\"observed-data\",\"spec_version\":\"2.1\","
                                    + GREEN
                                    + "\"id\":\"%s\","
                                    + "\"created\":\"%s\",\"modified\":\"%s\","
                                    + "\"first_observed\":\"%s\",\"last_observed\":\"%s\","
                                    + "\"number_observed\":1,\"object_refs\":[\"%s\",\"%s\"]}")
                            .formatted(seen, MADE, MADE, MADE, MADE, address, place));

            String told = get(house, other, objects);
            assertThat(told).doesNotContain(OWN, address, seen).contains(OTHER, place);
            assertThat(get(house, owner, objects)).contains(OWN, address, seen);
            JsonNode page = House.json(house.taxii(other, objects));
            String pseudonym = "";
            String refs = "";
            for (JsonNode object : page.path("objects")) {
                if (object.path("type").asString().equals("observed-data")) {
                    refs = object.path("object_refs").toString();
                } else if (!object.path("id").asString().equals(place)) {
                    pseudonym = object.path("id").asString();
                    assertThat(object.path("value").asString()).isNotEqualTo(OWN);
                }
            }
            assertThat(pseudonym).startsWith("ipv4-addr--");
            assertThat(refs).as("what refers to it still does").contains(pseudonym, place);
            assertThat(get(house, other, objects + pseudonym + "/")).contains(pseudonym);
        }
    }

    @Test
    void anAgreementOnPersonalDataGivesTheAddressesAndTheReasonSaysSo() throws Exception {
        try (House house = House.owning(folder.resolve("data"), "198.18.0.0/16")) {
            house.party("CERT-XA", "member", "xa", "reader");
            Who other = house.party("CERT-XB", "member", "xb", "reader");
            house.addIndicators("CERT-XA", "TLP:GREEN", "value,type,source\n" + OWN + ",ipv4,s\n");
            JsonNode object = house.walk(other, House.INDICATORS, 10).getFirst();
            assertThat(object.toString()).doesNotContain(OWN);
            String why = "/api/v1/rulings?object=" + object.path("id").asString();
            assertThat(get(house, other, why)).contains("replaced by pseudonyms");

            house.operate(
                    "/api/v1/assertions",
                    "{\"id\":\"pact\",\"matter\":\"pact\",\"source\":\"operator\","
                        + "\"document\":\"none\",\"recorded\":\"2026-01-01\","
                        + "\"agreement\":{\"id\":\"pact\",\"parties\":[\"CERT-XA\",\"CERT-XB\"],"
                        + "\"classes\":[\"intelligence\"],\"personal-data\":true,"
                        + "\"from\":\"2026-01-01\"}}");
            JsonNode whole = house.walk(other, House.INDICATORS, 10).getFirst();
            assertThat(whole.toString()).contains(OWN);
            why = "/api/v1/rulings?object=" + whole.path("id").asString();
            assertThat(get(house, other, why)).doesNotContain("replaced by pseudonyms");
        }
    }

    private static String address(String id, String value) {
        return "{\"type\":\"ipv4-addr\",\"spec_version\":\"2.1\",%s\"id\":\"%s\",\"value\":\"%s\"}"
                .formatted(GREEN, id, value);
    }

    private static String id(String value) {
        var said = JsonObject.builder().put("type", "ipv4-addr").put("value", value).build();
        return ObservableIds.of(said).orElseThrow().toString();
    }

    private static void give(House house, Who who, String path, String... objects)
            throws Exception {
        String envelope = "{\"objects\":[" + String.join(",", objects) + "]}";
        var answer = house.post(who, path, House.TAXII, envelope.getBytes(StandardCharsets.UTF_8));
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(text).contains("\"failure_count\":0");
    }

    private static String get(House house, Who who, String path) throws Exception {
        String accept = path.startsWith("/api/") ? "*/*" : House.TAXII;
        var answer = house.get(Optional.of(who), path, accept);
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.statusCode()).as(path + " " + body).isEqualTo(200);
        return body;
    }
}
