package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Who is let in, with what, and for how long. */
class SignInTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PASSWORD = "four words of colon: naïve";

    @TempDir private Path folder = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aUserSignsInWithAPasswordHoweverTheSchemeIsWritten() throws Exception {
        try (House house = House.open(folder)) {
            house.party("CERT-XA", "member", "reader", "reader");
            assertThat(post(house, user("alice", "CERT-XA", PASSWORD)).statusCode()).isEqualTo(200);
            for (String scheme : new String[] {"Basic", "basic", "BASIC  "}) {
                assertThat(discover(house, scheme + " " + pair("alice", PASSWORD))).isEqualTo(200);
            }
            String decomposed = PASSWORD.replace("ï", "i\u0308");
            assertThat(discover(house, "Basic " + pair("alice", decomposed))).isEqualTo(200);
            String kept = house.text("SELECT digest FROM credential WHERE name = 'alice'");
            assertThat(kept).startsWith("$argon2id$").doesNotContain("words");
        }
    }

    @Test
    void aUserIsForWhatItWasAddedForAndNothingElse() throws Exception {
        try (House house = House.open(folder)) {
            house.party("CERT-XA", "member", "reader", "reader");
            Map<String, Object> clerk =
                    Map.of(
                            "name",
                            "bo",
                            "party",
                            "CERT-XA",
                            "roles",
                            List.of("signer", "clerk"),
                            "password",
                            PASSWORD);
            HttpResponse<String> added = send(house, "POST", "/api/v1/users", clerk);
            assertThat(added.body()).contains("[\"clerk\",\"signer\"]");
            assertThat(discover(house, "Basic " + pair("bo", PASSWORD)))
                    .as("no reader")
                    .isEqualTo(403);
        }
    }

    @Test
    void aTokenOpensAsBearerToo() throws Exception {
        try (House house = House.open(folder)) {
            House.Who reader = house.party("CERT-XA", "member", "reader", "reader");
            assertThat(discover(house, "Bearer " + reader.token())).isEqualTo(200);
            assertThat(discover(house, "bearer " + reader.token())).isEqualTo(200);
            assertThat(discover(house, "Bearer " + reader.token() + "x")).isEqualTo(401);
            assertThat(discover(house, "Bearer " + house.operator().token()))
                    .as("the operator is no reader")
                    .isEqualTo(403);
        }
    }

    @Test
    void whatIsMissingWrongOrBrokenIsAnsweredWithEveryChallenge() throws Exception {
        try (House house = House.open(folder)) {
            house.party("CERT-XA", "member", "reader", "reader");
            post(house, user("alice", "CERT-XA", PASSWORD));
            for (String header :
                    new String[] {
                        "",
                        "Basic",
                        "Basic !!!",
                        "Basic bm9jb2xvbg==",
                        "Basic " + pair("alice", "wrong and long enough"),
                        "Basic " + pair("nobody", PASSWORD),
                        "Basic " + pair("reader", "no token"),
                        "Basic " + pair("al\0ice", PASSWORD),
                        "Bearer " + PASSWORD.replace("ï", "i"),
                        "Digest abc"
                    }) {
                HttpResponse<String> refused = get(house, header);
                assertThat(refused.statusCode()).as(header).isEqualTo(401);
                assertThat(refused.headers().allValues("WWW-Authenticate"))
                        .containsExactly(
                                "Basic realm=\"Commonwatch\", charset=\"UTF-8\"",
                                "Bearer realm=\"Commonwatch\"");
            }
        }
    }

    @Test
    void aChangedPasswordAndAnEndedNameOpenNothingFromThatMomentOn() throws Exception {
        try (House house = House.open(folder)) {
            House.Who reader = house.party("CERT-XA", "member", "reader", "reader");
            post(house, user("alice", "CERT-XA", PASSWORD));
            String before = "Basic " + pair("alice", PASSWORD);
            assertThat(discover(house, before)).isEqualTo(200);
            var changed =
                    send(house, "PUT", "/api/v1/users/alice", Map.of("password", "another one"));
            assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
            assertThat(discover(house, before)).isEqualTo(401);
            String after = "Basic " + pair("alice", "another one");
            assertThat(discover(house, after)).isEqualTo(200);

            assertThat(discover(house, "Bearer " + reader.token())).isEqualTo(200);
            for (String name : new String[] {"alice", "reader"}) {
                var ended = send(house, "DELETE", "/api/v1/names/" + name, Map.of());
                assertThat(ended.statusCode()).isEqualTo(200);
            }
            assertThat(discover(house, after)).isEqualTo(401);
            assertThat(discover(house, "Bearer " + reader.token())).isEqualTo(401);
            assertThat(post(house, user("alice", "CERT-XA", PASSWORD)).body())
                    .contains("already signs in, or once did");
            assertThat(send(house, "DELETE", "/api/v1/names/alice", Map.of()).statusCode())
                    .isEqualTo(404);
            assertThat(
                            send(house, "PUT", "/api/v1/users/alice", Map.of("password", PASSWORD))
                                    .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void passwordsAndCertificatesThatCannotServeAreRefused() throws Exception {
        try (House house = House.open(folder)) {
            house.party("CERT-XA", "member", "reader", "reader");
            assertThat(post(house, user("a", "CERT-XA", "1234567")).body())
                    .contains("The password has 7 characters")
                    .doesNotContain("1234567");
            assertThat(post(house, user("b", "CERT-XA", "12345678")).statusCode()).isEqualTo(200);
            assertThat(post(house, user("c", "CERT-XA", "x".repeat(1_001))).statusCode())
                    .isEqualTo(400);
            assertThat(post(house, user("d", "CERT-XA", "x".repeat(1_000))).statusCode())
                    .isEqualTo(200);
            assertThat(post(house, user("e", "CERT-XA", "with\ttabulator")).statusCode())
                    .isEqualTo(400);
            assertThat(post(house, user("f", "CERT-XZ", PASSWORD)).statusCode()).isEqualTo(404);
            assertThat(post(house, Map.of("name", "g", "party", "CERT-XA")).body())
                    .contains("with a password or with a certificate");
            assertThat(
                            post(
                                            house,
                                            Map.of(
                                                    "name",
                                                    "h",
                                                    "party",
                                                    "CERT-XA",
                                                    "certificate",
                                                    "-----BEGIN NOTHING-----"))
                                    .body())
                    .contains("no certificate in the form PEM");
        }
    }

    @Test
    void whoeverGuessesHasToWaitAndANameThatThereIsNotIsAnsweredAlike() throws Exception {
        try (House house = House.open(folder)) {
            house.party("CERT-XA", "member", "reader", "reader");
            post(house, user("alice", "CERT-XA", PASSWORD));
            for (String name : new String[] {"alice", "nobody"}) {
                for (int i = 0; i < 10; i++) {
                    assertThat(discover(house, "Basic " + pair(name, "guess " + i))).isEqualTo(401);
                }
                HttpResponse<String> late = get(house, "Basic " + pair(name, PASSWORD));
                assertThat(late.statusCode()).isEqualTo(429);
                assertThat(late.headers().firstValueAsLong("Retry-After").orElseThrow())
                        .isBetween(1L, 60L);
                assertThat(late.body()).contains("Too many wrong passwords").doesNotContain(name);
                HttpResponse<String> page =
                        send(
                                house,
                                "POST",
                                "/api/v1/session",
                                Map.of("name", name, "password", PASSWORD));
                assertThat(page.statusCode()).isEqualTo(429);
                assertThat(page.headers().firstValue("Retry-After")).isPresent();
            }
        }
    }

    private int discover(House house, String authorization) throws Exception {
        return get(house, authorization).statusCode();
    }

    private HttpResponse<String> get(House house, String authorization) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(house.url() + "/taxii2/"))
                        .header("Accept", House.TAXII);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(House house, Map<String, String> body) throws Exception {
        return send(house, "POST", "/api/v1/users", body);
    }

    private HttpResponse<String> send(House house, String method, String path, Map<String, ?> body)
            throws Exception {
        House.Who operator = house.operator();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(house.url() + path))
                        .header("Authorization", "Basic " + pair("operator", operator.token()))
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static Map<String, String> user(String name, String party, String password) {
        return Map.of("name", name, "party", party, "password", password);
    }

    private static String pair(String name, String secret) {
        byte[] pair = (name + ":" + secret).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(pair);
    }
}
