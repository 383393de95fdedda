package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.House.Who;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two servers, each of which has a reader at the other, over real HTTP. */
class ExchangeTest {
    private static final String ALL = "5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05";
    private static final String OBJECTS = "/commons/collections/" + ALL + "/objects/";
    private static final String GREEN = "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da";
    private static final String AMBER = "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82";

    @TempDir private Path folder = Path.of("");

    private final List<House> houses = new ArrayList<>();
    private final List<Who> whos = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        for (String own : List.of("XA", "XB")) {
            House house = House.calling(folder.resolve(own), "127.0.0.1");
            houses.add(house);
            String other = own.equals("XA") ? "XB" : "XA";
            whos.add(house.party("CERT-" + own, "member", "own-" + own, "reader"));
            whos.add(house.party("CERT-" + other, "member", "peer-" + other, "reader"));
            whos.add(house.party("CERT-XC", "observer", "observer-" + own, "reader"));
        }
    }

    @AfterEach
    void close() {
        houses.forEach(House::close);
    }

    private House house(int of) {
        return houses.get(of);
    }

    private Who own(int of) {
        return whos.get(3 * of);
    }

    private Who peer(int of) {
        return whos.get(3 * of + 1);
    }

    private Who observer(int of) {
        return whos.get(3 * of + 2);
    }

    // Has one house know how to sign in at the other.
    private void connect(int from, int to, String name, Map<String, String> more) throws Exception {
        Path secrets = folder.resolve(from == 0 ? "XA" : "XB").resolve("secrets");
        Files.createDirectories(secrets);
        Path secret = secrets.resolve(name);
        Files.writeString(secret, peer(to).name() + ":" + peer(to).token());
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        String others =
                more.entrySet().stream()
                        .map(each -> ",\"" + each.getKey() + "\":" + each.getValue())
                        .reduce("", String::concat);
        house(from)
                .operate(
                        "/api/v1/connectors",
                        ("{\"name\":\"%s\",\"url\":\"%s/taxii2/\",\"remote\":\"%s\","
                                        + "\"collection\":\"%s\",\"party\":\"CERT-%s\"%s}")
                                .formatted(
                                        name,
                                        house(to).url(),
                                        ALL,
                                        ALL,
                                        to == 0 ? "XA" : "XB",
                                        others));
    }

    private JsonNode run(int house, String name) throws Exception {
        return house(house).operate("/api/v1/connectors/" + name + "/run", "{}");
    }

    private static String indicator(int number, String marking) {
        return ("{\"type\":\"indicator\",  \"spec_version\":\"2.1\","
                        + "\"id\":\"indicator--00000000-0000-4000-8000-%012d\","
                        + "\"created\":\"2026-01-01T00:00:00.000Z\","
                        + "\"modified\":\"2026-01-01T00:00:00.000Z\","
                        + "\"pattern\":\"[domain-name:value = 'n%d.example']\","
                        + "\"pattern_type\":\"stix\",\"valid_from\":\"2026-01-01T00:00:00Z\","
                        + "\"object_marking_refs\":[\"%s\"]}")
                .formatted(number, number, marking);
    }

    private void post(int house, Who who, String... objects) throws Exception {
        var answer =
                house(house)
                        .post(
                                who,
                                OBJECTS,
                                House.TAXII,
                                ("{\"objects\":[" + String.join(",", objects) + "]}")
                                        .getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).isEqualTo(202);
    }

    private List<String> texts(int house, Who who) throws Exception {
        return Surfaces.texts(
                house(house)
                        .get(Optional.of(who), "/api/v1/collections/" + ALL + "/export", "*/*")
                        .body());
    }

    @Test
    void whatIsPulledKeepsItsBytesAndIsReadAsItsMarkingsSay() throws Exception {
        post(0, own(0), indicator(1, GREEN), indicator(2, AMBER));
        connect(1, 0, "from-xa", Map.of("kind", "\"pull\""));
        JsonNode round = run(1, "from-xa");
        assertThat(round.path("objects").asInt()).isEqualTo(2);
        assertThat(round.path("taken").asInt()).isEqualTo(2);
        assertThat(texts(1, own(1)))
                .containsExactlyInAnyOrder(indicator(1, GREEN), indicator(2, AMBER));
        assertThat(texts(1, observer(1))).containsExactly(indicator(1, GREEN));
        assertThat(run(1, "from-xa").path("objects").asInt()).isZero();
        post(0, own(0), indicator(3, GREEN));
        assertThat(run(1, "from-xa").path("taken").asInt()).isEqualTo(1);
        assertThat(texts(1, own(1))).hasSize(3);
    }

    @Test
    void aDefinitionThatIsNotOnThePageIsFetchedSoThatItsConditionsHold() throws Exception {
        String marking = "marking-definition--00000000-0000-4000-8000-00000000000a";
        post(
                0,
                own(0),
                ("{\"type\":\"marking-definition\",\"spec_version\":\"2.1\",\"id\":\"%s\","
                                + "\"created\":\"2026-01-01T00:00:00.000Z\",\"name\":\"TLP:GREEN\","
                                + "\"definition_type\":\"statement\","
                                + "\"definition\":{\"statement\":\"TLP:GREEN\"}}")
                        .formatted(marking));
        post(0, own(0), indicator(1, marking));
        connect(1, 0, "indicators", Map.of("kind", "\"pull\"", "types", "[\"indicator\"]"));
        run(1, "indicators");
        assertThat(house(1).number("SELECT count(*) FROM object WHERE id = '" + marking + "'"))
                .isEqualTo(1);
    }

    @Test
    void twoThatPullFromEachOtherComeToRest() throws Exception {
        post(0, own(0), indicator(1, GREEN), indicator(2, AMBER));
        post(1, own(1), indicator(3, GREEN));
        connect(1, 0, "from-xa", Map.of("kind", "\"pull\""));
        connect(0, 1, "from-xb", Map.of("kind", "\"pull\""));
        for (int turn = 0; turn < 3; turn++) {
            run(1, "from-xa");
            run(0, "from-xb");
        }
        for (int house = 0; house < 2; house++) {
            assertThat(house(house).number("SELECT count(*) FROM object")).isEqualTo(3);
            assertThat(texts(house, own(house))).hasSize(3);
        }
        assertThat(run(0, "from-xb").path("objects").asInt()).isZero();
    }

    @Test
    void whatIsPushedIsWhatTheOtherMayReadAndStandsInTheRecord() throws Exception {
        house(0).party("CERT-XD", "observer", "reader-xd", "reader");
        post(0, own(0), indicator(1, GREEN), indicator(2, AMBER));
        connect(0, 1, "to-xb", Map.of("kind", "\"push\""));
        JsonNode round = run(0, "to-xb");
        assertThat(round.path("taken").asInt()).isEqualTo(2);
        assertThat(texts(1, own(1))).hasSize(2);
        assertThat(run(0, "to-xb").path("objects").asInt()).isZero();
        String deliveries =
                new String(
                        house(0).get(
                                        Optional.of(own(0)),
                                        "/api/v1/deliveries?object="
                                                + "indicator--00000000-0000-4000-8000-000000000002",
                                        "*/*")
                                .body(),
                        StandardCharsets.UTF_8);
        assertThat(deliveries).contains("CERT-XB").contains("push");
        // What came from there does not go back.
        connect(0, 1, "from-xb", Map.of("kind", "\"pull\""));
        post(1, own(1), indicator(3, GREEN));
        run(0, "from-xb");
        JsonNode again = run(0, "to-xb");
        assertThat(again.path("objects").asInt()).isEqualTo(1);
        assertThat(again.path("taken").asInt()).isZero();
        assertThat(house(1).number("SELECT count(*) FROM object")).isEqualTo(3);
    }

    @Test
    void anObserverIsPushedLessThanAMember() throws Exception {
        post(0, own(0), indicator(1, GREEN), indicator(2, AMBER));
        house(0).operate(
                        "/api/v1/standings",
                        "{\"party\":\"CERT-XB\",\"body\":\"\",\"standing\":\"observer\"}");
        connect(0, 1, "to-xb", Map.of("kind", "\"push\""));
        run(0, "to-xb");
        assertThat(texts(1, own(1))).containsExactly(indicator(1, GREEN));
    }

    @Test
    void aConnectorRunsWhenItIsItsTurnAndNoMoreWhenItHasEnded() throws Exception {
        post(0, own(0), indicator(1, GREEN));
        connect(1, 0, "from-xa", Map.of("kind", "\"pull\"", "every", "10"));
        for (int wait = 0; wait < 300 && texts(1, own(1)).isEmpty(); wait++) {
            Thread.sleep(50);
        }
        assertThat(texts(1, own(1))).containsExactly(indicator(1, GREEN));
        var ended = house(1).send(house(1).operator(), "DELETE", "/api/v1/connectors/from-xa", "");
        assertThat(ended.statusCode()).isEqualTo(200);
        assertThat(
                        house(1).send(
                                        house(1).operator(),
                                        "POST",
                                        "/api/v1/connectors/from-xa/run",
                                        "{}")
                                .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatDoesNotHoldIsToldWithWhatToDo() throws Exception {
        connect(1, 0, "from-xa", Map.of("kind", "\"pull\""));
        JsonNode good = house(1).operate("/api/v1/connectors/from-xa/test", "{}");
        assertThat(good.path("works").asBoolean()).isTrue();
        Path secret = folder.resolve("XB").resolve("secrets").resolve("from-xa");
        Files.writeString(secret, "nobody:nothing");
        JsonNode bad = house(1).operate("/api/v1/connectors/from-xa/test", "{}");
        assertThat(bad.path("works").asBoolean()).isFalse();
        assertThat(bad.toString()).contains("answered 401").contains("Check the secret");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(house(1).operate("/api/v1/connectors/from-xa/test", "{}").toString())
                .contains("Others than its owner");
        String said =
                new String(
                        house(1).get(Optional.of(house(1).operator()), "/api/v1/connectors", "*/*")
                                .body(),
                        StandardCharsets.UTF_8);
        assertThat(said).contains("from-xa").doesNotContain(peer(0).token());
    }
}
