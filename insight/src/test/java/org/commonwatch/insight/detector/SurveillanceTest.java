package org.commonwatch.insight.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Our detectors say what those of R's package surveillance (1.20.3) say, to six digits.
 *
 * <p>{@code gold.txt} is what {@code benchmarks/checks/surveillance.R} answered on series of our
 * own. Where R with the package is there, it is asked about its own data sets too.
 */
class SurveillanceTest {
    private static final double CLOSE = 1e-6;

    @TempDir private Path folder;

    @Test
    void saysWhatThePackageSaidOfOurSeries() throws IOException {
        List<Answer> answers = Answer.parse(lines("gold.txt"));
        assertThat(answers).hasSizeGreaterThanOrEqualTo(12);
        answers.forEach(SurveillanceTest::compare);
    }

    @Test
    void saysWhatThePackageSaysOfItsOwnDataSets() throws Exception {
        assumeTrue(hasPackage(), "Rscript with the package surveillance is not installed");
        List<Answer> answers = Answer.parse(ask(lines("live.txt")));
        assertThat(answers).hasSize(lines("live.txt").size());
        assertThat(answers.stream().map(Answer::data).collect(Collectors.toSet()))
                .hasSizeGreaterThanOrEqualTo(5);
        answers.forEach(SurveillanceTest::compare);
    }

    /** The numbers that the specification of this module names, asked of R as of us. */
    @Test
    void hasTheNumbersOfTheSpecification() throws Exception {
        assumeTrue(hasPackage(), "Rscript with the package surveillance is not installed");
        List<String> questions = lines("live.txt");
        List<String> named = IntStream.of(0, 1, 2, 6, 7, 25).mapToObj(questions::get).toList();
        List<List<Verdict>> ours = Answer.parse(ask(named)).stream().map(Answer::ours).toList();
        expect(ours.get(0), 5, 8.62125348712, 6.74647967408, 4.52316411226);
        expect(ours.get(1), 7, 10.9199302093, 10.6342159236, 8.62125348712);
        expect(ours.get(2), 12, 5.29832381998, 6.29832381998, 4.47464477229);
        expect(ours.get(3), 7);
        assertThat(ours.get(3).stream().mapToDouble(Verdict::bound).sum()).isEqualTo(286);
        expect(ours.get(4), 7, 2.95607024459, 2.96073474186);
        assertThat(ours.get(4).stream().mapToDouble(Verdict::bound).sum())
                .isCloseTo(298.245923895, within());
        List<Verdict> chart = ours.get(5);
        assertThat(chart.stream().filter(Verdict::alarm)).hasSize(5);
        assertThat(chart.get(0).score()).isCloseTo(0, within());
        assertThat(chart.get(1).score()).isCloseTo(1.56925368459, within());
        assertThat(chart.get(2).score()).isCloseTo(2.4473493221, within());
        assertThat(chart.stream().mapToDouble(Verdict::score).max().orElseThrow())
                .isCloseTo(14.0774329282, within());
    }

    private static Offset<Double> within() {
        return Offset.offset(CLOSE);
    }

    private static void expect(List<Verdict> verdicts, int alarms, double... bounds) {
        assertThat(verdicts.stream().filter(Verdict::alarm)).hasSize(alarms);
        for (int i = 0; i < bounds.length; i++) {
            assertThat(verdicts.get(i).bound()).isCloseTo(bounds[i], within());
        }
    }

    private static void compare(Answer answer) {
        double[] bounds = answer.of("bound");
        double[] alarms = answer.of("alarm");
        List<Verdict> ours = answer.ours();
        assertThat(ours).hasSize(bounds.length);
        for (int i = 0; i < bounds.length; i++) {
            Verdict verdict = ours.get(i);
            String where = answer.question() + ", " + verdict;
            // The package says zero or nothing where too few cases could be no alarm.
            if (!Double.isNaN(answer.bound(verdict))) {
                assertThat(answer.bound(verdict))
                        .as(where)
                        .isCloseTo(
                                bounds[i], Offset.offset(CLOSE * Math.max(1, Math.abs(bounds[i]))));
            } else {
                assertThat(bounds[i]).as(where).isIn(0.0, Double.NaN);
            }
            assertThat(verdict.alarm()).as(where).isEqualTo(alarms[i] == 1);
        }
    }

    private static boolean hasPackage() throws InterruptedException {
        try {
            return new ProcessBuilder("Rscript", "-e", "library(surveillance)")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    private List<String> ask(List<String> questions) throws Exception {
        Path asked = Files.write(folder.resolve("questions"), questions);
        Path said = folder.resolve("answers");
        Path script =
                Path.of(System.getProperty("house"), "benchmarks", "checks", "surveillance.R");
        int code =
                new ProcessBuilder("Rscript", script.toString())
                        .redirectInput(asked.toFile())
                        .redirectOutput(said.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start()
                        .waitFor();
        assertThat(code).isZero();
        return Files.readAllLines(said);
    }

    private static List<String> lines(String name) throws IOException {
        try (InputStream in = SurveillanceTest.class.getResourceAsStream("/surveillance/" + name)) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        }
    }
}
