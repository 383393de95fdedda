package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.commonwatch.server.House.Who;
import org.commonwatch.server.health.Phase;
import org.commonwatch.server.health.Porch;
import org.commonwatch.server.health.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What those who run a server see of it. */
class HealthTest {
    private static final Pattern METRIC = Pattern.compile("(?m)^# TYPE (\\S+) ");

    @TempDir private Path folder = Path.of("");

    @Test
    void whoAsksWhileTheServerStartsIsToldHowFarItHasCome() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
        Progress progress = new Progress();
        var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
        try (Porch _ = Porch.open(address, Optional.empty(), progress)) {
            assertThat(get(port, "/livez").statusCode()).isEqualTo(200);
            assertThat(get(port, "/readyz").body())
                    .isEqualTo("{\"ready\":false,\"phase\":\"database\"}");
            progress.enter(Phase.MIGRATION);
            assertThat(get(port, "/readyz").statusCode()).isEqualTo(503);
            assertThat(get(port, "/readyz").body()).contains("migration");
            var other = get(port, "/api/v1/collections");
            assertThat(other.statusCode()).isEqualTo(503);
            assertThat(other.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void aServerThatIsReadySaysSoAndBearsEveryRequestsId() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            var ready = house.get(Optional.empty(), "/readyz", "*/*");
            assertThat(text(ready)).isEqualTo("{\"ready\":true,\"phase\":\"ready\"}");
            assertThat(text(house.get(Optional.empty(), "/livez", "*/*"))).contains("true");
            assertThat(ready.headers().firstValue("Request-Id").orElseThrow())
                    .matches("[0-9a-f]{16}");
        }
    }

    @Test
    void metricsAreForTheOperatorAndAsThePageOfHealthHasThem() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            Who reader = house.party("CERT-XA", "member", "reader", "reader");
            Who sensor = house.token("CERT-XA", "sensor", "sensor", "TLP:GREEN");
            house.ingest(sensor, "{}\nno json\n".getBytes(StandardCharsets.UTF_8));
            house.walk(reader, House.INDICATORS, 100);
            assertThat(house.get(Optional.empty(), "/metrics", "*/*").statusCode()).isEqualTo(401);
            assertThat(house.get(Optional.of(reader), "/metrics", "*/*").statusCode())
                    .isEqualTo(403);
            var told = text(house.get(Optional.of(house.operator()), "/metrics", "*/*"));
            assertThat(told)
                    .contains("cwatch_ready 1")
                    .contains("cwatch_lines_total{outcome=\"rejected\"}")
                    .contains("route=\"/{root}/collections/{collection}/objects/\"")
                    .contains("route=\"none\",status=\"401\"")
                    .doesNotContain("CERT-XA")
                    .doesNotContain("reader");
            var names = new TreeSet<String>();
            METRIC.matcher(told).results().forEach(each -> names.add(each.group(1)));
            Path page = Path.of(System.getProperty("house"), "docs/operating/health.md");
            for (String name : names) {
                if (name.startsWith("cwatch")) {
                    assertThat(Files.readString(page)).contains("`" + name + "`");
                }
            }
        }
    }

    @Test
    void noMessageTellsASecretOrWhoAsked() throws Exception {
        var messages = new ListAppender<ILoggingEvent>();
        Logger root =
                ((LoggerContext) LoggerFactory.getILoggerFactory())
                        .getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger ours = root.getLoggerContext().getLogger("org.commonwatch");
        messages.start();
        root.addAppender(messages);
        ours.setLevel(Level.TRACE);
        List<String> secrets = new ArrayList<>(List.of("wrong-secret", "a-person", "198.18.7.7"));
        try (House house = House.open(folder.resolve("data"))) {
            Who person = house.party("CERT-XA", "member", "a-person", "reader");
            Who sensor = house.token("CERT-XA", "sensor", "sensor", "TLP:GREEN");
            secrets.addAll(List.of(person.token(), sensor.token(), house.operator().token()));
            house.taxii(new Who("a-person", "wrong-secret"), House.INDICATORS);
            house.taxii(person, House.INDICATORS + "?match[id]=198.18.7.7");
            house.ingest(sensor, "{\"src_ip\":\"198.18.7.7\"}".getBytes(StandardCharsets.UTF_8));
        } finally {
            root.detachAppender(messages);
            ours.setLevel(Level.INFO);
        }
        var lines = new JsonLines();
        for (ILoggingEvent event : messages.list) {
            String line = new String(lines.encode(event), StandardCharsets.UTF_8);
            assertThat(JsonMapper.builder().build().readTree(line).path("message").asString())
                    .isEqualTo(event.getFormattedMessage());
            assertThat(line).endsWith("}\n").doesNotContain(secrets);
        }
    }

    @Test
    void theDoctorFindsWhatIsWrong() throws Exception {
        Path data = folder.resolve("data");
        try (House house = House.open(data)) {
            house.party("CERT-XA", "member", "reader", "reader");
            Who sensor = house.token("CERT-XA", "sensor-1", "sensor", "TLP:GREEN");
            JsonNode before = examined(house);
            assertThat(finding(before, "record").path("level").asString()).isEqualTo("ok");
            assertThat(finding(before, "backup").path("message").asString()).contains("ever");
            assertThat(finding(before, "sensors").path("message").asString()).contains("sensor-1");

            house.ingest(sensor, "{}\n".getBytes(StandardCharsets.UTF_8));
            house.get(Optional.of(house.operator()), "/api/v1/backup", "*/*");
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
            JsonNode after = examined(house);
            assertThat(finding(after, "backup").path("level").asString()).isEqualTo("ok");
            assertThat(finding(after, "sensors").path("level").asString()).isEqualTo("ok");
            assertThat(finding(after, "secrets").path("remedy").asString())
                    .contains("chmod go= " + data);

            house.number("UPDATE record SET hash = sha256(hash) WHERE number = 1" + " RETURNING 1");
            assertThat(finding(examined(house), "record").path("level").asString())
                    .isEqualTo("bad");
        }
    }

    @Test
    void theDoctorSpeaksTheLanguageAskedFor() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            house.party("CERT-XA", "member", "reader", "reader");
            house.token("CERT-XA", "sensor-1", "sensor", "TLP:GREEN");
            for (JsonNode each : said(house, "zh-Hant")) {
                assertThat(each.path("message").asString()).matches(".*\\p{IsHan}.*");
                assertThat(each.path("remedy").asString()).matches("|.*\\p{IsHan}.*");
                assertThat(each.toString()).doesNotContain("{file}", "{at}");
            }
            assertThat(said(house, "fr")).isEqualTo(said(house, "en"));
        }
    }

    private static JsonNode said(House house, String language) throws Exception {
        String path = "/api/v1/doctor?language=" + language;
        JsonNode found = House.json(house.get(Optional.of(house.operator()), path, "*/*"));
        return found.path("findings");
    }

    private static JsonNode examined(House house) throws Exception {
        return House.json(house.get(Optional.of(house.operator()), "/api/v1/doctor", "*/*"));
    }

    private static JsonNode finding(JsonNode examined, String check) {
        for (JsonNode each : examined.path("findings")) {
            if (each.path("check").asString().equals(check)) {
                return each;
            }
        }
        throw new AssertionError("no finding of " + check + " in " + examined);
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> get(int port, String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }
}
