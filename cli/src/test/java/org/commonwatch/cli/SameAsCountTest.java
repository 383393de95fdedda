package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.commonwatch.access.BodyId;
import org.commonwatch.archive.LineFile;
import org.commonwatch.archive.TallyFile;
import org.commonwatch.archive.events.ArchivedEvents;
import org.commonwatch.archive.events.EventArchive;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.Netrc;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.server.Main;
import org.commonwatch.server.RunningServer;
import org.commonwatch.server.Settings;
import org.commonwatch.stix.Sighting.Seen;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.event.CountingRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a server makes of files is what counting them here makes of them, however often sent. */
class SameAsCountTest {
    private static final BodyId BODY = new BodyId("commons");
    private static final Pattern OBSERVABLE =
            Pattern.compile(
                    "\\b(\\d{1,3}(?:\\.\\d{1,3}){3}|[a-z0-9-]+(?:\\.[a-z0-9-]+)*\\.com)\\b");
    private static final int EVERY = 5;

    @TempDir private Path folder = Path.of("");

    @Test
    void everyRealFileOverHttpOnceAndAgain() throws Exception {
        Path files = Path.of(System.getProperty("house"), "..", "shared", "data", "telemetry");
        assumeTrue(Files.isDirectory(files), "no real lines here");
        String all = files + "/*.gz";
        Path list = Files.writeString(folder.resolve("list.csv"), observables(files));
        Tally counted = count(all, list);

        Settings settings = new Settings(folder.resolve("data"), 0, BODY, Optional.empty());
        try (RunningServer server = Main.start(settings).announced()) {
            Client operator = Client.operator(server.url(), server.operatorToken());
            operator.post("/api/v1/parties", Map.of("name", "CERT-XA", "standing", "member"));
            Path netrc = token(operator, "north", "sensor");
            Client reader = Netrc.read(token(operator, "reader", "reader")).client(server.url());
            operator.post(
                    "/api/v1/indicators?owner=CERT-XA&tlp=TLP:AMBER",
                    "text/csv",
                    BodyPublishers.ofFile(list));

            Cli.Result first = ingest(server, all, netrc);
            assertThat(first.exitCode()).as(first.out()).isEqualTo(ExitCode.PARTIAL);
            assertSame(operator, reader, counted);

            assertThat(ingest(server, all, netrc).out()).contains("were known");
            assertSame(operator, reader, counted);
        }
        try (ArchivedEvents events = EventArchive.open(folder.resolve("data/archive")).all()) {
            Tally again = events.count(CountingRule.ATTACKS);
            assertThat(again.cells()).as("the archive has them").isEqualTo(counted.cells());
        }
    }

    private static void assertSame(Client operator, Client reader, Tally counted) {
        assertThat(cells(operator)).isEqualTo(cells(counted)).isNotEmpty();
        TaxiiReading read = TaxiiReading.of(reader, BODY);
        assertThat(read.sightings()).isEqualTo(counted.sightings().size()).isPositive();
        assertThat(read.seen())
                .isEqualTo(counted.sightings().values().stream().mapToLong(Seen::count).sum());
    }

    private static Cli.Result ingest(RunningServer server, String files, Path netrc) {
        String port = server.url().substring(server.url().lastIndexOf(':') + 1);
        return Cli.runHere("ingest", files, "--netrc", "" + netrc, "--port", port);
    }

    private Tally count(String files, Path list) {
        Path state = folder.resolve("counted");
        Cli.Result counted =
                Cli.runHere(
                        "count",
                        files,
                        "--sensor",
                        "north",
                        "--indicators",
                        "" + list,
                        "--no-country",
                        "--state-out",
                        "" + state);
        assertThat(state).as(counted.out()).exists();
        return TallyFile.read(state).tally();
    }

    private Path token(Client operator, String name, String role) {
        Map<String, String> wanted =
                Map.of("name", name, "party", "CERT-XA", "role", role, "tlp", "TLP:AMBER");
        String token = operator.post("/api/v1/tokens", wanted).path("token").asString();
        Path file = folder.resolve(name + ".netrc");
        Netrc.create(file);
        new Netrc(name, token).write(file);
        return file;
    }

    /** Some of all addresses and names that stand in the lines. */
    private static String observables(Path files) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        try (Stream<Path> all = Files.list(files)) {
            for (Path file : all.filter(each -> each.toString().endsWith(".gz")).toList()) {
                try (InputStream in = LineFile.open(file)) {
                    OBSERVABLE
                            .matcher(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                            .results()
                            .forEach(hit -> found.add(hit.group(1)));
                }
            }
        }
        String rows =
                found.stream()
                        .filter(each -> Math.floorMod(each.hashCode(), EVERY) == 0)
                        .map(each ->
                                each + (each.endsWith(".com") ? ",domain,a test" : ",ipv4,a test"))
                        .collect(Collectors.joining("\n"));
        return "value,type,source\n" + rows + "\n";
    }

    private static Map<String, Long> cells(Client operator) {
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
}
