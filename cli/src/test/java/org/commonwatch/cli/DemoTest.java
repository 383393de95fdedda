package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.server.Settings;
import org.commonwatch.testkit.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

class DemoTest {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    @TempDir private Path folder = Path.of("");

    @Test
    void checksEveryFigureAndLeavesNothingRunning() throws Exception {
        Path data = folder.resolve("demo");
        Cli.Result result =
                Cli.run(
                        "demo",
                        "--check",
                        "--days",
                        "200",
                        "--attacks",
                        "2000000",
                        "--port",
                        port(),
                        "--data",
                        "" + data);
        assertThat(result.out())
                .contains("SYNTHETIC DATA")
                .contains("every figure equals the world's truth")
                .contains("before 'Council of the islands'")
                .contains("sightings that the outsider (CERT-XE) reads");
        assertThat(result.exitCode()).isZero();
        assertThat(Cli.processesIn(data)).isEmpty();
    }

    @Test
    void aSecondDemoAndABusyPortAreSaidAndCtrlCLeavesNothingRunning() throws Exception {
        Path data = withPrograms();
        String port = port();
        Path log = folder.resolve("log");
        Process demo =
                Cli.command(small(data, port))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        Cli.await("an invitation", LIMIT, () -> said(log).contains("until Ctrl-C"));
        assertThat(said(log))
                .containsSubsequence(
                        "days up to now",
                        "/set-up?key=",
                        "/console/surges",
                        "lines of the last days")
                .contains("curl --netrc-file");

        Cli.Result second = Cli.run("demo", "--check", "--port", port(), "--data", "" + data);
        assertThat(second.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(second.out()).contains("is in use by another Commonwatch (process ");
        Cli.Result busy =
                Cli.run("demo", "--check", "--port", port, "--data", folder.resolve("b") + "");
        assertThat(busy.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(busy.out()).contains("Port " + port + " on 127.0.0.1 is in use.");

        new ProcessBuilder("kill", "-INT", "" + demo.pid()).start().waitFor();
        assertThat(demo.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(130);
        assertThat(Cli.processesIn(folder)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 3_000})
    void ctrlCInTheMiddleOfTheStartLeavesNothingRunning(int millis) throws Exception {
        Process demo =
                Cli.command(small(folder.resolve("demo"), port()))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        Thread.sleep(millis);
        new ProcessBuilder("kill", "-INT", "" + demo.pid()).start().waitFor();
        assertThat(demo.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(Cli.processesIn(folder)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 2_500})
    void ctrlCAfterAKilledDemoEndsWhatThatLeftToo(int millis) throws Exception {
        Path data = withPrograms();
        Path log = folder.resolve("log");
        Process killed = start(data, log);
        Cli.await("an invitation", LIMIT, () -> said(log).contains("until Ctrl-C"));
        killed.destroyForcibly().waitFor();
        assertThat(Cli.processesIn(data)).as("what the killed one left").isNotEmpty();

        Path secondLog = folder.resolve("second.log");
        Process second = start(data, secondLog);
        Cli.await("a beginning", LIMIT, () -> said(secondLog).contains("demo on synthetic data"));
        Thread.sleep(millis);
        new ProcessBuilder("kill", "-INT", "" + second.pid()).start().waitFor();
        assertThat(second.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(130);
        assertThat(Cli.processesIn(folder)).isEmpty();
    }

    // As a demo that was played before and is played anew finds it.
    private Path withPrograms() throws IOException {
        Path data = folder.resolve("demo");
        Programs.lend(data.resolve("server").resolve("postgres"));
        Files.createFile(data.resolve(Settings.SYNTHETIC));
        return data;
    }

    private static Process start(Path data, Path log) throws IOException {
        return Cli.command(small(data, port()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    @Test
    void aDirectoryThatIsNoDemosIsLeftAlone() throws Exception {
        Path precious = Files.writeString(folder.resolve("precious"), "real");
        Cli.Result result = Cli.run("demo", "--check", "--data", "" + folder, "--port", port());
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out()).contains("holds something that is no demo's");
        assertThat(precious).hasContent("real");
    }

    private static String[] small(Path data, String port) {
        return new String[] {
            "demo", "--days", "30", "--attacks", "20000", "--port", port, "--data", "" + data
        };
    }

    private static String port() throws IOException {
        return "" + Cli.freePort();
    }

    @Test
    void whatIsNoScenarioIsRefusedWithARemedy() throws Exception {
        Path broken = Files.createDirectory(folder.resolve("broken"));
        Files.writeString(broken.resolve("scenario.yaml"), "scenario: broken\nday: 3\n");
        for (String[] wrong :
                new String[][] {
                    {"--scenario", "atlantis"},
                    {"--scenario", "" + broken},
                    {"--days", "0"},
                    {"--attacks", "-1"}
                }) {
            List<String> words = new ArrayList<>(List.of(wrong));
            words.addFirst("demo");
            words.addAll(List.of("--data", folder.resolve("demo") + ""));
            Cli.Result refused = Cli.runHere(words.toArray(String[]::new));
            assertThat(refused.exitCode()).as(refused.out()).isIn(1, 2);
            assertThat(refused.out())
                    .containsAnyOf("Name one of", "Did you mean", "Plan between", "play more days");
        }
        assertThat(folder.resolve("demo")).doesNotExist();
    }

    private static String said(Path log) {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
