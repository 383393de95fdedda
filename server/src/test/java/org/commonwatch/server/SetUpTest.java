package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.House.Who;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** How the first person comes to run the server, without a password that anybody else knows. */
class SetUpTest {
    private static final String PASSWORD = "four words & a colon: naïve";

    @TempDir private Path folder = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void whoeverHasTheLinkBecomesAnOperatorOnce() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            String link = house.firstLink().orElseThrow();
            assertThat(house.firstLink()).as("printed once").isEmpty();
            String key = link.substring(link.indexOf('=') + 1);
            assertThat(house.text("SELECT string_agg(set_up_link::text, '') FROM set_up_link"))
                    .doesNotContain(key);
            HttpResponse<String> form = get(link);
            assertThat(form.statusCode()).isEqualTo(200);
            assertThat(form.body()).contains("<form method=\"post\"", key);
            assertThat(form.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("form-action 'self'");

            assertThat(post(house, key, "admin", "short").statusCode()).isEqualTo(400);
            assertThat(post(house, key, "operator", PASSWORD).statusCode()).isEqualTo(400);
            assertThat(post(house, "x".repeat(43), "admin", PASSWORD).statusCode()).isEqualTo(409);
            HttpResponse<String> done = post(house, key, "admin", PASSWORD);
            assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
            assertThat(done.headers().firstValue("Set-Cookie").orElseThrow())
                    .startsWith("__Host-session=");
            assertThat(post(house, key, "other", PASSWORD).statusCode()).isEqualTo(409);

            Who admin = new Who("admin", PASSWORD);
            assertThat(house.get(Optional.of(admin), "/api/v1/counts", "*/*").statusCode())
                    .isEqualTo(200);
            assertThat(house.get(Optional.of(admin), "/api/v1/collections", "*/*").statusCode())
                    .as("no reader")
                    .isEqualTo(403);
            byte[] party =
                    "{\"name\":\"CERT-XA\",\"standing\":\"none\"}".getBytes(StandardCharsets.UTF_8);
            house.post(admin, "/api/v1/parties", "application/json", party);
            String entry =
                    "SELECT body FROM record WHERE kind = 'party'"
                            + " UNION ALL SELECT body FROM record_outbox WHERE kind = 'party'";
            assertThat(house.text(entry)).contains("\"admin\"");
            String kept = house.text("SELECT digest FROM credential WHERE name = 'admin'");
            assertThat(kept).startsWith("$argon2id$");
        }
    }

    @Test
    void aLinkEndsWithTheDayAndWithTheNext() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            String first = key(house.firstLink().orElseThrow());
            String second =
                    key(house.operate("/api/v1/set-up-links", "{}").path("path").asString());
            assertThat(post(house, first, "admin", PASSWORD).statusCode()).isEqualTo(409);
            house.number("UPDATE set_up_link SET expires = now() WHERE used IS NULL RETURNING 1");
            assertThat(post(house, second, "admin", PASSWORD).statusCode()).isEqualTo(409);
            String third = key(house.operate("/api/v1/set-up-links", "{}").path("path").asString());
            assertThat(post(house, third, "admin", PASSWORD).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aPageOfTheConsoleSetsUpInJson() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            String wish =
                    "{\"key\":\"%s\",\"name\":\"admin\",\"password\":\"%s\"}"
                            .formatted(key(house.firstLink().orElseThrow()), PASSWORD);
            HttpResponse<String> done =
                    http.send(
                            HttpRequest.newBuilder(URI.create(house.url() + "/api/v1/set-up"))
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(wish))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
            assertThat(done.body()).contains("\"name\":\"admin\"", "\"csrf\":\"");
            assertThat(done.headers().firstValue("Set-Cookie").orElseThrow())
                    .startsWith("__Host-session=");
        }
    }

    @Test
    void whatIsNoKeyIsNotWrittenIntoThePage() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            String script = URLEncoder.encode("\"><script>", StandardCharsets.UTF_8);
            HttpResponse<String> answer = get(house.url() + "/api/v1/set-up?key=" + script);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).doesNotContain("script");
        }
    }

    private static String key(String link) {
        return link.substring(link.indexOf('=') + 1);
    }

    private HttpResponse<String> get(String address) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(House house, String key, String name, String password)
            throws Exception {
        String form =
                "key=%s&name=%s&password=%s"
                        .formatted(key, name, URLEncoder.encode(password, StandardCharsets.UTF_8));
        return http.send(
                HttpRequest.newBuilder(URI.create(house.url() + "/api/v1/set-up"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }
}
