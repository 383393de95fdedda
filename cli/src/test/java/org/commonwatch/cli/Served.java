package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.access.BodyId;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.Netrc;
import org.commonwatch.cli.demo.TaxiiReading;
import org.commonwatch.server.Main;
import org.commonwatch.server.RunningServer;
import org.commonwatch.server.Settings;
import org.commonwatch.stix.Sighting.Seen;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.testkit.Programs;

import tools.jackson.databind.JsonNode;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A server with one member, its sensor and its reader, that looks for a list of indicators. */
final class Served implements AutoCloseable {
    private static final BodyId BODY = new BodyId("commons");

    private final RunningServer server;
    private final Client operator;
    private final Path data;
    private final Client reader;

    Served(Path data, Settings.Sources sources, Path list) throws FileNotFoundException {
        this.data = data;
        Settings settings =
                new Settings(
                        data,
                        new Settings.Listening(
                                InetAddress.ofLiteral("127.0.0.1"),
                                0,
                                Optional.empty(),
                                Optional.empty(),
                                new Settings.Flows(sources, Settings.Outgoing.NONE)),
                        BODY,
                        Optional.empty(),
                        Settings.Limits.USUAL);
        boolean known = Files.exists(data);
        Programs.lend(data.resolve("postgres"));
        server = Main.start(settings).announced();
        operator = Client.operator(server.url(), server.operatorToken());
        if (!known) {
            operator.post("/api/v1/parties", Map.of("name", "CERT-XA", "standing", "member"));
            operator.post(
                    "/api/v1/indicators?owner=CERT-XA&tlp=TLP:AMBER",
                    "text/csv",
                    BodyPublishers.ofFile(list));
            token("north", "sensor");
            token("reader", "reader");
        }
        reader = Netrc.read(file("reader")).client(server.url());
    }

    private Path file(String name) {
        return data.resolve(name + ".netrc");
    }

    private void token(String name, String role) {
        Map<String, String> wanted =
                Map.of("name", name, "party", "CERT-XA", "role", role, "tlp", "TLP:AMBER");
        String token = operator.post("/api/v1/tokens", wanted).path("token").asString();
        Netrc.create(file(name));
        new Netrc(name, token).write(file(name));
    }

    /** The sensor's. */
    Path netrc() {
        return file("north");
    }

    String url() {
        return server.url();
    }

    Client operator() {
        return operator;
    }

    /** How many lines came, whatever became of them. */
    long lines() {
        return metrics()
                .filter(line -> line.startsWith("cwatch_lines_total"))
                .mapToLong(Served::value)
                .sum();
    }

    /** One of the server's figures; 0 if it has none of the name. */
    long metric(String name) {
        return metrics().filter(line -> line.startsWith(name)).mapToLong(Served::value).sum();
    }

    private Stream<String> metrics() {
        var text = new ByteArrayOutputStream();
        try {
            operator.get("/metrics", text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString(StandardCharsets.UTF_8).lines();
    }

    private static long value(String line) {
        return (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    /** How many events are in all cells. */
    long counted() {
        return cells().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Throws unless cells and sightings are those of the tally. */
    void assertSame(Tally counted) {
        assertThat(cells()).isEqualTo(cells(counted)).isNotEmpty();
        TaxiiReading read = TaxiiReading.of(reader, BODY);
        assertThat(read.sightings()).isEqualTo(counted.sightings().size()).isPositive();
        assertThat(read.seen())
                .isEqualTo(counted.sightings().values().stream().mapToLong(Seen::count).sum());
    }

    private Map<String, Long> cells() {
        Map<String, Long> cells = new TreeMap<>();
        for (JsonNode cell : operator.get("/api/v1/counts").path("cells")) {
            String key =
                    String.join(
                            " ",
                            cell.path("hour").asString(),
                            cell.path("sensor").asString(),
                            cell.path("unit").asString(),
                            cell.path("kind").asString(),
                            cell.path("source").asString());
            cells.merge(key, cell.path("count").asLong(), Long::sum);
        }
        return cells;
    }

    private static Map<String, Long> cells(Tally counted) {
        Map<String, Long> cells = new TreeMap<>();
        for (Map.Entry<Cell, Long> entry : counted.cells().entrySet()) {
            Cell cell = entry.getKey();
            String key =
                    String.join(
                            " ",
                            cell.hour().toString(),
                            cell.sensor(),
                            cell.unit().label(),
                            cell.kind().label(),
                            cell.established() ? "established" : "claimed");
            cells.merge(key, entry.getValue(), Long::sum);
        }
        return cells;
    }

    @Override
    public void close() {
        server.close();
    }
}
