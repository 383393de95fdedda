package org.commonwatch.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.SensorReader;
import org.commonwatch.telemetry.sensor.dialect.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a fuzzer starts from, and what one has found before; see {@code benchmarks/fuzz.sh}. */
class FuzzSeedsTest {
    private static final Path HOUSE = Path.of(System.getProperty("house"));
    private static final List<Path> FOLDERS =
            List.of(
                    HOUSE.resolve("archive/src/test/resources/fuzz"),
                    HOUSE.resolve("telemetry/src/test/resources/fuzz"));

    private static final long LONG_LINE_SECONDS = 4;

    // Each a way to make work of a long line for a reader that looks far ahead from every place.
    private static final List<String> MONOTONOUS =
            List.of(
                    " ",
                    "\t",
                    "=",
                    "a=",
                    " a",
                    "\ta",
                    "\"",
                    "\\",
                    "\\\"",
                    "[",
                    "]",
                    "[1",
                    "[\"",
                    "{",
                    "{\"a\":",
                    "}",
                    ",",
                    ";",
                    ";\"",
                    "|",
                    ":",
                    ": ",
                    "<1>",
                    "[**] ",
                    " -> ",
                    " from ",
                    " port ",
                    " for ",
                    "%ASA-1-1: ",
                    "1",
                    "Mar ",
                    "\\x",
                    "é",
                    "CEF:",
                    "a");

    static List<Dialect> dialects() {
        return FormatFuzz.dialects();
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void theReaderOfAFormatKeepsItsPromises(Dialect dialect) throws IOException {
        FormatFuzz fuzz = new FormatFuzz(dialect);
        for (byte[] seed : seeds(dialect.label())) {
            fuzz.check(seed);
        }
    }

    @ParameterizedTest
    @EnumSource(FileFuzz.Sort.class)
    void aFileIsTakenOrRefused(FileFuzz.Sort sort) throws IOException {
        for (byte[] seed : seeds(sort.name().toLowerCase(Locale.ROOT))) {
            FileFuzz.check(sort, seed);
        }
    }

    /**
     * As long as a line may be, with as much to look for as it can hold: some hundredths of a
     * second. A reader that looks to the end of the line from every place needs a minute. It is the
     * thread's own processor time, so that nothing else on the machine matters.
     */
    @ParameterizedTest
    @MethodSource("dialects")
    void theLongestLinesAreReadLikeAnyOthers(Dialect dialect) throws IOException {
        SensorReader reader = dialect.reader(CountingRule.ATTACKS, Fates.OPTIONS);
        String first = new String(seeds(dialect.label()).getFirst(), StandardCharsets.ISO_8859_1);
        String line = first.lines().findFirst().orElseThrow();
        String start = line.substring(0, line.length() * 2 / 3);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (String part : MONOTONOUS) {
            int times = (Chunk.LINE_LIMIT - start.length()) / part.length();
            byte[] bytes = (start + part.repeat(times)).getBytes(StandardCharsets.ISO_8859_1);
            long before = threads.getCurrentThreadCpuTime();
            assertThat(Fates.read(reader, bytes).lines()).isOne();
            long seconds = (threads.getCurrentThreadCpuTime() - before) / 1_000_000_000;
            assertThat(seconds).as(start + " and many of " + part).isLessThan(LONG_LINE_SECONDS);
        }
    }

    @Test
    void everySeedIsOfSomethingThatIsFuzzed() throws IOException {
        List<String> known = new ArrayList<>(dialects().stream().map(Dialect::label).toList());
        for (FileFuzz.Sort sort : FileFuzz.Sort.values()) {
            known.add(sort.name().toLowerCase(Locale.ROOT));
        }
        for (Path folder : FOLDERS) {
            try (Stream<Path> inside = Files.list(folder)) {
                assertThat(
                                inside.filter(Files::isDirectory)
                                        .map(Path::getFileName)
                                        .map(Path::toString))
                        .isSubsetOf(known);
            }
        }
    }

    private static List<byte[]> seeds(String target) throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (Path folder : FOLDERS) {
            if (Files.isDirectory(folder.resolve(target))) {
                try (Stream<Path> inside = Files.list(folder.resolve(target))) {
                    for (Path seed : inside.sorted().toList()) {
                        seeds.add(Files.readAllBytes(seed));
                    }
                }
            }
        }
        assertThat(seeds).as("seeds of " + target).isNotEmpty();
        return seeds;
    }
}
