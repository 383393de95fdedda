package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.House.Who;
import org.commonwatch.server.membership.Passes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What tokens open, for how long, and who may make and end them. */
class TokensTest {
    private static final String PASSWORD = "four words of a colon";
    private static final Who ALICE = new Who("alice", PASSWORD);

    @TempDir private Path folder = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aTokenOpensWhatItsScopeNamesAndNothingElse() throws Exception {
        try (House house = withAlice()) {
            Who whole = token(house, "{\"label\":\"all\"}");
            Who reads = token(house, "{\"label\":\"reads\",\"readOnly\":true}");
            Who paths = token(house, "{\"label\":\"p\",\"paths\":[\"/api/v1/collections\"]}");
            Who reader = token(house, "{\"label\":\"r\",\"roles\":[\"reader\"]}");
            Who clerk = token(house, "{\"label\":\"c\",\"roles\":[\"clerk\"]}");
            String collections = "/api/v1/collections";
            assertThat(status(house, whole, collections)).isEqualTo(200);
            assertThat(status(house, reads, collections)).isEqualTo(200);
            assertThat(status(house, paths, collections)).isEqualTo(200);
            assertThat(status(house, paths, collections + "/x/counts")).isEqualTo(404);
            assertThat(status(house, paths, "/api/v1/collectionsx")).isEqualTo(403);
            assertThat(status(house, paths, "/api/v1/me")).isEqualTo(403);
            assertThat(status(house, paths, "/taxii2/")).isEqualTo(403);
            assertThat(status(house, reader, collections)).isEqualTo(200);
            assertThat(status(house, clerk, collections)).isEqualTo(403);
            String objects = collections + "/" + house.text("SELECT id FROM collection LIMIT 1");
            assertThat(house.send(whole, "POST", objects + "/objects", "{}").statusCode())
                    .isEqualTo(400);
            assertThat(house.send(reads, "POST", objects + "/objects", "{}").statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void aTokenIsShownOnceAndKeptAsADigest() throws Exception {
        try (House house = withAlice()) {
            Who token = token(house, "{\"label\":\"laptop\",\"days\":30}");
            assertThat(house.text("SELECT string_agg(pass::text, '') FROM pass"))
                    .contains("laptop")
                    .doesNotContain(token.token());
            assertThat(house.text("SELECT string_agg(body, '') FROM record"))
                    .contains("issued token")
                    .doesNotContain(token.token());
            for (Who who : List.of(ALICE, house.operator())) {
                String path = who.equals(ALICE) ? "/api/v1/me/tokens" : "/api/v1/tokens";
                var listed = house.get(Optional.of(who), path, "*/*");
                JsonNode first = House.json(listed).path("tokens").get(0);
                assertThat(first.path("label").asString()).isEqualTo("laptop");
                assertThat(first.path("roles").toString()).isEqualTo("[\"reader\",\"clerk\"]");
                assertThat(new String(listed.body(), StandardCharsets.UTF_8))
                        .doesNotContain(token.token());
            }
        }
    }

    @Test
    void aTokenOpensNothingFromTheMomentOnAtWhichItIsEndedOrIsOver() throws Exception {
        try (House house = withAlice()) {
            Who ended = token(house, "{\"label\":\"ended\"}");
            Who over = token(house, "{\"label\":\"over\"}");
            assertThat(me(house, ended).path("by").asString()).isEqualTo("token");
            String id = house.text("SELECT id FROM pass WHERE label = 'ended'");
            house.operate("/api/v1/users", user("bob", "reader"));
            Who bob = new Who("bob", PASSWORD);
            assertThat(house.send(bob, "DELETE", "/api/v1/me/tokens/" + id, "").statusCode())
                    .as("somebody else's")
                    .isEqualTo(404);
            assertThat(status(house, ended, "/api/v1/me")).isEqualTo(200);
            House.json(house.send(ALICE, "DELETE", "/api/v1/me/tokens/" + id, ""));
            assertThat(status(house, ended, "/api/v1/me")).isEqualTo(401);
            assertThat(house.send(ALICE, "DELETE", "/api/v1/me/tokens/" + id, "").statusCode())
                    .isEqualTo(404);

            house.number("UPDATE pass SET expires = now() WHERE label = 'over' RETURNING 1");
            assertThat(status(house, over, "/api/v1/me")).isEqualTo(401);
            assertThat(House.json(house.get(Optional.of(ALICE), "/api/v1/me/tokens", "*/*")))
                    .hasToString("{\"tokens\":[]}");

            Who third = token(house, "{\"label\":\"third\"}");
            assertThat(status(house, third, "/api/v1/me")).isEqualTo(200);
            House.json(house.send(house.operator(), "DELETE", "/api/v1/names/alice", ""));
            assertThat(status(house, third, "/api/v1/me")).as("of an ended name").isEqualTo(401);
        }
    }

    @Test
    void aTokenThatIsOverWhileItIsRememberedIsOver() throws Exception {
        try (House house = withAlice()) {
            Who brief = token(house, "{\"label\":\"brief\"}");
            house.number(
                    "UPDATE pass SET expires = now() + interval '2 s' WHERE label = 'brief'"
                            + " RETURNING 1");
            assertThat(status(house, brief, "/api/v1/me")).isEqualTo(200);
            Thread.sleep(2_100);
            assertThat(status(house, brief, "/api/v1/me")).isEqualTo(401);
        }
    }

    @Test
    void aTokenMakesNoOtherAndCanDoNoMoreThanItsName() throws Exception {
        try (House house = withAlice()) {
            Who token = token(house, "{\"label\":\"first\"}");
            for (Who who :
                    List.of(
                            token,
                            house.operator(),
                            house.party("CERT-XB", "member", "machine", "reader"))) {
                assertThat(send(house, who, "{\"label\":\"second\"}").statusCode()).isEqualTo(409);
            }
            for (String wish :
                    List.of(
                            "{\"label\":\"x\",\"roles\":[\"operator\"]}",
                            "{\"label\":\"x\",\"roles\":[\"analyst\"]}",
                            "{\"label\":\"x\",\"roles\":[\"king\"]}",
                            "{\"label\":\"x\",\"roles\":[]}",
                            "{\"label\":\"x\",\"days\":0}",
                            "{\"label\":\"x\",\"days\":3661}",
                            "{\"label\":\"x\",\"paths\":[\"api\"]}",
                            "{\"label\":\"x\",\"paths\":[\"/..;/x\"]}",
                            "{\"label\":\"" + "x".repeat(101) + "\"}",
                            "{\"label\":\"a\\nb\"}",
                            "{}")) {
                assertThat(send(house, ALICE, wish).statusCode()).as(wish).isEqualTo(400);
            }
            assertThat(send(house, ALICE, "{\"label\":\"x\",\"days\":3660}").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aNameHasALimitedNumberOfTokens() throws Exception {
        try (House house = withAlice()) {
            for (int i = 0; i < Passes.TOKENS; i++) {
                token(house, "{\"label\":\"t\"}");
            }
            assertThat(send(house, ALICE, "{\"label\":\"t\"}").statusCode()).isEqualTo(429);
            house.number(
                    "UPDATE pass SET ended = now() WHERE id = (SELECT id FROM pass"
                            + " WHERE label = 't' LIMIT 1) RETURNING 1");
            token(house, "{\"label\":\"t\"}");
        }
    }

    @Test
    void aSensorsTokenEndsByItselfToo() throws Exception {
        try (House house = withAlice()) {
            String wish =
                    "{\"name\":\"north\",\"party\":\"CERT-XA\",\"role\":\"sensor\","
                            + "\"tlp\":\"TLP:AMBER\",\"days\":7,\"paths\":[\"/api/v1/ingest\"]}";
            JsonNode added = house.operate("/api/v1/tokens", wish);
            Who north = new Who("north", added.path("token").asString());
            assertThat(added.path("expires").asString()).isNotEmpty();
            House.json(house.ingest(north, "one", new byte[0]));
            assertThat(status(house, north, "/api/v1/me")).isEqualTo(403);
            assertThat(
                            house.number(
                                    "SELECT count(*) FROM pass WHERE name = 'north' AND expires"
                                        + " BETWEEN now() + interval '6 d' AND now() + interval '7"
                                        + " d'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aBrowsersSessionNeedsMoreThanItsCookieToChangeAnything() throws Exception {
        try (House house = withAlice()) {
            assertThat(signIn(house, "alice", "wrong password").statusCode()).isEqualTo(401);
            assertThat(signIn(house, "nobody", PASSWORD).statusCode()).isEqualTo(401);
            HttpResponse<String> signedIn = signIn(house, "alice", PASSWORD);
            String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(cookie)
                    .startsWith("__Host-session=")
                    .contains("; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict")
                    .doesNotContain("Domain");
            String session = cookie.substring(0, cookie.indexOf(';'));
            assertThat(house.text("SELECT string_agg(pass::text, '') FROM pass"))
                    .doesNotContain(session.split("=", 2)[1]);
            String csrf = signedIn.body().replaceAll(".*\"csrf\":\"(\\w+)\".*", "$1");

            var me = browse(house, "GET", "/api/v1/me", session, "");
            assertThat(me.statusCode()).isEqualTo(200);
            assertThat(me.body()).contains("\"by\":\"session\"", csrf);
            for (String wrong : List.of("", csrf + "0", "0".repeat(csrf.length()))) {
                assertThat(browse(house, "DELETE", "/api/v1/session", session, wrong).statusCode())
                        .isEqualTo(403);
            }
            assertThat(browse(house, "GET", "/api/v1/me", session, "").statusCode()).isEqualTo(200);
            var out = browse(house, "DELETE", "/api/v1/session", session, csrf);
            assertThat(out.statusCode()).isEqualTo(200);
            assertThat(out.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
            assertThat(browse(house, "GET", "/api/v1/me", session, "").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void aSessionThatIsNotUsedEnds() throws Exception {
        try (House house = withAlice()) {
            for (String change :
                    List.of(
                            "used = now() - interval '61 min'",
                            "expires = now()",
                            "kind = 'TOKEN'")) {
                HttpResponse<String> signedIn = signIn(house, "alice", PASSWORD);
                String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
                String session = cookie.substring(0, cookie.indexOf(';'));
                house.number("UPDATE pass SET " + change + " WHERE kind = 'SESSION' RETURNING 1");
                assertThat(browse(house, "GET", "/api/v1/me", session, "").statusCode())
                        .as(change)
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void whatIsAnsweredIsNeitherRunNorFramedNorToldOn() throws Exception {
        try (House house = withAlice()) {
            for (String path : List.of("/api/v1/me", "/taxii2/", "/livez", "/none")) {
                var headers = house.get(Optional.of(ALICE), path, "*/*").headers();
                assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                        .as(path)
                        .contains("default-src 'none'", "frame-ancestors 'none'");
                assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
                assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
                assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
            }
        }
    }

    private HttpResponse<String> signIn(House house, String name, String password)
            throws Exception {
        String body = "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, password);
        return http.send(
                HttpRequest.newBuilder(URI.create(house.url() + "/api/v1/session"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> browse(
            House house, String method, String path, String cookie, String csrf) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(house.url() + path))
                        .header("Cookie", cookie)
                        .method(method, BodyPublishers.noBody());
        if (!csrf.isEmpty()) {
            request.header("X-CSRF-Token", csrf);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private House withAlice() throws Exception {
        House house = House.open(folder.resolve("data"));
        house.operate("/api/v1/parties", "{\"name\":\"CERT-XA\",\"standing\":\"member\"}");
        house.operate("/api/v1/users", user("alice", "reader\",\"clerk"));
        return house;
    }

    private static String user(String name, String roles) {
        return "{\"name\":\"%s\",\"party\":\"CERT-XA\",\"roles\":[\"%s\"],\"password\":\"%s\"}"
                .formatted(name, roles, PASSWORD);
    }

    private static Who token(House house, String wish) throws Exception {
        return new Who("alice", House.json(send(house, ALICE, wish)).path("token").asString());
    }

    private static HttpResponse<byte[]> send(House house, Who who, String wish) throws Exception {
        return house.send(who, "POST", "/api/v1/me/tokens", wish);
    }

    private static JsonNode me(House house, Who who) throws Exception {
        return House.json(house.get(Optional.of(who), "/api/v1/me", "*/*"));
    }

    private static int status(House house, Who who, String path) throws Exception {
        return house.get(Optional.of(who), path, "*/*").statusCode();
    }
}
