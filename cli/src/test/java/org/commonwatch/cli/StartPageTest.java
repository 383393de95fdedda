package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.telemetry.simulation.Plan;
import org.commonwatch.telemetry.simulation.Simulation;
import org.commonwatch.telemetry.simulation.SyntheticIndicators;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** Runs every command of the page for beginners, as it stands there. */
class StartPageTest {
    private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    @TempDir private Path folder = Path.of("");

    @Test
    void everyCommandOfTheStartPageWorks() throws Exception {
        Path page = Path.of(System.getProperty("house"), "docs", "start.md");
        String port = "" + Cli.freePort();
        String commands =
                COMMANDS.matcher(Files.readString(page))
                        .results()
                        .map((MatchResult block) -> block.group(1))
                        .collect(Collectors.joining())
                        .replace("8674", port);
        assertThat(commands.lines()).hasSizeGreaterThan(8);
        writeInputs();
        writeCommand();
        String script = "trap 'kill $!; wait' EXIT\nset -e\n" + commands;
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", script).directory(folder.toFile());
        bash.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        bash.environment().put("CWATCH_DATA", folder.resolve("data").toString());
        bash.environment().put("CWATCH_PORT", port);
        Path log = folder.resolve("log");
        Process process = bash.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        int exitCode = process.waitFor();

        String said = Files.readString(log);
        assertThat(exitCode).as(said).isZero();
        assertThat(said)
                .contains("counting rule attacks/1")
                .contains("A probe is a flow that never")
                .contains("A source is established if")
                .contains("\"sightings\":[{")
                .contains("40 rows: 40 new")
                .contains("lines = ")
                .contains("\"title\":\"Sightings\"");
        assertThat(Cli.processesIn(folder)).isEmpty();
    }

    private void writeCommand() throws Exception {
        String java = String.join(" ", Cli.command().command());
        // Exit code 5 is right here: some of the lines are damaged on purpose.
        String script =
                """
                #!/bin/bash
                [ "$1" = serve ] && exec %1$s "$@"
                %1$s "$@" || [ $? -eq 5 ]
                """
                        .formatted(java);
        Path command = Files.writeString(folder.resolve("cwatch"), script);
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
    }

    private void writeInputs() throws Exception {
        var plan = new Plan(3, 3_000, 24, Instant.parse("2030-03-04T00:00:00Z"), 40);
        try (OutputStream file = Files.newOutputStream(folder.resolve("eve.json.gz"));
                OutputStream gzip = new GZIPOutputStream(file)) {
            var simulation = new Simulation(plan, "north");
            while (simulation.hasNext()) {
                gzip.write(simulation.next());
            }
        }
        Files.writeString(folder.resolve("list.csv"), SyntheticIndicators.list(40));
    }
}
