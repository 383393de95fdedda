package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;

import org.commonwatch.cli.terminal.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the command writes, and that what it writes is counted as it says. */
class SimulateTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void whatIsCountedInAWorldsFilesIsTheTruthBesideThem() throws IOException {
        Path out = folder.resolve("world");
        String said =
                done(
                        "--world",
                        "islands",
                        "--today",
                        "2031-11-20",
                        "--days",
                        "2",
                        "--attacks",
                        "600K",
                        "--out",
                        "" + out);
        assertThat(said).contains("SYNTHETIC DATA in " + out).contains("xa-border ");
        JsonNode truth = JsonMapper.shared().readTree(Files.readString(out.resolve("truth.json")));
        Map<String, Long> seen = new HashMap<>();
        for (String sensor : List.of("xa-border", "xb-border", "xd-border", "xa-decoy")) {
            Cli.Result counted =
                    Cli.runHere(
                            "count",
                            "" + out.resolve(sensor + "-0001.json"),
                            "--indicators",
                            "" + out.resolve("indicators.csv"),
                            "--json");
            assertThat(counted.exitCode()).as(counted.out()).isZero();
            String json = counted.out().substring(counted.out().indexOf("{\"rule\""));
            JsonNode report = JsonMapper.shared().readTree(json);
            assertThat(report.path("lines").asLong())
                    .isEqualTo(truth.path("lines").path(sensor).asLong())
                    .isPositive();
            Map<String, Long> cells = new HashMap<>();
            for (JsonNode cell : truth.path("cells")) {
                if (cell.path("sensor").asString().equals(sensor)) {
                    // The places of a line are not in it.
                    cells.merge(worded(cell), count(cell), Long::sum);
                }
            }
            Map<String, Long> told = new HashMap<>();
            report.path("cells").forEach(cell -> told.put(worded(cell), count(cell)));
            assertThat(told).isEqualTo(cells).isNotEmpty();
            report.path("sightings").forEach(each -> seen.merge(sensor, count(each), Long::sum));
        }
        Map<String, Long> hits = new HashMap<>();
        truth.path("hits")
                .forEach(hit -> hits.merge(hit.path("sensor").asString(), count(hit), Long::sum));
        hits.keySet().retainAll(List.of("xa-border", "xb-border", "xd-border", "xa-decoy"));
        assertThat(seen).isEqualTo(hits);
        assertThat(truth.path("months").size()).isEqualTo(25);
        assertThat(truth.path("rises").size()).isEqualTo(3);
        assertThat(truth.path("addresses").size()).isEqualTo(60 * 12 + 100 * 8);
        assertThat(truth.path("gaps").path(0).path("party").asString()).isEqualTo("CERT-XE");
    }

    private static long count(JsonNode node) {
        return node.path("count").asLong();
    }

    private static String worded(JsonNode cell) {
        return String.join(
                " ",
                cell.path("hour").asString(),
                cell.path("unit").asString(),
                cell.path("kind").asString(),
                cell.path("source").asString());
    }

    @Test
    void whatIsNoWorldIsRefusedWithARemedy() {
        for (List<String> wrong :
                List.of(
                        List.<String>of(),
                        List.of("--world", "atlantis"),
                        List.of("--world", "islands", "--events", "5"),
                        List.of("--world", "islands", "--days", "9999"),
                        List.of("--world", "islands", "--days", "700"))) {
            List<String> words = new ArrayList<>(List.of("simulate"));
            words.addAll(wrong);
            words.addAll(List.of("--out", "" + folder.resolve("none")));
            Cli.Result refused = Cli.runHere(words.toArray(String[]::new));
            assertThat(refused.exitCode()).as(refused.out()).isEqualTo(ExitCode.USAGE);
            assertThat(refused.out()).containsAnyOf("Give ", "Name one of", "Say with --attacks");
        }
    }

    @Test
    void whatIsCountedInTheFilesIsTheTruthBesideThem() throws IOException {
        Path out = folder.resolve("month");
        String said = done("--events", "30K", "--formats", "eve,zeek,cowrie", "--out", "" + out);
        assertThat(said).contains("SYNTHETIC DATA in " + out).contains("lines 30,000 = ");
        assertThat(names(out))
                .containsExactly(
                        "README.txt",
                        "cowrie-0001.json",
                        "eve-0001.json",
                        "indicators.csv",
                        "truth.json",
                        "zeek-0001.json");
        Cli.Result counted =
                Cli.runHere(
                        "count",
                        "" + out.resolve("eve-0001.json"),
                        "" + out.resolve("zeek-0001.json"),
                        "" + out.resolve("cowrie-0001.json"),
                        "--indicators",
                        "" + out.resolve("indicators.csv"),
                        "--json");
        assertThat(counted.exitCode()).isEqualTo(ExitCode.PARTIAL);
        JsonNode truth = JsonMapper.shared().readTree(Files.readString(out.resolve("truth.json")));
        String json = counted.out().substring(counted.out().indexOf("{\"rule\""));
        JsonNode report = JsonMapper.shared().readTree(json);
        assertThat(truth.path("synthetic").asBoolean()).isTrue();
        assertThat(report.path("lines").asLong()).isEqualTo(30_000);
        for (String fate : List.of("counted", "context", "skipped", "rejected", "withoutZone")) {
            assertThat(report.path("account").path(fate).asLong())
                    .as(fate)
                    .isEqualTo(truth.path("account").path(fate).asLong())
                    .isPositive();
        }
        assertThat(cells(report)).isEqualTo(cells(truth)).isNotEmpty();
        long seen = 0;
        for (JsonNode sighting : report.path("sightings")) {
            seen += sighting.path("count").asLong();
        }
        assertThat(seen).isEqualTo(truth.path("seen").asLong()).isPositive();
        assertThat(report.path("sightings").size()).isEqualTo(truth.path("hits").size());
        assertThat(truth.path("likelyVictims").path("networks").size()).isEqualTo(8);
        assertThat(truth.path("topSources").size()).isEqualTo(30);
    }

    @Test
    void packedOrNotInOneFileOrManyTheLinesAreTheSame() throws IOException {
        String[] plan = {"--events", "20000", "--seed", "3", "--days", "2"};
        done(with(plan, "--out", "" + folder.resolve("one")));
        done(with(plan, "--out", "" + folder.resolve("many"), "--part-size", "4"));
        done(with(plan, "--out", "" + folder.resolve("packed"), "--zstd"));
        List<Path> many = files("many", ".json");
        assertThat(many)
                .hasSizeGreaterThan(2)
                .allSatisfy(file -> assertThat(Files.size(file)).isLessThanOrEqualTo(4 << 20));
        byte[] lines = Files.readAllBytes(folder.resolve("one").resolve("eve-0001.json"));
        try (InputStream joined = joined(many)) {
            assertThat(joined.readAllBytes()).isEqualTo(lines);
        }
        List<Path> packed = files("packed", ".json.zst");
        try (InputStream unpacked = new ZstdInputStream(joined(packed))) {
            assertThat(unpacked.readAllBytes()).isEqualTo(lines);
        }
        assertThat(Files.size(packed.getFirst())).isLessThan(lines.length / 4);
        for (String other : List.of("many", "packed")) {
            assertThat(folder.resolve(other).resolve("truth.json"))
                    .hasSameBinaryContentAs(folder.resolve("one").resolve("truth.json"));
        }
    }

    @Test
    void aSimulationIsNotOverwrittenUnlessAskedFor() throws IOException {
        String out = "" + folder.resolve("kept");
        done("--events", "9000", "--out", out, "--part-size", "4");
        Path own = Files.writeString(folder.resolve("kept").resolve("notes.txt"), "mine");
        Path left = Files.writeString(folder.resolve("kept").resolve("eve-0009.json.part"), "{");
        byte[] before = Files.readAllBytes(folder.resolve("kept").resolve("truth.json"));
        Cli.Result refused = Cli.runHere("simulate", "--events", "10", "--out", out);
        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.out()).contains("holds a simulation already").contains("--force");
        assertThat(folder.resolve("kept").resolve("truth.json")).hasBinaryContent(before);
        done("--events", "10", "--out", out, "--force");
        assertThat(names(folder.resolve("kept")))
                .contains("eve-0001.json", "truth.json", "notes.txt")
                .doesNotContain("eve-0002.json");
        assertThat(own).hasContent("mine");
        assertThat(left).doesNotExist();
    }

    /** Killed in the middle, it leaves nothing that looks finished, and runs again. */
    @Test
    void whatIsKilledLeavesNothingUnderAFinalName() throws Exception {
        Path out = folder.resolve("killed");
        Process process =
                Cli.command("simulate", "--events", "900M", "--out", "" + out)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            Path first = out.resolve("eve-0001.json.part");
            Cli.await(
                    "some lines",
                    Duration.ofMinutes(2),
                    () -> first.toFile().length() > 0 || !process.isAlive());
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(names(out)).isNotEmpty().allMatch(name -> name.endsWith(".part"));
        done("--events", "10", "--out", "" + out);
        assertThat(names(out)).noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    void whatCannotBeSimulatedIsTold() {
        String out = "" + folder.resolve("never");
        assertRefused("no number such as", "--events", "many", "--out", out);
        assertRefused("of 2000000000 lines", "--events", "2000M", "--out", out);
        assertRefused("of 16000001 indicators", "--events", "1", "--indicators", "16000001");
        assertRefused("of 0 hours", "--events", "1", "--days", "0", "--out", out);
        assertRefused("Files of 0 MiB", "--events", "1", "--part-size", "0", "--out", out);
        assertRefused("is blank", "--events", "1", "--sensor", " ", "--out", out);
        assertThat(folder.resolve("never")).doesNotExist();
    }

    @Test
    void theBenchTellsWhatTheMachineDoes() {
        Cli.Result text = Cli.runHere("bench", "--seconds", "0");
        assertThat(text.exitCode()).as(text.out()).isZero();
        assertThat(text.out()).contains("processors").contains("read, match and count");
        Cli.Result json = Cli.runHere("bench", "--seconds", "0", "--json");
        JsonNode report = JsonMapper.shared().readTree(json.out());
        assertThat(report.path("results").size()).isGreaterThanOrEqualTo(4);
        for (JsonNode result : report.path("results")) {
            assertThat(result.path("linesPerSecond").asLong()).isPositive();
        }
        assertThat(Cli.runHere("bench", "--seconds", "61").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void theBenchTellsWhatStepsOfCountingAFileCost() {
        Path out = folder.resolve("steps");
        done("--events", "3000", "--formats", "eve", "--out", "" + out);
        String file = "" + out.resolve("eve-0001.json");
        Cli.Result text = Cli.runHere("bench", file);
        assertThat(text.exitCode()).as(text.out()).isZero();
        assertThat(text.out()).contains("read the bytes").contains("+ matching");
        JsonNode report = JsonMapper.shared().readTree(Cli.runHere("bench", file, "--json").out());
        // Lines that go on from block to block are left out: of each block two at most.
        assertThat(report.path("lines").asLong()).isBetween(2_980L, 3_000L);
        assertThat(report.path("steps").size()).isEqualTo(5);
        Cli.Result none = Cli.runHere("bench", "" + folder.resolve("none.json"));
        assertThat(none.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(none.out()).contains("none.json").contains("Check its name");
    }

    private static void assertRefused(String why, String... options) {
        Cli.Result result = Cli.runHere(with(new String[] {"simulate"}, options));
        assertThat(result.exitCode()).as(result.out()).isNotZero();
        assertThat(result.out()).contains(why).doesNotContain("\tat ");
    }

    private static String done(String... options) {
        Cli.Result result = Cli.runHere(with(new String[] {"simulate"}, options));
        assertThat(result.exitCode()).as(result.out()).isZero();
        return result.out();
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    private static Map<String, Long> cells(JsonNode report) {
        Map<String, Long> cells = new HashMap<>();
        for (JsonNode cell : report.path("cells")) {
            cells.put(
                    Stream.of("hour", "unit", "kind", "source")
                            .map(part -> cell.path(part).asString())
                            .toList()
                            .toString(),
                    cell.path("count").asLong());
        }
        return cells;
    }

    private List<Path> files(String of, String ending) throws IOException {
        Path where = folder.resolve(of);
        return names(where).stream()
                .filter(name -> name.startsWith("eve-") && name.endsWith(ending))
                .map(where::resolve)
                .toList();
    }

    private static List<String> names(Path where) throws IOException {
        try (Stream<Path> files = Files.list(where)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static InputStream joined(List<Path> files) {
        return new SequenceInputStream(
                Collections.enumeration(
                        files.stream()
                                .map(file -> {
                                    try {
                                        return Files.newInputStream(file);
                                    } catch (IOException e) {
                                        throw new UncheckedIOException(e);
                                    }
                                })
                                .toList()));
    }
}
