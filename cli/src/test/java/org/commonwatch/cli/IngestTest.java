package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.access.BodyId;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.server.Main;
import org.commonwatch.server.RunningServer;
import org.commonwatch.server.Settings;
import org.commonwatch.telemetry.simulation.Plan;
import org.commonwatch.telemetry.simulation.Simulation;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;

/** Deliveries as people give them, to a real server. */
class IngestTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void filesThatAreNotFinishedMissingOrKnown() throws Exception {
        Path data = folder.resolve("data");
        Settings settings =
                new Settings(data, 0, new BodyId("commons"), Optional.of(TestDatabase.empty()));
        try (RunningServer server = Main.start(settings).announced()) {
            String port = server.url().substring(server.url().lastIndexOf(':') + 1);
            Path netrc = folder.resolve("north.netrc");
            String[] token = {
                "token",
                "add",
                "north",
                "--party",
                "CERT-XA",
                "--role",
                "sensor",
                "--out",
                "" + netrc,
                "--data",
                "" + data
            };
            assertThat(Cli.runHere(token).exitCode()).as("no such party yet").isEqualTo(4);
            assertThat(netrc).doesNotExist();
            Cli.runHere("party", "add", "CERT-XA", "--data", "" + data);
            assertThat(Cli.runHere(token).exitCode()).isZero();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(netrc)))
                    .isEqualTo("rw-------");

            Path live = lines("live.json", 1);
            Path other = lines("other.json", 2);
            String missing = folder.resolve("missing.json").toString();
            String[] options = {"--netrc", "" + netrc, "--port", port};
            Cli.Result first = ingest(options, missing, "" + live);
            assertThat(first.exitCode()).as(first.out()).isEqualTo(ExitCode.FAILED);
            assertThat(first.out()).contains("There is no file").contains(live + ": ");
            long counted = counted(server);
            assertThat(counted).isPositive();

            assertThat(ingest(options, "" + live).out()).contains("1 of 1 segments were known");
            Files.write(live, Files.readAllBytes(other), StandardOpenOption.APPEND);
            Cli.Result grown = ingest(options, "" + live);
            assertThat(grown.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(grown.out())
                    .contains("The file '" + live + "' has grown or changed since it was delivered")
                    .contains("Deliver finished files only")
                    .doesNotContain("defect");
            assertThat(counted(server)).as("nothing is counted twice").isEqualTo(counted);

            Cli.Result next = ingest(options, "" + other);
            assertThat(next.exitCode()).as(next.out()).isIn(ExitCode.DONE, ExitCode.PARTIAL);
            assertThat(counted(server)).isGreaterThan(counted);
        }
    }

    private static Cli.Result ingest(String[] options, String... files) {
        String[] all = new String[1 + files.length + options.length];
        all[0] = "ingest";
        System.arraycopy(files, 0, all, 1, files.length);
        System.arraycopy(options, 0, all, 1 + files.length, options.length);
        return Cli.runHere(all);
    }

    private Path lines(String name, long seed) throws IOException {
        Plan plan = new Plan(seed, 500, 5, Instant.parse("2030-03-04T00:00:00Z"), 0);
        Simulation simulation = new Simulation(plan, "north");
        StringBuilder lines = new StringBuilder();
        while (simulation.hasNext()) {
            lines.append(new String(simulation.next(), StandardCharsets.UTF_8));
        }
        return Files.writeString(folder.resolve(name), lines);
    }

    private static long counted(RunningServer server) {
        long sum = 0;
        Client operator = Client.operator(server.url(), server.operatorToken());
        for (var cell : operator.get("/api/v1/counts").path("cells")) {
            sum += cell.path("count").asLong();
        }
        return sum;
    }
}
