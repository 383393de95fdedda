package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;

import org.commonwatch.cli.terminal.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What {@code cwatch count} reads, and where its results go. */
class CountFilesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ALERT =
            "{\"timestamp\":\"2017-03-06T06:54:06.047429+0000\",\"event_type\":\"alert\","
                    + "\"src_ip\":\"198.18.0.1\",\"proto\":\"UDP\",\"alert\":{}}\n";

    @TempDir private Path folder = Path.of("");

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void aFolderIsCountedAndWhatIsNotUnderstoodIsLeftOutAndSaid() throws IOException {
        write("logs/a.json", ALERT.repeat(3));
        write("logs/deep/b.json", ALERT.repeat(2));
        write("logs/readme", "nothing known\n");
        Cli.Result result = Cli.runHere("count", folder + "/logs");
        assertThat(result.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(result.out())
                .contains("lines 5 = 5 counted")
                .contains("readme' is of no known format, and is left out")
                .contains("of no known format, left out: 1 files");
        assertThat(Cli.runHere("count", folder + "/logs/**/*.json").out())
                .contains("lines 5 = 5 counted");
    }

    @Test
    void nothingMatchedHasAnExitCodeOfItsOwn() throws IOException {
        Cli.Result none = Cli.runHere("count", folder + "/*.json");
        assertThat(none.exitCode()).isEqualTo(ExitCode.NOTHING);
        assertThat(none.out()).contains("names no file").doesNotContain("counting rule");
        Cli.Result empty = Cli.runHere("count", "" + write("empty.json", ""));
        assertThat(empty.exitCode()).isEqualTo(ExitCode.NOTHING);
        assertThat(empty.out()).contains("lines 0 = ");
    }

    @Test
    void standardInputIsCountedHoweverItIsPacked() throws IOException {
        byte[] plain = ALERT.repeat(9_000).getBytes(StandardCharsets.UTF_8);
        InputStream before = System.in;
        try {
            for (byte[] bytes : List.of(plain, Zstd.compress(plain))) {
                System.setIn(new ByteArrayInputStream(bytes));
                assertThat(Cli.runHere("count", "-").out()).contains("lines 9,000 = 9,000 counted");
            }
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void everyRejectedLineIsKeptWithItsPlaceAndText() throws IOException {
        String bad = "not \"JSON\"\t" + "x".repeat(2_000);
        String text = ALERT + bad + "\n" + ALERT.repeat(9_000) + "{\n".repeat(3_000);
        Path file = write("bad.json", text + "y".repeat(3 << 20) + "\n");
        Path rejects = folder.resolve("rejects.jsonl");
        Cli.Result result = Cli.runHere("count", "" + file, "--rejects", "" + rejects, "-q");
        assertThat(result.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(result.out()).startsWith("counting rule").doesNotContain("cwatch:");
        List<String> rows = Files.readAllLines(rejects);
        assertThat(rows).hasSize(3_002);
        JsonNode first = JSON.readTree(rows.getFirst());
        assertThat(first.path("file").asString()).isEqualTo("" + file);
        assertThat(first.path("line").asLong()).isEqualTo(2);
        assertThat(first.path("byte").asLong()).isEqualTo(ALERT.length());
        assertThat(first.path("reason").asString()).isEqualTo("not JSON");
        assertThat(first.path("text").asString()).isEqualTo(bad.substring(0, 1_000));
        for (int i = 1; i <= 3_000; i++) {
            JsonNode row = JSON.readTree(rows.get(i));
            assertThat(row.path("line").asLong()).isEqualTo(9_002 + i);
            assertThat(row.path("text").asString()).isEqualTo("{");
        }
        JsonNode tooLong = JSON.readTree(rows.getLast());
        assertThat(tooLong.path("reason").asString()).isEqualTo("longer than 1 MiB");
        assertThat(tooLong.has("text")).isFalse();
        assertThat(Cli.runHere("count", "" + file).out()).contains("--rejects FILE keeps");
    }

    @Test
    void theReportGoesToAFileAndNamesEveryFile() throws IOException {
        Path one = write("one.json", ALERT);
        Path two = write("two.json", ALERT.repeat(2) + "no\n");
        Path out = write("report.json", "older");
        Cli.Result result = Cli.runHere("count", "" + one, "" + two, "--json", "-o", "" + out);
        assertThat(result.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(result.out()).doesNotContain("attacks/1");
        JsonNode files = JSON.readTree(Files.readString(out)).path("files");
        assertThat(files).hasSize(2);
        assertThat(files.get(1).path("file").asString()).isEqualTo("" + two);
        assertThat(files.get(1).path("format").asString()).isEqualTo("eve");
        assertThat(files.get(1).path("account").path("rejected").asLong()).isEqualTo(1);
        assertThat(files.get(1).path("lines").asLong()).isEqualTo(3);
        // Nothing read, nothing written: the older report stays.
        Cli.runHere("count", folder + "/none", "-o", "" + write("report.json", "older"));
        assertThat(out).hasContent("older");
        Cli.Result same = Cli.runHere("count", "" + one, "-o", "" + out, "--rejects", "" + out);
        assertThat(same.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(Cli.runHere("count", "" + one, "-o", "" + folder).out())
                .contains("is no file, and is not replaced");
    }

    @Test
    void followingGoesOnWhereTheRunBeforeEnded() throws IOException {
        Path file = write("logs/eve.json", ALERT.repeat(5) + ALERT.substring(0, 20));
        String[] command = {
            "count", "-F", folder + "/logs", "--until-idle", "1ms", "--state", folder + "/state"
        };
        assertThat(Cli.runHere(command).out()).contains("lines 5 = 5 counted");
        Files.move(file, folder.resolve("logs/eve.json.1"));
        Files.writeString(folder.resolve("logs/eve.json.1"), ALERT.repeat(5) + ALERT + "no\n");
        write("logs/eve.json", ALERT.repeat(2).replace("198.18.0.1", "198.18.0.2"));
        Cli.Result second = Cli.runHere(command);
        assertThat(second.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(second.out())
                .contains("lines 4 = 3 counted + 0 context + 0 skipped + 1 rejected")
                .contains("line 7 (byte " + 6 * ALERT.length() + ") rejected");
        assertThat(Cli.runHere(command).exitCode()).isEqualTo(ExitCode.NOTHING);
        assertThat(Cli.runHere("count", "" + file, "--for", "1m").exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(Cli.runHere("count", "-F", "-").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(Cli.runHere("count", "-F", "x", "--for", "soon").out())
                .contains("'soon' is no length of time");
    }

    @Test
    void askedToEndItReportsWhatItFollowed() throws Exception {
        write("logs/eve.json", ALERT.repeat(5));
        Path out = folder.resolve("report.csv");
        Process follower =
                Cli.command("count", "-F", folder + "/logs", "--csv", "-o", "" + out)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("said").toFile())
                        .start();
        Cli.await("following", Duration.ofMinutes(4), () -> isSaid("following until"));
        follower.destroy();
        assertThat(follower.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(follower.exitValue()).isZero();
        assertThat(out).content().contains("alert").contains(",5,attacks/1");
    }

    private boolean isSaid(String words) {
        try {
            return Files.readString(folder.resolve("said")).contains(words);
        } catch (IOException notYet) {
            return false;
        }
    }

    /** {@code -Dkills=50} makes a study of it; {@code -Dkills.seed=…} chooses the moments. */
    @Test
    void killedAtAnyMomentItLeavesNothingHalfWritten() throws Exception {
        Path file = write("eve.json", (ALERT + "no json\n").repeat(200_000));
        Path results = Files.createDirectory(folder.resolve("results"));
        Path out = Files.writeString(results.resolve("report.json"), "older");
        Path rejects = results.resolve("rejects.jsonl");
        String[] command = {
            "count", "" + file, "--json", "-o", "" + out, "--rejects", "" + rejects
        };
        var random = new SplittableRandom(Long.getLong("kills.seed", 42));
        int whole = 0;
        for (int i = Integer.getInteger("kills", 5); i > 0; i--) {
            Process process =
                    Cli.command(command)
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("said").toFile())
                            .start();
            Cli.await(
                    "the first results",
                    Duration.ofMinutes(4),
                    () -> !parts(results).isEmpty() || !process.isAlive());
            Thread.sleep(random.nextInt(1_500));
            process.destroyForcibly().waitFor();
            if (!Files.readString(out).equals("older")) {
                whole++;
                assertThat(JSON.readTree(Files.readString(out)).path("lines").asLong())
                        .isEqualTo(400_000);
                Files.writeString(out, "older");
            }
            if (Files.exists(rejects)) {
                try (Stream<String> rows = Files.lines(rejects)) {
                    assertThat(rows.count()).isEqualTo(200_000);
                }
                Files.delete(rejects);
            }
        }
        assertThat(Cli.runHere(command).exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(parts(results)).isEmpty();
        assertThat(JSON.readTree(Files.readString(out)).path("lines").asLong()).isEqualTo(400_000);
        System.out.println("killed; whole nevertheless: " + whole);
    }

    private static List<Path> parts(Path folder) {
        List<Path> parts = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(path -> path.toString().endsWith(".part")).forEach(parts::add);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return parts;
    }
}
