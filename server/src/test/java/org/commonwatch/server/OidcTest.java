package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;

import org.commonwatch.server.oidc.ClaimMapping;
import org.commonwatch.server.oidc.Trust;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sign-in by an issuer of OpenID Connect that runs in a process of its own. */
class OidcTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MAPPING =
            """
            party:
              claim: org
              values: {xa: CERT-XA, xb: CERT-XB}
            roles:
              claim: access.groups
              values: {readers: [reader], writers: [clerk, signer], admins: [operator]}
            """;

    private static Optional<IssuerProcess.Running> started = Optional.empty();

    @TempDir private Path folder = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        started = Optional.of(IssuerProcess.start());
    }

    @AfterAll
    static void stop() {
        started.ifPresent(IssuerProcess.Running::close);
    }

    private static String issuer() {
        return started.orElseThrow().url();
    }

    @Test
    void aMachineSignsInWithATokenOfTheIssuer() throws Exception {
        try (House house = house(issuer())) {
            JsonNode me = JSON.readTree(get(house, token("good")).body());
            assertThat(me.path("name").asString()).isEqualTo("oidc:good");
            assertThat(me.path("party").path("name").asString()).isEqualTo("CERT-XA");
            assertThat(me.path("roles").toString()).isEqualTo("[\"reader\"]");
            assertThat(me.path("by").asString()).isEqualTo("issuer");
            assertThat(house.text("SELECT string_agg(body, '') FROM record")).contains("oidc:good");
        }
    }

    /** Without a secret the issuer is not asked about a token, and our clock alone counts. */
    @Test
    void clocksMayDifferByAMinute() throws Exception {
        try (House house = house(issuer(), Optional.empty())) {
            assertThat(get(house, token("skewed")).statusCode()).isEqualTo(200);
            assertThat(get(house, token("early")).statusCode()).isEqualTo(401);
            assertThat(get(house, token("late")).statusCode()).isEqualTo(401);
            assertThat(get(house, revoked(token("good"))).statusCode()).isEqualTo(200);
        }
    }

    /** Each is refused in the same words, and the operator learns why. */
    @Test
    void whatIsWrongIsToldToTheOperatorAndToNobodyElse() throws Exception {
        Map<String, String> wrong = new LinkedHashMap<>();
        try (House house = house(issuer());
                IssuerProcess.Running foreign = IssuerProcess.start()) {
            String good = token("good");
            wrong.put(token("stranger"), "audience: the claim 'aud' is '[somebody-else]'");
            wrong.put(token("early"), "time: the claim 'nbf' is ");
            wrong.put(token("late"), "time: the claim 'exp' is ");
            wrong.put(token("homeless"), "claim: the claim 'org' is missing");
            wrong.put(token("idle"), "claim: the claim 'access.groups' is missing");
            wrong.put(token("unknown"), "mapping: no value of the claim 'org' means one party");
            wrong.put(
                    token(foreign.url(), "good"),
                    "issuer: the claim 'iss' is '" + foreign.url() + "', and '" + issuer());
            wrong.put(revoked(token("good")), "revoked: the issuer has taken the token back");
            wrong.put(good.substring(0, good.lastIndexOf('.') + 1) + "AAAA", "signature: ");
            wrong.put(withoutSignature(), "signature: ");
            wrong.put(withAKeyOfOurOwn(), "signature: ");
            wrong.put(withTheirPublicKeyAsASecret(), "signature: ");
            wrong.put("a.b.c", "form: it is no token");
            wrong.put("." + "x".repeat(5_000), "form: it is no token");
            HttpResponse<String> unknown = get(house, "no-token-at-all");
            for (var each : wrong.entrySet()) {
                long before = house.number("SELECT count(*) FROM record");
                HttpResponse<String> refused = get(house, each.getKey());
                assertThat(refused.statusCode()).as(each.getValue()).isEqualTo(401);
                assertThat(refused.body()).isEqualTo(unknown.body());
                assertThat(House.headers(refused)).isEqualTo(House.headers(unknown));
                assertThat(told(house, before)).contains("\"refused\":\"" + each.getValue());
                Thread.sleep(1_000); // each reason is told once a second
            }
            assertThat(get(house, good).statusCode()).as("the same as before").isEqualTo(200);
        }
    }

    @Test
    void aTokenThatIsTakenBackIsOverWithinAMinute() throws Exception {
        try (House house = house(issuer())) {
            String token = token("good");
            assertThat(get(house, token).statusCode()).isEqualTo(200);
            JsonNode me = JSON.readTree(get(house, token).body());
            assertThat(Instant.parse(me.path("until").asString()))
                    .isBefore(Instant.now().plusSeconds(61));
        }
    }

    @Test
    void aPersonSignsInAtTheIssuerAndComesBackWithASession() throws Exception {
        try (House house = house(issuer())) {
            HttpResponse<String> begun = browse(house.url() + "/api/v1/session/issuer", "");
            String attempt = cookie(begun, "__Host-attempt");
            assertThat(begun.headers().firstValue("Location").orElseThrow())
                    .startsWith(issuer() + "/oauth2/authorize?")
                    .contains("code_challenge=", "code_challenge_method=S256", "nonce=", "state=");
            String back = signIn(begun.headers().firstValue("Location").orElseThrow(), "pat");
            assertThat(back).startsWith(house.url() + "/api/v1/session/issuer/return?code=");

            HttpResponse<String> done = browse(back, attempt);
            assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
            assertThat(done.body()).contains("You have signed in");
            String session = cookie(done, "__Host-session");
            JsonNode me = JSON.readTree(browse(house.url() + "/api/v1/me", session).body());
            assertThat(me.path("name").asString()).isEqualTo("oidc:pat");
            assertThat(me.path("by").asString()).isEqualTo("session");
            assertThat(me.path("csrf").asString()).isNotEmpty();
            assertThat(browse(back, attempt).statusCode()).as("a second time").isEqualTo(401);
        }
    }

    @Test
    void whoComesBackOtherwiseThanSentIsNobody() throws Exception {
        try (House house = house(issuer())) {
            String start = house.url() + "/api/v1/session/issuer";
            for (String how : List.of("other browser", "other state", "no code", "no claim")) {
                HttpResponse<String> begun = browse(start, "");
                String attempt = cookie(begun, "__Host-attempt");
                String back =
                        signIn(
                                begun.headers().firstValue("Location").orElseThrow(),
                                how.equals("no claim") ? "lost" : "pat");
                HttpResponse<String> done =
                        switch (how) {
                            case "other browser" -> browse(back, "");
                            case "other state" ->
                                    browse(back.replaceAll("state=[^&]*", "state=x"), attempt);
                            case "no code" -> browse(back.replaceAll("code=[^&]*&", ""), attempt);
                            default -> browse(back, attempt);
                        };
                assertThat(done.statusCode()).as(how).isEqualTo(401);
                assertThat(done.headers().allValues("Set-Cookie")).as(how).isEmpty();
                assertThat(done.body()).doesNotContain("claim").contains("missing or wrong");
            }
        }
    }

    @Test
    void withoutItsIssuerTheServerServesAllOthers() throws Exception {
        try (House house = house("http://127.0.0.1:1")) {
            String token = token("good").replaceAll("\\..*\\.", "." + claims() + ".");
            assertThat(get(house, token).statusCode()).isEqualTo(503);
            assertThat(browse(house.url() + "/api/v1/session/issuer", "").statusCode())
                    .isEqualTo(503);
            assertThat(house.counts().has("cells")).isTrue();
        }
    }

    private static String claims() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        "{\"iss\":\"http://127.0.0.1:1\"}".getBytes(StandardCharsets.UTF_8));
    }

    // What was told, which is in the record soon after.
    private static String told(House house, long before) throws Exception {
        String sql = "SELECT string_agg(body, '' ORDER BY number) FROM record WHERE number > ";
        Instant end = Instant.now().plusSeconds(10);
        String said = "";
        while (!said.contains("refused") && Instant.now().isBefore(end)) {
            said = String.valueOf(house.text(sql + before));
            Thread.sleep(20);
        }
        return said;
    }

    private House house(String issuer) throws Exception {
        return house(issuer, Optional.of(IssuerProcess.secret("watch")));
    }

    private House house(String issuer, Optional<String> secret) throws Exception {
        Path mapping = Files.writeString(folder.resolve("mapping.yaml"), MAPPING);
        Trust trust =
                new Trust(
                        issuer,
                        "watch",
                        new Trust.Client("watch", secret, Optional.empty()),
                        ClaimMapping.read(mapping));
        House house = House.open(folder.resolve("data"), trust);
        house.operate("/api/v1/parties", "{\"name\":\"CERT-XA\",\"standing\":\"member\"}");
        return house;
    }

    private String token(String client) throws Exception {
        return token(issuer(), client);
    }

    private String token(String issuer, String client) throws Exception {
        HttpResponse<String> answer =
                form(issuer + "/oauth2/token", client, "grant_type=client_credentials");
        return JSON.readTree(answer.body()).path("access_token").asString();
    }

    private String revoked(String token) throws Exception {
        assertThat(form(issuer() + "/oauth2/revoke", "good", "token=" + token).statusCode())
                .isEqualTo(200);
        return token;
    }

    private HttpResponse<String> form(String address, String client, String body) throws Exception {
        String pair =
                client
                        + ":"
                        + URLEncoder.encode(IssuerProcess.secret(client), StandardCharsets.UTF_8);
        return http.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        pair.getBytes(StandardCharsets.UTF_8)))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static JWTClaimsSet forged() {
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience("watch")
                .subject("mallory")
                .claim("org", "xa")
                .claim("access", Map.of("groups", List.of("admins")))
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .build();
    }

    private static String withoutSignature() {
        return new PlainJWT(forged()).serialize();
    }

    private static String withAKeyOfOurOwn() throws Exception {
        RSAKey key = new RSAKeyGenerator(2_048).generate();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), forged());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static String withTheirPublicKeyAsASecret() throws Exception {
        JWKSet keys = JWKSet.load(URI.create(issuer() + "/oauth2/jwks").toURL());
        byte[] key = keys.getKeys().getFirst().toRSAKey().toRSAPublicKey().getEncoded();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), forged());
        token.sign(new MACSigner(key));
        return token.serialize();
    }

    /** Signs in at the issuer as a person does, and returns where it leads back to. */
    private static String signIn(String address, String name) throws Exception {
        try (HttpClient browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            follow(browser, address);
            String page = follow(browser, issuer() + "/login").body();
            var csrf = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(page);
            assertThat(csrf.find()).as(page).isTrue();
            String form =
                    "username=%s&password=%s&_csrf=%s"
                            .formatted(
                                    name,
                                    URLEncoder.encode(
                                            IssuerProcess.PASSWORD, StandardCharsets.UTF_8),
                                    URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8));
            HttpResponse<String> answer =
                    browser.send(
                            HttpRequest.newBuilder(URI.create(issuer() + "/login"))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(BodyPublishers.ofString(form))
                                    .build(),
                            BodyHandlers.ofString());
            String next = answer.headers().firstValue("Location").orElseThrow();
            return follow(browser, next).headers().firstValue("Location").orElseThrow();
        }
    }

    private static HttpResponse<String> follow(HttpClient browser, String address)
            throws Exception {
        return browser.send(
                HttpRequest.newBuilder(URI.create(address)).header("Accept", "text/html").build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> browse(String address, String cookie) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String cookie(HttpResponse<String> response, String name) {
        return response.headers().allValues("Set-Cookie").stream()
                .filter(each -> each.startsWith(name + "="))
                .map(each -> each.substring(0, each.indexOf(';')))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> get(House house, String token) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(house.url() + "/api/v1/me"))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
    }
}
