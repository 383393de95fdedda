package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.House.Who;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Five servers: the first gives to the second and third, these to the fourth, and that to the
 * fifth, which is no Commonwatch to the fourth. Lines between them are cut and mended.
 */
class FederationTest {
    private static final int SERVERS = 5;
    private static final String ALL = "5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05";
    private static final String OBJECTS = "/commons/collections/" + ALL + "/objects/";
    private static final String GREEN = "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir private Path folder = Path.of("");

    private final List<House> houses = new ArrayList<>();
    private final List<Who> owners = new ArrayList<>();
    // How the one is known at the other, and the line from the one to the other.
    private final Map<String, Who> names = new HashMap<>();
    private final Map<String, Wire> wires = new HashMap<>();

    @BeforeEach
    void open() throws Exception {
        for (int i = 0; i < SERVERS; i++) {
            House house = House.calling(folder.resolve("" + i), "127.0.0.1", TestDatabase.empty());
            houses.add(house);
            for (int j = 0; j < SERVERS; j++) {
                Who who = house.party(party(j), "member", "from-" + j, "reader");
                names.put(j + " at " + i, who);
                if (i == j) {
                    owners.add(who);
                }
            }
        }
        for (int i = 0; i < SERVERS; i++) {
            for (int j = 0; j < SERVERS; j++) {
                if (i != j) {
                    int port = URI.create(houses.get(j).url()).getPort();
                    wires.put(i + " to " + j, new Wire(port));
                }
            }
        }
        pulls(1, 0);
        pulls(2, 0);
        pulls(3, 1);
        pulls(3, 2);
        pulls(4, 3);
        for (int[] pair : new int[][] {{0, 1}, {0, 2}, {1, 3}, {2, 3}}) {
            peers(pair[0], pair[1]);
            peers(pair[1], pair[0]);
        }
    }

    @AfterEach
    void close() throws Exception {
        houses.forEach(House::close);
        for (Wire each : wires.values()) {
            each.close();
        }
    }

    private static String party(int of) {
        return "CERT-X" + (char) ('A' + of);
    }

    private Who named(int who, int at) {
        return Objects.requireNonNull(names.get(who + " at " + at));
    }

    private Wire wire(int from, int to) {
        return Objects.requireNonNull(wires.get(from + " to " + to));
    }

    private void secret(int from, int to, String name) throws Exception {
        Path secrets = Files.createDirectories(folder.resolve("" + from).resolve("secrets"));
        Who who = named(from, to);
        Path file = Files.writeString(secrets.resolve(name), who.name() + ":" + who.token());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void pulls(int to, int from) throws Exception {
        secret(to, from, "pull-" + from);
        houses.get(to)
                .operate(
                        "/api/v1/connectors",
                        ("{\"name\":\"pull-%d\",\"kind\":\"pull\",\"url\":\"%s\",\"remote\":\"%s\","
                                        + "\"collection\":\"%s\",\"party\":\"%s\"}")
                                .formatted(
                                        from,
                                        wire(to, from).url() + "/taxii2/",
                                        ALL,
                                        ALL,
                                        party(from)));
    }

    private void peers(int here, int there) throws Exception {
        House other = houses.get(there);
        String key =
                JSON.readTree(
                                other.get(Optional.of(other.operator()), "/api/v1/peers", "*/*")
                                        .body())
                        .path("key")
                        .asString();
        secret(here, there, "peer-" + there);
        houses.get(here)
                .operate(
                        "/api/v1/peers",
                        "{\"name\":\"peer-%d\",\"party\":\"%s\",\"url\":\"%s\",\"key\":\"%s\"}"
                                .formatted(there, party(there), wire(here, there).url(), key));
    }

    private void spread() throws Exception {
        for (int turn = 0; turn < 2; turn++) {
            for (int[] each : new int[][] {{1, 0}, {2, 0}, {3, 1}, {3, 2}, {4, 3}}) {
                houses.get(each[0]).operate("/api/v1/connectors/pull-" + each[1] + "/run", "{}");
            }
        }
    }

    private static String id(int number) {
        return "indicator--00000000-0000-4000-8000-%012d".formatted(number);
    }

    private void post(int... numbers) throws Exception {
        StringBuilder objects = new StringBuilder();
        for (int each : numbers) {
            objects.append(objects.isEmpty() ? "" : ",")
                    .append("{\"type\":\"indicator\",\"spec_version\":\"2.1\",\"id\":\"")
                    .append(id(each))
                    .append("\",\"created\":\"2026-01-01T00:00:00.000Z\",\"modified\":")
                    .append("\"2026-01-01T00:00:00.000Z\",\"pattern\":\"[url:value = 'u']\",")
                    .append("\"pattern_type\":\"stix\",\"valid_from\":\"2026-01-01T00:00:00Z\",")
                    .append("\"object_marking_refs\":[\"" + GREEN + "\"]}");
        }
        byte[] body = ("{\"objects\":[" + objects + "]}").getBytes(StandardCharsets.UTF_8);
        assertThat(houses.get(0).post(owners.get(0), OBJECTS, House.TAXII, body).statusCode())
                .isEqualTo(202);
    }

    private boolean has(int house, int number) throws Exception {
        return houses.get(house)
                        .number(
                                "SELECT count(*) FROM object WHERE withdrawn IS NULL AND id = '"
                                        + id(number)
                                        + "'")
                > 0;
    }

    private JsonNode recalls(int of) throws Exception {
        House house = houses.get(of);
        return JSON.readTree(
                        house.get(Optional.of(house.operator()), "/api/v1/recalls", "*/*").body())
                .path("recalls");
    }

    private void await(int number, int... houses) throws Exception {
        for (int each : houses) {
            for (int i = 0; i < 400 && has(each, number); i++) {
                Thread.sleep(50);
            }
            assertThat(has(each, number)).as("server " + each + ": " + recalls(each)).isFalse();
        }
    }

    private HttpResponse<byte[]> withdraw(int number) throws Exception {
        return houses.get(0)
                .send(
                        owners.get(0),
                        "DELETE",
                        "/api/v1/collections/" + ALL + "/objects/" + id(number),
                        "");
    }

    @Test
    void whatIsWithdrawnIsGoneEverywhereOrListedWhenLinesAreMended() throws Exception {
        post(1, 2);
        spread();
        for (int house = 0; house < SERVERS; house++) {
            assertThat(has(house, 1)).as("server " + house).isTrue();
        }
        wire(0, 2).cut();
        wire(1, 3).cut();
        assertThat(withdraw(1).statusCode()).isEqualTo(200);
        await(1, 0, 1);
        assertThat(has(2, 1)).isTrue();
        assertThat(has(3, 1)).isTrue();
        JsonNode first = recalls(0).path(0);
        assertThat(first.path("concerned").path("exposed").asInt()).isEqualTo(1);
        assertThat(first.toString()).contains("\"reason\":\"withdrawn\"");
        wire(0, 2).mend();
        wire(1, 3).mend();
        await(1, 2, 3);
        for (int i = 0;
                i < 400 && recalls(0).path(0).path("concerned").path("exposed").asInt() > 0;
                i++) {
            Thread.sleep(50);
        }
        assertThat(recalls(0).path(0).path("concerned").path("exposed").asInt()).isZero();
        assertThat(recalls(0).toString()).contains("purged");
        // The fifth is no peer of the fourth, which is not the object's creator either.
        assertThat(has(4, 1)).isTrue();
        for (int i = 0; i < 400 && !recalls(3).toString().contains("beyond recall"); i++) {
            Thread.sleep(50);
        }
        assertThat(recalls(3).toString()).contains("beyond recall").contains("CERT-XE");
        // What was not withdrawn is where it was, and nothing comes back.
        spread();
        for (int house = 0; house < 4; house++) {
            assertThat(has(house, 1)).as("server " + house).isFalse();
            assertThat(has(house, 2)).as("server " + house).isTrue();
        }
    }

    @Test
    void whatIsNarrowedIsGoneWhereItMayNotBeReadAnyMore() throws Exception {
        post(1);
        spread();
        var narrowed =
                houses.get(0)
                        .send(
                                owners.get(0),
                                "PUT",
                                "/api/v1/collections/" + ALL + "/objects/" + id(1) + "/caveats",
                                "[{\"id\":\"c\",\"not-to\":[\"CERT-XB\"]}]");
        assertThat(narrowed.statusCode())
                .as(new String(narrowed.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        await(1, 1);
        assertThat(has(2, 1)).isTrue();
        assertThat(recalls(0).toString()).contains("narrowed").doesNotContain("CERT-XC");
    }

    private void standing(int of, String standing) throws Exception {
        houses.get(0)
                .operate(
                        "/api/v1/standings",
                        "{\"party\":\"%s\",\"body\":\"\",\"standing\":\"%s\"}"
                                .formatted(party(of), standing));
    }

    private JsonNode exposed(int of) throws Exception {
        House house = houses.get(of);
        return JSON.readTree(
                        house.get(Optional.of(house.operator()), "/api/v1/recalls", "*/*").body())
                .path("exposed");
    }

    @Test
    void whoLosesItsStandingIsFollowedThoughItNeverAsksAgain() throws Exception {
        post(1, 2);
        spread();
        wire(0, 1).cut();
        standing(1, "none");
        for (int i = 0; i < 400 && exposed(0).isEmpty(); i++) {
            Thread.sleep(50);
        }
        assertThat(exposed(0).toString())
                .contains("CERT-XB")
                .contains("\"objects\":2")
                .doesNotContain("CERT-XC");
        assertThat(has(1, 1)).isTrue();
        wire(0, 1).mend();
        await(1, 1);
        await(2, 1);
        // It follows on to the fourth what it gave; the third gave the same, and may.
        assertThat(has(2, 1)).isTrue();
        for (int i = 0; i < 400 && !exposed(0).isEmpty(); i++) {
            Thread.sleep(50);
        }
        assertThat(exposed(0)).isEmpty();
        // It comes again to whoever stands again.
        standing(1, "member");
        spread();
        assertThat(has(1, 1)).isTrue();
        assertThat(exposed(0)).isEmpty();
    }

    @Test
    void aNoticeThatIsNotSignedByThePeerOrNotForUsIsNotHeeded() throws Exception {
        post(1);
        spread();
        String statement =
                "{\"statement\":{\"notice\":\"11111111-1111-4111-8111-111111111111\",\"to\":\"x\","
                        + "\"object\":\"%s\"},\"signature\":\"AAAA\"}".formatted(id(1));
        byte[] body = statement.getBytes(StandardCharsets.UTF_8);
        for (Who who : List.of(named(0, 1), named(4, 1))) {
            var answer = houses.get(1).post(who, "/api/v1/recalls", "application/json", body);
            assertThat(answer.statusCode()).isEqualTo(400);
        }
        assertThat(has(1, 1)).isTrue();
    }
}
