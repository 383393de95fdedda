package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.commonwatch.server.House.Who;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A feed of MISP is taken in, and given out as each reader may see it. */
class MispFeedTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ALL = "5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05";
    private static final String FEED = "/api/v1/collections/" + ALL + "/misp/";
    private static final String OPEN = "11111111-1111-4111-8111-111111111111";
    private static final String CLOSE = "22222222-2222-4222-8222-222222222222";

    @TempDir private Path folder = Path.of("");

    private final List<House> houses = new ArrayList<>();
    private final List<HttpServer> servers = new ArrayList<>();
    private final List<Who> whos = new ArrayList<>();
    private final Map<String, String> files = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::say);
        server.start();
        servers.add(server);
        House house = House.calling(folder.resolve("data"), "127.0.0.1");
        houses.add(house);
        whos.add(house.party("CERT-XA", "member", "member", "reader"));
        whos.add(house.party("CERT-XB", "observer", "observer", "reader"));
        house.party("FEED-XC", "observer", "feeder", "reader");
        house.operate(
                "/api/v1/connectors",
                ("{\"name\":\"feed\",\"kind\":\"misp\",\"url\":\"http://127.0.0.1:%d/feed\","
                                + "\"collection\":\"%s\",\"party\":\"FEED-XC\"}")
                        .formatted(server.getAddress().getPort(), ALL));
        event(OPEN, 1, "tlp:green", "a.example");
        event(CLOSE, 1, "tlp:amber", "b.example");
    }

    @AfterEach
    void close() {
        houses.forEach(House::close);
        servers.forEach(each -> each.stop(0));
    }

    private void say(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().getPath());
        String name = exchange.getRequestURI().getPath().replaceFirst("/feed/", "");
        String text = files.getOrDefault(name, "");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(text.isEmpty() ? 404 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void event(String uuid, int stamp, String tag, String domain) {
        files.put(
                uuid + ".json",
                ("{\"Event\":{\"uuid\":\"%s\",\"info\":\"i\",\"date\":\"2026-01-01\","
                                + "\"timestamp\":\"176722570%d\",\"Attribute\":[{\"uuid\":\"%s\","
                                + "\"type\":\"domain\",\"value\":\"%s\",\"to_ids\":true,"
                                + "\"timestamp\":\"176722570%d\",\"comment\":\"said\"}],"
                                + "\"Tag\":[{\"name\":\"%s\"}]}}")
                        .formatted(uuid, stamp, uuid.replace("-4", "-5"), domain, stamp, tag));
        StringBuilder manifest = new StringBuilder("{");
        for (String each : files.keySet()) {
            if (!each.startsWith("manifest")) {
                String text = files.getOrDefault(each, "");
                int at = text.indexOf("17672257");
                manifest.append(manifest.length() == 1 ? "" : ",")
                        .append('"')
                        .append(each.replace(".json", ""))
                        .append("\":{\"timestamp\":\"")
                        .append(text, at, at + 10)
                        .append("\"}");
            }
        }
        files.put("manifest.json", manifest.append('}').toString());
    }

    private JsonNode run() throws Exception {
        JsonNode round = houses.getFirst().operate("/api/v1/connectors/feed/run", "{}");
        assertThat(round.path("rejected").asInt()).as(round.toString()).isZero();
        return round;
    }

    private HttpResponse<byte[]> get(Who who, String file) throws Exception {
        return houses.getFirst().get(Optional.of(who), FEED + file, "*/*");
    }

    private String exported() throws Exception {
        return new String(
                houses.getFirst()
                        .get(
                                Optional.of(whos.getFirst()),
                                "/api/v1/collections/" + ALL + "/export",
                                "*/*")
                        .body(),
                StandardCharsets.UTF_8);
    }

    private String text(Who who, String file) throws Exception {
        var answer = get(who, file);
        assertThat(answer.statusCode()).isEqualTo(200);
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void eventsAreTakenOnceAndAgainWhenTheyHaveChanged() throws Exception {
        assertThat(run().path("taken").asInt()).isGreaterThan(2);
        assertThat(run().path("objects").asInt()).isZero();
        event(OPEN, 2, "tlp:green", "c.example");
        assertThat(run().path("taken").asInt()).isEqualTo(2); // the indicator and the report
        String patterns =
                houses.getFirst()
                        .text(
                                "SELECT string_agg(text, ' ' ORDER BY version) FROM object"
                                        + " WHERE id LIKE 'indicator%'");
        assertThat(patterns).contains("a.example", "b.example", "c.example");
    }

    @Test
    void aManifestLeadsToEventsBesideItAndNowhereElse() throws Exception {
        String gone = OPEN.replace("-4", "-7");
        files.put(
                "manifest.json",
                """
                {"%s": {"timestamp": "99999999999999999999"}, "%s": {"timestamp": "1"},
                 "../../api/v1/me": {"timestamp": "1"}, "//127.0.0.2/x": {"timestamp": "1"},
                 "ABCDEF01-2222-4222-8222-222222222222": {"timestamp": "1"}, "%s": "words",
                 "": {}, "%s": {"timestamp": "1767225701"}}
                """
                        .formatted(gone, CLOSE.replace("-4", "-8"), CLOSE, OPEN));
        String none = CLOSE.replace("-4", "-8");
        files.put(none + ".json", "{\"Event\":[]}");
        JsonNode round = houses.getFirst().operate("/api/v1/connectors/feed/run", "{}");
        assertThat(asked)
                .containsExactlyInAnyOrder(
                        "/feed/manifest.json",
                        "/feed/" + gone + ".json",
                        "/feed/" + none + ".json",
                        "/feed/" + OPEN + ".json");
        assertThat(round.path("rejected").asInt()).as(round.toString()).isEqualTo(2);
        assertThat(exported()).as(round.toString()).contains("a.example").doesNotContain("b.exam");
        files.put("manifest.json", "[".repeat(100_000));
        House house = houses.getFirst();
        assertThat(house.send(house.operator(), "POST", "/api/v1/connectors/feed/run", "{}").body())
                .asString()
                .contains("otherwise than a feed of MISP does");
    }

    // Marks the attribute of an event, and puts something behind it.
    private void delete(String behind) {
        files.computeIfPresent(
                OPEN + ".json",
                (name, text) ->
                        text.replace("\"to_ids\":true,", "\"to_ids\":true,\"deleted\":true,")
                                .replace("3\",\"comment\"", "2\",\"comment\"")
                                .replace("],\"Tag\"", behind));
    }

    @Test
    void whatIsDeletedAtAFeedIsRevokedAndWhatIsGoneFromItIsTakenBack() throws Exception {
        run();
        House house = houses.getFirst();
        assertThat(exported()).contains("a.example", "b.example");
        String second = ",{\"uuid\":\"" + CLOSE.replace("-4", "-6") + "\",\"type\":\"domain\",";
        event(OPEN, 2, "tlp:green", "a.example");
        delete(second + "\"value\":\"d.example\",\"to_ids\":true}],\"Tag\"");
        run();
        String revoked =
                house.text(
                        "SELECT text FROM object WHERE id LIKE 'indicator%'"
                                + " ORDER BY version DESC LIMIT 1");
        assertThat(revoked).contains("\"revoked\":true", "a.example");
        assertThat(exported()).contains("d.example");
        event(OPEN, 3, "tlp:green", "a.example");
        delete("],\"Tag\"");
        run();
        assertThat(exported()).doesNotContain("d.example");
        assertThat(exported()).contains("b.example");
    }

    @Test
    void eachReaderIsGivenAFeedOfWhatItMayRead() throws Exception {
        run();
        JsonNode manifest = JSON.readTree(text(whos.get(0), "manifest.json"));
        assertThat(manifest.size()).isEqualTo(1);
        String event = manifest.propertyNames().iterator().next();
        assertThat(text(whos.get(0), event + ".json"))
                .contains("a.example", "b.example", "tlp:amber");
        JsonNode other = JSON.readTree(text(whos.get(1), "manifest.json"));
        String others = other.propertyNames().iterator().next();
        assertThat(others).isNotEqualTo(event);
        assertThat(text(whos.get(1), others + ".json"))
                .contains("a.example")
                .doesNotContain("b.example")
                .doesNotContain("tlp:amber");
        assertThat(text(whos.get(1), "hashes.csv")).contains("," + others).doesNotContain(event);
        // Another party's event is answered as one that never was.
        String never = others.substring(0, 24) + "000000000000";
        assertThat(
                        new String(get(whos.get(1), event + ".json").body(), StandardCharsets.UTF_8)
                                .replace(event, never))
                .isEqualTo(
                        new String(
                                get(whos.get(1), never + ".json").body(), StandardCharsets.UTF_8));
    }

    @Test
    void whatIsLeftOutForAReaderIsNotInWhatIsCarried() throws Exception {
        run();
        House house = houses.getFirst();
        Who owner = house.token("FEED-XC", "owner", "reader", "TLP:AMBER");
        String id = "indicator--" + OPEN.replace("-4", "-5");
        var caveat =
                house.send(
                        owner,
                        "PUT",
                        "/api/v1/collections/" + ALL + "/objects/" + id + "/caveats",
                        "[{\"id\":\"c\",\"hide\":\"description\"}]");
        assertThat(caveat.statusCode())
                .as(new String(caveat.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        String found =
                new String(
                        house.get(
                                        Optional.of(whos.get(0)),
                                        "/api/v1/collections/" + ALL + "/export?type=indicator",
                                        "*/*")
                                .body(),
                        StandardCharsets.UTF_8);
        assertThat(found).contains("a.example");
        for (String object : Surfaces.texts(found.getBytes(StandardCharsets.UTF_8))) {
            if (object.contains("a.example")) {
                assertThat(object).doesNotContain("said");
            }
        }
    }
}
