package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.House.Who;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** How a browser gets the console, and how somebody signs in from a page of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleTest {
    private static final String SCRIPT = "/console/assets/index-Bq3xT0aa.js";
    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir private static Path folder = Path.of("");
    private Optional<House> opened = Optional.empty();

    @BeforeAll
    void open() throws Exception {
        Files.writeString(folder.resolve(Settings.SYNTHETIC), "Generated.\n");
        opened = Optional.of(House.open(folder.resolve("data")));
    }

    @AfterAll
    void close() {
        opened.ifPresent(House::close);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(opened.orElseThrow().url() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void everyPageOfTheConsoleIsItsIndexAndIsNeverKept() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(307);
        assertThat(header(get("/"), "Location")).isEqualTo("/console/");
        assertThat(header(get("/console"), "Location")).isEqualTo("/console/");
        for (String page :
                new String[] {"/console/", "/console/surges?from=2030", "/console/a/b"}) {
            HttpResponse<String> index = get(page, "Accept", BROWSER);
            assertThat(index.statusCode()).as(page).isEqualTo(200);
            assertThat(index.body()).contains("Console of the tests");
            assertThat(header(index, "Content-Type")).isEqualTo("text/html;charset=utf-8");
            assertThat(header(index, "Cache-Control")).isEqualTo("no-store");
        }
    }

    @Test
    void nothingInAPageOfTheConsoleRunsThatIsNotAFileOfIt() throws Exception {
        HttpResponse<String> index = get("/console/", "Accept", BROWSER);
        assertThat(index.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                .contains("frame-ancestors 'none'", "connect-src 'self'")
                .doesNotContain("unsafe", "data:", "*");
        assertThat(header(index, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(index, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(get("/api/v1/deployment"), "Content-Security-Policy"))
                .as("the API's own stays")
                .startsWith("default-src 'none'; base-uri 'none'");
    }

    @Test
    void aFileWithItsDigestInItsNameIsKeptForGoodAndSentPacked() throws Exception {
        HttpResponse<String> script = get(SCRIPT);
        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(header(script, "Cache-Control"))
                .isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(script, "Content-Type")).isEqualTo("text/javascript;charset=utf-8");
        HttpResponse<String> packed = get(SCRIPT, "Accept-Encoding", "br, gzip");
        assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(packed, "Vary")).contains("Accept-Encoding");
        assertThat(packed.body().length()).isLessThan(script.body().length() / 2);
        assertThat(header(get("/console/mark.svg"), "Content-Type")).startsWith("image/svg+xml");
        assertThat(header(get("/console/mark.svg"), "Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void whatIsNoFileAndNoNavigationIsNotThere() throws Exception {
        for (String path :
                new String[] {
                    "/console/assets/index-other.js",
                    "/console/assets/../../db/migration/V1__spine.sql",
                    "/console/%2e%2e/logback.xml",
                    "/console/logback.xml"
                }) {
            assertThat(get(path).statusCode()).as(path).isIn(400, 404);
        }
        assertThat(get("/console/assets/other.js", "Accept", BROWSER).statusCode()).isEqualTo(404);
        assertThat(get("/console/surges", "Accept", "application/json").statusCode())
                .isEqualTo(404);
        assertThat(get("/api/v1/none", "Accept", BROWSER).statusCode()).isEqualTo(401);
        assertThat(get("/commons/", "Accept", BROWSER).statusCode()).isEqualTo(401);
    }

    @Test
    void aPageKnowsTheDeploymentBeforeAnybodySignsIn() throws Exception {
        JsonNode told = JsonMapper.shared().readTree(get("/api/v1/deployment").body());
        assertThat(told.path("name").asString()).isEqualTo("Commonwatch");
        assertThat(told.path("zone").asString()).isEqualTo("UTC");
        assertThat(told.path("body").asString()).isEqualTo("commons");
        assertThat(told.path("synthetic").asBoolean()).isTrue();
        assertThat(told.path("issuer").asBoolean()).isFalse();
        assertThat(told.path("languages").size()).isEqualTo(2);
        assertThat(told.path("languages").get(1).path("name").asString()).isEqualTo("繁體中文");
        try (InputStream contract = Main.class.getResourceAsStream("/openapi.yaml")) {
            Map<String, Map<String, Object>> yaml = new Yaml().load(contract);
            assertThat(told.path("version").asString())
                    .isEqualTo(yaml.getOrDefault("info", Map.of()).get("version"));
        }
    }

    @Test
    void somebodyWhoseSessionHasEndedSignsInAnewFromThePage() throws Exception {
        House house = opened.orElseThrow();
        house.party("CERT-XA", "member", "reader", "reader");
        Who alice = house.user("CERT-XA", "alice", "reader");
        String ended = "__Host-session=" + "x".repeat(43);
        assertThat(get("/console/", "Accept", BROWSER, "Cookie", ended).statusCode())
                .isEqualTo(200);
        HttpResponse<String> refused =
                get(
                        "/api/v1/me",
                        "Cookie",
                        ended,
                        "Sec-Fetch-Site",
                        "same-origin",
                        "Sec-Fetch-Mode",
                        "cors");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().allValues("WWW-Authenticate"))
                .as("nothing that a browser asks for by itself")
                .containsExactly("Bearer realm=\"Commonwatch\"");

        HttpResponse<String> begun =
                http.send(
                        HttpRequest.newBuilder(URI.create(house.url() + "/api/v1/session"))
                                .header("Content-Type", "application/json")
                                .header("Cookie", ended)
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"name\":\"alice\",\"password\":\"%s\"}"
                                                        .formatted(alice.token())))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(200);
        String cookie = header(begun, "Set-Cookie").split(";", 2)[0];
        JsonNode me = JsonMapper.shared().readTree(get("/api/v1/me", "Cookie", cookie).body());
        assertThat(me.path("name").asString()).isEqualTo("alice");
        assertThat(me.path("csrf").asString()).hasSize(64);
    }
}
