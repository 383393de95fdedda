package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.joining;

import org.commonwatch.server.House.Who;
import org.commonwatch.server.membership.Credential.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Every address × every role × every standing, over HTTP. Whom the door lets through is read from
 * the contract; what they then find there is decided by standing, and what is hidden from a party
 * is answered as what never was.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorisationMatrixTest {
    private static final List<String> STANDINGS =
            List.of("member", "associate", "observer", "applicant", "none");

    /** What every caller of an address of TAXII needs; its standard has no contract of ours. */
    private static final Set<String> TAXII = Set.of("reader");

    private static final String PUBLIC = "public";
    private static final String SIGNED_IN = "signed-in";
    private static final String PASSWORD = "four words of a colon";
    private static final String OTHER_ROLE = "not for the token that was given";
    private static final String COLLECTION = "3d6f6a0e-2d5c-4d0a-9a53-51c0a7e0b6f1";

    /** What whoever runs the machine asks. */
    private static final Map<String, Set<String>> FLOOR =
            Map.of(
                    "GET /livez",
                    Set.of(PUBLIC),
                    "GET /readyz",
                    Set.of(PUBLIC),
                    "GET /",
                    Set.of(PUBLIC),
                    "GET /console",
                    Set.of(PUBLIC),
                    "GET /console/**",
                    Set.of(PUBLIC),
                    "GET /metrics",
                    Set.of(Role.OPERATOR.label()));

    /** Streams without end: the status is enough. */
    private static final Set<String> ENDLESS =
            Set.of("GET /api/v1/collections/{collection}/events");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Map<Role, Who>> people = new LinkedHashMap<>();
    private final Map<String, Set<String>> routes = new TreeMap<>();
    private Optional<House> opened = Optional.empty();
    private String object = "";

    @BeforeAll
    void everyRoleOfEveryStanding(@TempDir Path folder) throws Exception {
        House house = House.open(folder.resolve("data"));
        opened = Optional.of(house);
        routes.putAll(rolesOfTheContract());
        house.routes().stream()
                .filter(each -> !each.contains(" /api/"))
                .forEach(each -> routes.put(each, FLOOR.getOrDefault(each, TAXII)));
        house.party("CERT-XA", "member", "owner", "reader");
        house.addIndicators("CERT-XA", "TLP:AMBER", "value,type,source\na.example,domain,s\n");
        object = house.text("SELECT id FROM object WHERE id LIKE 'indicator--%'");
        for (String standing : STANDINGS) {
            String party = "PARTY-" + standing.toUpperCase(Locale.ROOT);
            Map<Role, Who> names = new LinkedHashMap<>();
            names.put(Role.READER, house.party(party, standing, "reader-" + standing, "reader"));
            names.put(Role.SENSOR, house.token(party, "sensor-" + standing, "sensor", "TLP:AMBER"));
            names.put(Role.OPERATOR, house.operator());
            for (Role role : EnumSet.complementOf(EnumSet.copyOf(names.keySet()))) {
                String name = role.label() + "-" + standing;
                house.operate("/api/v1/users", user(name, party, role));
                names.put(role, new Who(name, PASSWORD));
            }
            people.put(standing, names);
        }
    }

    @AfterAll
    void close() {
        opened.ifPresent(House::close);
    }

    private House house() {
        return opened.orElseThrow();
    }

    /** An address that is in no contract, or in no class of those that show objects, fails here. */
    @Test
    void everyAddressIsClassified() {
        Set<String> served = house().routes();
        assertThat(routes.keySet()).as("in openapi.yaml or of TAXII").isEqualTo(served);
        Set<String> classified = new TreeSet<>(Surfaces.ROUTES.keySet());
        classified.addAll(Surfaces.OTHERS);
        assertThat(classified).as("in Surfaces").isEqualTo(served);
        Set<String> words = new TreeSet<>(List.of(PUBLIC, SIGNED_IN));
        for (Role role : Role.values()) {
            words.add(role.label());
        }
        routes.forEach(
                (route, roles) -> assertThat(words).as("x-roles of " + route).containsAll(roles));
        routes.forEach((route, roles) -> assertThat(roles).as("x-roles of " + route).isNotEmpty());
    }

    @Test
    void theDoorLetsThroughWhomTheContractNamesWhateverTheirStanding() throws Exception {
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (var standing : people.entrySet()) {
            for (var person : standing.getValue().entrySet()) {
                for (var route : routes.entrySet()) {
                    Set<String> roles = route.getValue();
                    boolean expected =
                            roles.contains(PUBLIC)
                                    || roles.contains(SIGNED_IN)
                                    || roles.contains(person.getKey().label());
                    var answer = ask(route.getKey(), person.getValue(), absent());
                    boolean let = answer.status() != 401 && !answer.body().contains(OTHER_ROLE);
                    asked++;
                    if (let != expected) {
                        wrong.add(
                                "%s as %s of %s: %d %s"
                                        .formatted(
                                                route.getKey(),
                                                person.getKey().label(),
                                                standing.getKey(),
                                                answer.status(),
                                                answer.body()));
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(asked)
                .isEqualTo(routes.size() * Role.values().length * STANDINGS.size())
                .isGreaterThan(1_000);
    }

    @Test
    void whoHasNotSignedInFindsWhatIsPublicAndNothingElse() throws Exception {
        for (var route : routes.entrySet()) {
            var answer = ask(route.getKey(), new Who("", ""), absent());
            if (route.getValue().contains(PUBLIC)) {
                assertThat(answer.status()).as(route.getKey()).isNotIn(401, 403);
            } else {
                assertThat(answer.status()).as(route.getKey()).isEqualTo(401);
                assertThat(answer.headers().get("www-authenticate")).hasSize(2);
            }
        }
    }

    @Test
    void anAddressThatNobodyKnowsIsForNobody() throws Exception {
        for (Who who : Objects.requireNonNull(people.get("member")).values()) {
            for (String path : List.of("/api/v1/none", "/api/v2/me", "/actuator/env", "/error")) {
                int status = ask("GET " + path, who, absent()).status();
                assertThat(status).as(path + " as " + who.name()).isIn(403, 404);
            }
        }
    }

    /**
     * Of every address that shows objects: who may see one that is amber, by standing; to all
     * others it is answered byte for byte as one that never was.
     */
    @Test
    void standingDecidesWhatIsThere() throws Exception {
        for (String route : Surfaces.ROUTES.keySet()) {
            // Asking for others is no matter of one's own standing, and the object no sighting.
            if (!Objects.requireNonNull(routes.get(route)).contains("reader")
                    || route.endsWith("/sightings")) {
                continue;
            }
            for (String standing : STANDINGS) {
                Who reader =
                        Objects.requireNonNull(
                                Objects.requireNonNull(people.get(standing)).get(Role.READER));
                boolean shown = shows(route, reader);
                assertThat(shown)
                        .as(route + " to " + standing)
                        .isEqualTo(standing.equals("member"));
                if (!shown && route.contains("{object}")) {
                    Map<String, String> hidden = places(COLLECTION, object);
                    String other = "indicator--" + UUID.randomUUID();
                    Map<String, String> never = places(COLLECTION, other);
                    assertThat(answer(route, reader, hidden).replace(object, other))
                            .as(route + " to " + standing)
                            .isEqualTo(answer(route, reader, never));
                }
            }
        }
    }

    private boolean shows(String route, Who reader) throws Exception {
        if (ENDLESS.contains(route)) {
            String path = path(route, places(COLLECTION, object));
            HttpResponse<InputStream> stream = house().follow(reader, path, "");
            try (InputStream body = stream.body()) {
                if (stream.statusCode() != 200) {
                    return false;
                }
                // Ends with the comment that there is no more for now.
                String begun = "";
                int next = body.read();
                while (next >= 0 && !begun.startsWith(":") && !begun.contains("\n:")) {
                    begun += (char) next;
                    next = body.read();
                }
                return begun.contains(object);
            }
        }
        String answer = answer(route, reader, places(COLLECTION, object));
        return answer.startsWith("200")
                && (answer.contains(object)
                        || answer.contains("\"indicator\":1")
                        || answer.contains("\"versions\":["));
    }

    private String answer(String route, Who who, Map<String, String> places) throws Exception {
        Answer answer = ask(route, who, places);
        return answer.status() + " " + answer.headers() + " " + answer.body();
    }

    private Answer ask(String route, Who who, Map<String, String> places) throws Exception {
        String method = route.split(" ", 2)[0];
        String path = path(route, places);
        boolean taxii = !path.startsWith("/api/");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(house().url() + path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Accept", taxii ? House.TAXII : "*/*")
                        .header("Content-Type", taxii ? House.TAXII : "application/json")
                        .method(
                                method,
                                method.startsWith("P")
                                        ? BodyPublishers.ofString("{}")
                                        : BodyPublishers.noBody());
        if (!who.name().isEmpty()) {
            request.header("Authorization", "Basic " + House.basic(who));
        }
        if (ENDLESS.contains(route)) {
            var stream = http.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = stream.body()) {
                return Answer.of(
                        stream,
                        stream.statusCode() == 200
                                ? ""
                                : new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        var answer = http.send(request.build(), BodyHandlers.ofString());
        return Answer.of(answer, answer.body());
    }

    private record Answer(int status, Map<String, List<String>> headers, String body) {
        static Answer of(HttpResponse<?> response, String body) {
            return new Answer(response.statusCode(), House.headers(response), body);
        }
    }

    private static String path(String route, Map<String, String> places) {
        String path = route.split(" ", 2)[1];
        for (var place : places.entrySet()) {
            path = path.replace("{" + place.getKey() + "}", place.getValue());
        }
        assertThat(path).as("every place has a value").doesNotContain("{");
        return path.equals("/api/v1/rulings")
                ? path + "?object=" + places.get("object") + "&collection=" + COLLECTION
                : path;
    }

    private static Map<String, String> absent() {
        return places(UUID.randomUUID().toString(), "indicator--" + UUID.randomUUID());
    }

    private static Map<String, String> places(String collection, String object) {
        Map<String, String> places =
                new TreeMap<>(
                        Map.of("root", "commons", "collection", collection, "object", object));
        for (String other :
                List.of(
                        "token",
                        "status",
                        "id",
                        "draft",
                        "request",
                        "letter",
                        "receipt",
                        "review",
                        "proposal",
                        "connector",
                        "election",
                        "report",
                        "event")) {
            places.put(other, "00000000-0000-4000-8000-000000000000");
        }
        places.put("class", "passes");
        places.put("hold", "0");
        places.put("feed", "indicators.stix");
        places.put("name", "nobody-at-all");
        places.put("party", "nobody-at-all");
        return places;
    }

    private static Map<String, Set<String>> rolesOfTheContract() throws Exception {
        Map<String, Set<String>> roles = new TreeMap<>();
        try (InputStream contract = Main.class.getResourceAsStream("/openapi.yaml")) {
            Map<String, Map<String, Map<String, Object>>> yaml = new Yaml().load(contract);
            yaml.getOrDefault("paths", Map.of())
                    .forEach((path, methods) ->
                            methods.forEach((method, operation) -> {
                                if (!method.equals("parameters")) {
                                    roles.put(
                                            method.toUpperCase(Locale.ROOT) + " " + path,
                                            rolesOf(operation));
                                }
                            }));
        }
        return roles;
    }

    private static Set<String> rolesOf(Object operation) {
        Set<String> roles = new TreeSet<>();
        if (operation instanceof Map<?, ?> said && said.get("x-roles") instanceof List<?> named) {
            named.forEach(each -> roles.add(String.valueOf(each)));
        }
        return roles;
    }

    private static String user(String name, String party, Role role) {
        return Map.of("name", name, "party", party, "password", PASSWORD).entrySet().stream()
                .map(each -> "\"" + each.getKey() + "\":\"" + each.getValue() + "\"")
                .collect(joining(",", "{", ",\"roles\":[\"" + role.label() + "\"]}"));
    }
}
