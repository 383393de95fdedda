package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.commonwatch.access.BodyId;
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
            for (List<String> wrong :
                    List.of(
                            List.of(
                                    "/api/v1/parties",
                                    "{\"name\":\"CERT-XA\",\"standing\":\"none\"}"),
                            List.of("/api/v1/parties", "{\"name\":\" \",\"standing\":\"none\"}"),
                            List.of("/api/v1/parties", "{\"name\":\"P\",\"standing\":\"king\"}"),
                            List.of("/api/v1/parties", "{\"name\":\"P\"}"),
                            List.of("/api/v1/parties", "{\"nme\":\"P\",\"standing\":\"none\"}"),
                            List.of("/api/v1/parties", "["),
                            List.of(
                                    "/api/v1/tokens",
                                    token("reader", "CERT-XA", "reader", "AMBER")),
                            List.of(
                                    "/api/v1/tokens",
                                    token("operator", "CERT-XA", "reader", "RED")),
                            List.of("/api/v1/tokens", token("r", "CERT-XA", "operator", "RED")),
                            List.of("/api/v1/tokens", token("r", "CERT-XZ", "reader", "RED")),
                            List.of("/api/v1/tokens", token("r", "CERT-XA", "reader", "PINK")),
                            List.of("/api/v1/indicators?owner=CERT-XA", ""),
                            List.of("/api/v1/indicators?owner=CERT-XA&tlp=RED", "no,header\n"),
                            List.of("/api/v1/nothing", "{}"))) {
                HttpResponse<byte[]> response =
                        house.post(
                                house.operator(),
                                wrong.get(0),
                                "application/json",
                                wrong.get(1).getBytes(StandardCharsets.UTF_8));
                String text = new String(response.body(), StandardCharsets.UTF_8);
                assertThat(response.statusCode()).as("%s: %s", wrong, text).isBetween(400, 422);
                assertThat(text).contains("\"detail\":\"").contains("\"remedy\":\"");
            }
            assertThat(house.number("SELECT count(*) FROM party")).isEqualTo(1);
            assertThat(house.number("SELECT count(*) FROM credential")).isEqualTo(1);
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
                methods.keySet()
                        .forEach(method ->
                                written.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        try (House house = House.open(folder.resolve("data"))) {
            assertThat(house.apiRoutes()).isEqualTo(written).hasSizeGreaterThan(3);
        }
    }

    private static String token(String name, String party, String role, String tlp) {
        return "{\"name\":\"%s\",\"party\":\"%s\",\"role\":\"%s\",\"tlp\":\"%s\"}"
                .formatted(name, party, role, tlp);
    }
}
