package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.telemetry.simulation.Plan;
import org.commonwatch.telemetry.simulation.Simulation;
import org.commonwatch.telemetry.simulation.SyntheticIndicators;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** An archive as people use it. */
class ArchiveTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String LOGIN =
            "Mar  6 06:55:46 gate sshd[7]: Failed password for %s from 198.18.0.2 port 9 ssh2\n";

    @TempDir private Path folder = Path.of("");

    private String archive() {
        return folder.resolve("archive").toString();
    }

    private String simulated(int lines) throws IOException {
        var plan = new Plan(7, lines, 30, Instant.parse("2018-11-24T00:00:00Z"), 300);
        Path file = folder.resolve("eve.json");
        try (OutputStream out = Files.newOutputStream(file)) {
            var simulation = new Simulation(plan, "local");
            while (simulation.hasNext()) {
                out.write(simulation.next());
            }
        }
        return file.toString();
    }

    private static String answer(int exitCode, String... arguments) {
        Cli.Result result = Cli.runHere(arguments);
        assertThat(result.exitCode()).as(result.out()).isEqualTo(exitCode);
        assertThat(result.out()).doesNotContain("\tat ");
        return result.out();
    }

    @Test
    void anArchiveCountsAndMatchesAsTheFileDidOnAllThreads() throws IOException {
        String list =
                Files.writeString(folder.resolve("list.csv"), SyntheticIndicators.list(300))
                        .toString();
        String eve = simulated(30_000);
        JsonNode live =
                json(
                        answer(
                                ExitCode.PARTIAL,
                                "count",
                                eve,
                                "--indicators",
                                list,
                                "--json",
                                "--no-country",
                                "--archive",
                                archive(),
                                "--archive-raw"));
        JsonNode again = json(answer(ExitCode.DONE, "archive", "count", archive(), "--json"));
        assertThat(again.path("cells")).isEqualTo(live.path("cells"));
        String match =
                answer(
                        ExitCode.DONE,
                        "archive",
                        "match",
                        archive(),
                        "--indicators",
                        list,
                        "--json");
        JsonNode matched = json(match);
        assertThat(sightings(matched)).isEqualTo(sightings(live)).isNotEmpty();
        assertThat(answer(ExitCode.DONE, "archive", "info", archive(), "--check"))
                .contains("1 files")
                .contains("every file whole");
        String line = answer(ExitCode.DONE, "archive", "show", archive(), "--raw", "--limit", "1");
        assertThat(Files.readString(Path.of(eve))).contains(line.strip());

        assertThat(answer(ExitCode.PARTIAL, "count", eve, "--archive", archive()))
                .contains("is archived already")
                .contains("archived 0 events of 0 files");
    }

    private static JsonNode json(String out) {
        return JSON.readTree(out.substring(out.lastIndexOf("\n{") + 1));
    }

    private static Set<String> sightings(JsonNode report) {
        Set<String> all = new TreeSet<>();
        for (JsonNode sighting : report.path("sightings")) {
            all.add(
                    sighting.path("indicator").asString()
                            + sighting.path("hour").asString()
                            + sighting.path("count").asLong()
                            + sighting.path("first").asString()
                            + sighting.path("last").asString());
        }
        return all;
    }

    @Test
    void eventsAreShownInEveryFormAndNothingReachesTheTerminal() throws IOException {
        String log =
                Files.writeString(
                                folder.resolve("auth.log"),
                                LOGIN.formatted("root") + LOGIN.formatted("\u001b[2J,\"x\""))
                        .toString();
        answer(ExitCode.DONE, "count", log, "--year", "2017", "--archive", archive());
        assertThat(answer(ExitCode.DONE, "archive", "show", archive(), "--source", "198.18.0.0/30"))
                .contains("198.18.0.2:9 > ")
                .contains("user=root")
                .doesNotContain("\u001b");
        assertThat(answer(ExitCode.DONE, "archive", "show", archive(), "--json", "--limit", "2"))
                .contains("\"user\":[\"root\"]");
        assertThat(answer(ExitCode.DONE, "archive", "show", archive(), "--csv"))
                .startsWith("time,sensor,type,")
                .contains(",root\n");
        assertThat(answer(ExitCode.NOTHING, "archive", "show", archive(), "--source", "198.18.0.3"))
                .isEmpty();
        assertThat(answer(ExitCode.NOTHING, "archive", "show", archive(), "--to", "2017-03-06"))
                .isEmpty();
        assertThat(answer(ExitCode.DONE, "archive", "show", archive(), "--raw"))
                .contains("was not kept");
    }

    @Test
    void whatIsOldGoesWhenThatIsAsked() throws IOException {
        String log =
                Files.writeString(folder.resolve("auth.log"), LOGIN.formatted("root")).toString();
        answer(ExitCode.DONE, "count", log, "--year", "2017", "--archive", archive());
        assertThat(answer(ExitCode.DONE, "archive", "prune", archive(), "--keep-days", "9", "-n"))
                .contains("would delete 1 parts with 1 events");
        assertThat(answer(ExitCode.DONE, "archive", "prune", archive(), "--keep-days", "9"))
                .contains("deleted 1 parts with 1 events");
        assertThat(answer(ExitCode.DONE, "archive", "count", archive(), "--csv"))
                .isEqualTo("unit,kind,source,count,rule,kinds\n");
    }

    @Test
    void whatCannotBeAskedForIsTold() throws IOException {
        assertThat(answer(ExitCode.FAILED, "archive", "show", archive()))
                .contains("There is no event archive");
        String log =
                Files.writeString(folder.resolve("auth.log"), LOGIN.formatted("root")).toString();
        assertThat(answer(ExitCode.FAILED, "count", log, "--archive", folder.toString()))
                .contains("holds other files");
        String missing = folder.resolve("missing.log").toString();
        assertThat(answer(ExitCode.FAILED, "count", log, missing, "--archive", archive()))
                .contains("There is no file")
                .contains("archived 1 events of 1 files");
        for (String[] wrong :
                new String[][] {
                    {"--source", "somewhere"}, {"--from", "yesterday"}, {"--limit", "0"}
                }) {
            assertThat(answer(ExitCode.USAGE, "archive", "show", archive(), wrong[0], wrong[1]))
                    .contains(wrong[1]);
        }
    }
}
