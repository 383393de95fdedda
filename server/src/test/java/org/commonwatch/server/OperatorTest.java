package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.commonwatch.access.BodyId;
import org.commonwatch.database.Database;
import org.commonwatch.database.DatabaseException;
import org.commonwatch.telemetry.simulation.SyntheticIndicators;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

class OperatorTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void theOperatorsTokenIsItsOwnersAloneAndStaysTheSame() throws Exception {
        Path file = folder.resolve("data").resolve("operator.token");
        String first;
        try (House house = House.open(folder.resolve("data"))) {
            first = house.operator().token();
            assertThat(Files.getPosixFilePermissions(file))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(Files.getPosixFilePermissions(file.getParent()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
        try (House house = House.open(folder.resolve("data"))) {
            assertThat(house.operator().token()).isEqualTo(first).hasSize(43);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> House.open(folder.resolve("data")))
                .withMessageContaining("Others than its owner");
    }

    @Test
    void aBusyPortIsSaidBeforeAnythingIsStarted() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path data = folder.resolve("data");
            Settings settings =
                    new Settings(
                            data,
                            busy.getLocalPort(),
                            new BodyId("commons"),
                            Optional.of(TestDatabase.empty()));
            assertThatExceptionOfType(CannotStart.class)
                    .isThrownBy(() -> Main.start(settings))
                    .withMessageContaining(
                            "Port " + busy.getLocalPort() + " on 127.0.0.1 is in use");
            assertThat(data).doesNotExist();
        }
    }

    @Test
    void whatCannotBeDoneIsRefusedWithItsReasonAndARemedy() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            house.party("CERT-XA", "member", "reader", "reader");
            for (Wrong wrong : WRONGS) {
                HttpResponse<byte[]> response =
                        house.post(
                                house.operator(),
                                wrong.path(),
                                "application/json",
                                wrong.body().getBytes(StandardCharsets.UTF_8));
                String text = new String(response.body(), StandardCharsets.UTF_8);
                assertThat(response.statusCode()).as(text).isEqualTo(wrong.status());
                assertThat(text).contains(wrong.words()).contains("\"remedy\":\"");
            }
            assertThat(house.number("SELECT count(*) FROM party")).isEqualTo(1);
            assertThat(house.number("SELECT count(*) FROM credential")).isEqualTo(1);
        }
    }

    /** A mistake, and what it is to be answered. */
    private record Wrong(String path, String body, int status, String words) {}

    private static final List<Wrong> WRONGS =
            List.of(
                    new Wrong(
                            "/api/v1/parties",
                            "{\"name\":\"CERT-XA\",\"standing\":\"none\"}",
                            409,
                            "already a party called 'CERT-XA'"),
                    new Wrong(
                            "/api/v1/parties",
                            "{\"name\":\" \",\"standing\":\"none\"}",
                            400,
                            "no name of a party"),
                    new Wrong(
                            "/api/v1/parties",
                            "{\"name\":\"\\u0000\",\"standing\":\"none\"}",
                            400,
                            "no name of a party"),
                    new Wrong(
                            "/api/v1/parties",
                            "{\"name\":\"P\",\"standing\":\"king\"}",
                            400,
                            "cannot be 'king'"),
                    new Wrong("/api/v1/parties", "{\"name\":\"P\"}", 400, "not the JSON object"),
                    new Wrong(
                            "/api/v1/parties",
                            "{\"nme\":\"P\",\"standing\":\"none\"}",
                            400,
                            "not the JSON object"),
                    new Wrong("/api/v1/parties", "[", 400, "not the JSON object"),
                    new Wrong(
                            "/api/v1/tokens",
                            token("reader", "CERT-XA", "reader", "AMBER"),
                            409,
                            "already signs in"),
                    new Wrong(
                            "/api/v1/tokens",
                            token("operator", "CERT-XA", "reader", "RED"),
                            400,
                            "no name to sign in with"),
                    new Wrong(
                            "/api/v1/tokens",
                            token("r", "CERT-XA", "operator", "RED"),
                            400,
                            "is for a reader or a sensor"),
                    new Wrong("/api/v1/users", user("sensor"), 400, "A user is no sensor"),
                    new Wrong("/api/v1/users", user("poet"), 400, "clerk, signer"),
                    new Wrong("/api/v1/users", user(""), 400, "has no role"),
                    new Wrong(
                            "/api/v1/tokens",
                            token("r", "CERT-XZ", "reader", "RED"),
                            404,
                            "no party 'CERT-XZ'"),
                    new Wrong(
                            "/api/v1/tokens",
                            token("r", "CERT-XA", "reader", "PINK"),
                            400,
                            "'PINK' is not a level"),
                    new Wrong(
                            "/api/v1/indicators?owner=CERT-XA",
                            "",
                            400,
                            "parameter 'tlp' is missing"),
                    new Wrong(
                            "/api/v1/indicators?owner=CERT-XA&tlp=RED",
                            "no,header\n",
                            422,
                            "names no column 'value'"),
                    new Wrong("/api/v1/nothing", "{}", 404, "no endpoint '/api/v1/nothing'"));

    @Test
    void aTokenFileThatHoldsNoneOpensNothing() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Path file = Files.createFile(data.resolve("operator.token"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> House.open(data))
                .withMessageContaining("holds no token");
    }

    @Test
    void aDatabaseThatCannotBeReachedIsToldAsSuch() {
        var nowhere = Database.at("jdbc:postgresql://127.0.0.1:1/none", "nobody", "x");
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> House.open(folder.resolve("data"), nowhere))
                .satisfies(e -> assertThat(e.refusal().remedy()).contains("PostgreSQL runs"));
        Database real = TestDatabase.empty();
        var wrong = Database.at(real.url(), real.user(), "wrong");
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> House.open(folder.resolve("data"), wrong))
                .satisfies(e -> assertThat(e.refusal().remedy()).contains("password"));
    }

    @Test
    void anotherMarkingForWhatIsKnownIsRefusedWhole() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            house.party("CERT-XA", "member", "reader", "reader");
            house.addIndicators("CERT-XA", "TLP:GREEN", "value,type,source\na.example,domain,s\n");
            var again =
                    house.post(
                            house.operator(),
                            "/api/v1/indicators?owner=CERT-XA&tlp=TLP:RED",
                            "text/csv",
                            "value,type,source\nb.example,domain,s\na.example,domain,s\n"
                                    .getBytes(StandardCharsets.UTF_8));
            assertThat(again.statusCode()).isEqualTo(409);
            assertThat(new String(again.body(), StandardCharsets.UTF_8))
                    .contains("already marked 'domain a.example' TLP:GREEN");
            assertThat(house.number("SELECT count(*) FROM indicator")).isEqualTo(1);
        }
    }

    @Test
    void aLongListIsReadWholeByDateAndByCursor() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            House.Who reader = house.party("CERT-XA", "member", "reader", "reader");
            house.addIndicators("CERT-XA", "TLP:GREEN", SyntheticIndicators.list(2_600));
            assertThat(house.walk(reader, House.INDICATORS, 7)).hasSize(2_600);
            assertThat(house.walk(reader, House.INDICATORS, 1_000)).hasSize(2_600);
            int byDate = 0;
            Optional<String> after = Optional.of("2020-01-01T00:00:00Z");
            while (after.isPresent()) {
                var page =
                        house.taxii(
                                reader, House.INDICATORS + "?limit=700&added_after=" + after.get());
                byDate += House.json(page).path("objects").size();
                after = page.headers().firstValue("X-TAXII-Date-Added-Last");
            }
            assertThat(byDate).isEqualTo(2_600);
        }
    }

    @Test
    void countsAreAskedForByTime() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            for (String query :
                    List.of("?from=yesterday", "?to=2030-01-01", "?from=2030-13-01T00:00:00Z")) {
                var refused =
                        house.get(
                                Optional.of(house.operator()),
                                "/api/v1/counts" + query,
                                "application/json");
                assertThat(refused.statusCode()).isEqualTo(400);
            }
        }
    }

    @Test
    void aBodyOfJsonHasALimit() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            String frame = "{\"standing\":\"none\",\"name\":\"\"}";
            for (int size : List.of(64 << 10, (64 << 10) + 1)) {
                String body =
                        frame.replace("\"\"", "\"" + "x".repeat(size - frame.length()) + "\"");
                var response =
                        house.post(
                                house.operator(),
                                "/api/v1/parties",
                                "application/json",
                                body.getBytes(StandardCharsets.UTF_8));
                assertThat(response.statusCode()).isEqualTo(size > 64 << 10 ? 413 : 400);
            }
        }
    }

    @Test
    void aListIsTakenInWithAnAccountOfEveryRow() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            house.party("CERT-XA", "member", "reader", "reader");
            String csv =
                    """
                    value,type,source
                    evil.example,domain,s
                    EVIL[.]example,domain,s
                    not an address,ipv4,s
                    198.18.0.0/15,cidr,s
                    """;
            var first = house.addIndicators("CERT-XA", "TLP:GREEN", csv);
            assertThat(first.path("rows").asLong()).isEqualTo(4);
            assertThat(first.path("kept").asLong()).isEqualTo(3);
            assertThat(first.path("added").asLong()).isEqualTo(2);
            assertThat(first.path("duplicates").asLong()).isEqualTo(1);
            assertThat(first.path("firstRejected").get(0).asString()).startsWith("line 4: ");
            var second = house.addIndicators("CERT-XA", "TLP:GREEN", csv);
            assertThat(second.path("added").asLong()).isZero();
            assertThat(house.number("SELECT count(*) FROM object")).isEqualTo(2);
        }
    }

    @Test
    void theContractNamesEveryAddressOfTheApiAndNoOther() throws Exception {
        Map<String, Map<String, Object>> paths;
        try (InputStream contract = Main.class.getResourceAsStream("/openapi.yaml")) {
            Map<String, Map<String, Map<String, Object>>> yaml = new Yaml().load(contract);
            paths = yaml.getOrDefault("paths", Map.of());
        }
        var written = new TreeSet<String>();
        paths.forEach((path, methods) ->
                methods.keySet().stream()
                        .filter(method -> !method.equals("parameters"))
                        .forEach(method ->
                                written.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        try (House house = House.open(folder.resolve("data"))) {
            assertThat(house.apiRoutes()).isEqualTo(written).hasSizeGreaterThan(3);
        }
    }

    private static String user(String role) {
        return "{\"name\":\"u\",\"party\":\"CERT-XA\",\"roles\":[%s],\"password\":\"x\"}"
                .formatted(role.isEmpty() ? "" : "\"" + role + "\"");
    }

    private static String token(String name, String party, String role, String tlp) {
        return "{\"name\":\"%s\",\"party\":\"%s\",\"role\":\"%s\",\"tlp\":\"%s\"}"
                .formatted(name, party, role, tlp);
    }
}
