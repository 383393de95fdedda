package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;

/** Servers of TAXII that are not ours, and do what such servers do. */
class OtherServersTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ALL = "5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05";
    private static final String THERE = "91a7b528-80eb-42ed-a74d-c6fbd5a26116";
    private static final String ROOT =
            "{\"title\":\"r\",\"versions\":[],\"max_content_length\":9000}";

    @TempDir private Path folder = Path.of("");

    private final List<House> houses = new ArrayList<>();
    private final List<HttpServer> servers = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final Deque<Said> says = new ArrayDeque<>();

    /** An answer of the other server to a question for objects. */
    private record Said(int status, String last, String body) {}

    @BeforeEach
    void open() throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/taxii2/",
                each -> say(each, 200, "{\"title\":\"t\",\"api_roots\":[\"/none/\",\"../api/\"]}"));
        server.createContext("/none/", each -> say(each, 200, ROOT));
        server.createContext("/none/collections/", each -> say(each, 200, "{}"));
        server.createContext("/api/", each -> say(each, 200, ROOT));
        server.createContext(
                "/api/collections/",
                each ->
                        say(
                                each,
                                200,
                                "{\"collections\":[{\"id\":\"%s\",\"title\":\"Feed\"}]}"
                                        .formatted(THERE)));
        server.createContext("/api/collections/" + THERE + "/objects/", this::objects);
        server.start();
        servers.add(server);
        House house = House.calling(folder.resolve("data"), "127.0.0.1");
        houses.add(house);
        house.party("CERT-XA", "member", "reader-xa", "reader");
        house.operate(
                "/api/v1/connectors",
                ("{\"name\":\"feed\",\"kind\":\"pull\",\"url\":\"%s\",\"remote\":\"Feed\","
                                + "\"collection\":\"%s\",\"party\":\"CERT-XA\"}")
                        .formatted(url() + "/taxii2", ALL));
    }

    @AfterEach
    void close() {
        houses.forEach(House::close);
        servers.forEach(each -> each.stop(0));
    }

    private String url() {
        return "http://127.0.0.1:" + servers.getFirst().getAddress().getPort();
    }

    private void objects(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        asked.add(URLDecoder.decode(query, StandardCharsets.UTF_8));
        Said said = says.isEmpty() ? new Said(200, "", "{}") : says.poll();
        if (!said.last().isEmpty()) {
            exchange.getResponseHeaders().add("X-TAXII-Date-Added-Last", said.last());
        }
        exchange.getResponseHeaders().add("Retry-After", "1");
        say(exchange, said.status(), said.body());
    }

    private static void say(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", House.TAXII);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void says(int status, String last, String more, int... numbers) {
        List<String> objects = new ArrayList<>();
        for (int each : numbers) {
            objects.add(
                    "{\"type\":\"domain-name\",\"spec_version\":\"2.1\",\"id\":\""
                            + "domain-name--00000000-0000-5000-8000-00000000000"
                            + each
                            + "\",\"value\":\"n"
                            + each
                            + ".example\"}");
        }
        says.add(
                new Said(
                        status,
                        last,
                        "{" + more + "\"objects\":[" + String.join(",", objects) + "]}"));
    }

    private JsonNode run(int status) throws Exception {
        House house = houses.getFirst();
        var answer = house.send(house.operator(), "POST", "/api/v1/connectors/feed/run", "{}");
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private long kept() throws Exception {
        return houses.getFirst().number("SELECT count(*) FROM object");
    }

    @Test
    void aRoundThatBreaksOffIsGoneOnWithWhereItWas() throws Exception {
        says(200, "2026-01-01T00:00:01.000001Z", "\"more\":true,\"next\":\"two\",", 1, 2);
        says(500, "", "");
        run(422);
        assertThat(kept()).isEqualTo(2);
        says(200, "2026-01-01T00:00:02Z", "\"more\":false,", 3);
        assertThat(run(200).path("taken").asInt()).isEqualTo(1);
        assertThat(asked)
                .containsExactly("limit=1000", "limit=1000&next=two", "limit=1000&next=two");
        run(200);
        assertThat(asked.getLast()).isEqualTo("limit=1000&added_after=2026-01-01T00:00:02Z");
        assertThat(kept()).isEqualTo(3);
    }

    @Test
    void aPlaceThatIsLostIsMadeGoodByDate() throws Exception {
        says(200, "2026-01-01T00:00:01.000Z", "\"more\":true,\"next\":\"two\",", 1, 2);
        says(404, "", "");
        says(200, "2026-01-01T00:00:02Z", "", 2, 3);
        JsonNode round = run(200);
        assertThat(round.path("taken").asInt()).isEqualTo(3);
        assertThat(round.path("objects").asInt()).isEqualTo(4);
        assertThat(asked.getLast()).isEqualTo("limit=1000&added_after=2026-01-01T00:00:00.999Z");
    }

    @Test
    void oneThatPromisesMoreAndBringsNothingNewIsLeft() throws Exception {
        says(200, "2026-01-01T00:00:01Z", "\"more\":true,\"next\":\"same\",", 1);
        says(200, "2026-01-01T00:00:01Z", "\"more\":true,\"next\":\"same\",", 1);
        assertThat(run(422).path("detail").asString()).contains("brings nothing that is new");
        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void oneThatHasNoPlacesIsGoneOnWithByDate() throws Exception {
        says(200, "2026-01-01T00:00:01Z", "\"more\":true,", 1);
        says(200, "2026-01-01T00:00:02Z", "", 2);
        assertThat(run(200).path("taken").asInt()).isEqualTo(2);
        assertThat(asked.getLast()).isEqualTo("limit=1000&added_after=2026-01-01T00:00:01Z");
    }

    @Test
    void oneThatIsBusyIsAskedAgainAndOneThatTellsNoDatesIsReadAnew() throws Exception {
        says(429, "", "");
        says(503, "", "");
        says(200, "", "", 1, 2);
        assertThat(run(200).path("taken").asInt()).isEqualTo(2);
        says(200, "", "", 1, 2);
        assertThat(run(200).path("taken").asInt()).isZero();
    }

    @Test
    void whatCannotBeReadIsToldAndTheRestIsTaken() throws Exception {
        says.add(
                new Said(
                        200,
                        "2026-01-01T00:00:01Z",
                        "{\"objects\":[{\"type\":\"url\",\"id\":\"url--x\"},{\"a\":1},{\"type\":"
                                + "\"domain-name\",\"id\":\"domain-name--00000000-0000-5000-8000-"
                                + "000000000001\",\"value\":\"a.example\"}]}"));
        JsonNode round = run(200);
        assertThat(round.path("rejected").asInt()).isEqualTo(2);
        assertThat(round.path("taken").asInt()).isEqualTo(1);
        says.add(new Said(200, "", "<html>sign in</html>"));
        assertThat(run(422).path("detail").asString()).contains("otherwise than TAXII 2.1 does");
        says.add(new Said(403, "", "{\"title\":\"Not\\u0007 you\"}"));
        assertThat(run(422).path("detail").asString())
                .endsWith("403 to /api/collections/" + THERE + "/objects/: Not  you");
    }
}
