package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.archive.indicators.IndexFile;
import org.commonwatch.cli.terminal.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Lists compiled to an index, and what a count tells of what it looked for. */
class CompileTest {
    private static final String ALERT =
            "{\"timestamp\":\"2017-03-06T06:54:06.047429+0000\",\"event_type\":\"alert\","
                    + "\"src_ip\":\"198.18.0.1\",\"dest_ip\":\"198.19.0.1\",\"proto\":\"TCP\","
                    + "\"alert\":{},\"http\":{\"hostname\":\"www.evil.example\"}}\n";

    @TempDir private Path folder = Path.of("");

    private String file(String name, String text) throws IOException {
        return "" + Files.writeString(folder.resolve(name), text);
    }

    private String csv() throws IOException {
        return file(
                "list.csv",
                """
                value,type,source,last_seen
                198.18.0.1,ipv4,feed one,2017-01-02
                198.19.0.1,ipv4,feed two,
                evil.example,domain,,
                """);
    }

    private String good() throws IOException {
        return file(
                "good.json", "{\"name\":\"ours\",\"type\":\"cidr\",\"list\":[\"198.19.0.0/16\"]}");
    }

    @Test
    void anIndexFindsWhatItsListsFindAndSaysWhereFrom() throws IOException {
        String index = "" + folder.resolve("all.cwx");
        Cli.Result compiled =
                Cli.runHere("indicators", "compile", csv(), "-o", index, "--known-good", good());
        assertThat(compiled.exitCode()).as(compiled.out()).isZero();
        assertThat(compiled.out())
                .contains("3 rows = 3 kept + 0 left out + 0 rejected")
                .contains("known-good 'ours' kept out 1 indicators")
                .contains(index + ": 2 indicators");
        String eve = file("eve.json", ALERT.repeat(5));
        Cli.Result text = Cli.runHere("count", eve, "--indicators", index);
        assertThat(text.out())
                .contains("sightings 5 of 1 indicators")
                .contains("list.csv: 2 indicators, the latest of 2017-01-02, 5 sightings")
                .contains("known-good ours: kept out 1 indicators");
        String json = Cli.runHere("count", eve, "--indicators", index, "--json").out();
        assertThat(json)
                .contains("\"source\":\"feed one\"")
                .contains("\"listedDay\":\"2017-01-02\"")
                .contains("\"count\":5");
        String lists =
                Cli.runHere("count", eve, "--indicators", csv(), "--known-good", good(), "--json")
                        .out();
        assertThat(sightings(lists)).isEqualTo(sightings(json));
    }

    /** {@code -Dkills=50} makes a study of it; {@code -Dkills.seed=…} chooses the moments. */
    @Test
    void killedAtAnyMomentItLeavesTheOldIndexOrAWholeOne() throws Exception {
        var rows = new StringBuilder("value,type,source\n");
        for (int i = 0; i < 300_000; i++) {
            rows.append("n").append(i).append(".example,domain,simulated\n");
        }
        String list = file("many.csv", rows.toString());
        Path index = Files.createDirectory(folder.resolve("indexes")).resolve("all.cwx");
        assertThat(Cli.runHere("indicators", "compile", csv(), "-o", "" + index).exitCode())
                .isZero();
        var random = new SplittableRandom(Long.getLong("kills.seed", 42));
        for (int i = Integer.getInteger("kills", 3); i > 0; i--) {
            Process process =
                    Cli.command("indicators", "compile", list, "-o", "" + index)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            Cli.await(
                    "the index",
                    Duration.ofMinutes(4),
                    () -> names(index).size() > 1 || !process.isAlive());
            Thread.sleep(random.nextInt(60));
            process.destroyForcibly().waitFor();
            assertThat(IndexFile.read(index).size()).isIn(3, 300_000);
        }
        assertThat(Cli.runHere("indicators", "compile", list, "-o", "" + index).exitCode())
                .isZero();
        assertThat(IndexFile.read(index).size()).isEqualTo(300_000);
        assertThat(names(index)).containsExactly("all.cwx");
    }

    private static List<String> names(Path index) {
        String[] names = index.resolveSibling("").toFile().list();
        return names == null ? List.of() : List.of(names);
    }

    private static String sightings(String said) {
        return said.substring(said.indexOf("\"sightings\""));
    }

    @Test
    void listsAndIndexesAreMixedAndRepetitionsCounted() throws IOException {
        String index = "" + folder.resolve("all.cwx");
        assertThat(Cli.runHere("indicators", "compile", csv(), "-o", index).exitCode()).isZero();
        String plain = file("plain.txt", "198.18.0.1\nx y\n203.0.113.9\n");
        String both = "" + folder.resolve("both.cwx");
        Cli.Result mixed = Cli.runHere("indicators", "compile", index, plain, "-o", both);
        assertThat(mixed.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(mixed.out())
                .contains("line 2 rejected: 'x y'")
                .contains("1 of the kept repeat others")
                .contains(both + ": 4 indicators");
        String eve = file("eve.json", ALERT);
        assertThat(Cli.runHere("count", eve, "--indicators", index, "--indicators", plain).out())
                .contains("sightings 2 of 2 indicators")
                .contains("looking for 4 indicators");
    }

    @Test
    void nothingIsWrittenOnADryRunOrWhereItCannotBe() throws IOException {
        String index = "" + folder.resolve("all.cwx");
        assertThat(Cli.runHere("indicators", "compile", csv(), "-o", index, "-n").out())
                .contains("looking for 3 indicators");
        assertThat(folder.resolve("all.cwx")).doesNotExist();
        Cli.Result nowhere =
                Cli.runHere("indicators", "compile", csv(), "-o", folder + "/no/all.cwx");
        assertThat(nowhere.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(nowhere.out()).contains("cannot be written").doesNotContain("\tat ");
        Files.write(
                folder.resolve("all.cwx"), "CWXINDEX\1\0\0\0".getBytes(StandardCharsets.US_ASCII));
        Cli.Result damaged = Cli.runHere("count", file("e.json", ALERT), "--indicators", index);
        assertThat(damaged.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(damaged.out()).contains(index).doesNotContain("\tat ");
    }
}
