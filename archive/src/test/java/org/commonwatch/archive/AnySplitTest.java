package org.commonwatch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.counting.ChunkCounter;
import org.commonwatch.telemetry.counting.RejectLog;
import org.commonwatch.telemetry.counting.SegmentCounter.Limits;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.geography.Places;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.dialect.Dialect;
import org.commonwatch.telemetry.sensor.dialect.Dialects;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * However lines are cut into chunks, spread over threads and put into files, and in whatever order
 * they come, they count the same, in every format.
 */
class AnySplitTest {
    private static final Path HOUSE = Path.of(System.getProperty("house"));
    private static final Path DATA = HOUSE.resolve("../shared/data/telemetry");
    private static final int REAL_BYTES = 256 << 10;

    @TempDir private Path folder = Path.of("");

    static List<Dialect> dialects() {
        return FormatFuzz.dialects();
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void linesOfOneFormat(Dialect dialect) throws IOException {
        List<String> lines = seeds(dialect.label());
        Cases.check(40, random -> check(dialect, some(lines, random), random));
    }

    @Test
    void linesOfRealSensors() throws IOException {
        assumeTrue(Files.isDirectory(DATA), "the data for development is elsewhere");
        Dialects known = Dialects.builtIn().and(MappingFile.shipped());
        List<Path> files;
        try (Stream<Path> all = Files.list(DATA)) {
            files = all.filter(file -> file.toString().endsWith(".gz")).sorted().toList();
        }
        for (Path file : files) {
            byte[] bytes;
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                bytes = in.readNBytes(REAL_BYTES);
            }
            Dialect dialect = known.detect(bytes, Fates.OPTIONS).orElse(Dialect.EVE);
            Cases.check(2, random -> check(dialect, bytes, random));
        }
    }

    private void check(Dialect dialect, byte[] bytes, RandomGenerator random) throws IOException {
        IndicatorTable table = table(dialect, bytes);
        List<Chunk.Lines> chunks = cut(bytes, random);
        Tally whole =
                tally(List.of(new Chunk.Lines(bytes, 1, 0)), List.of(counter(dialect, table)));
        assertThat(whole.lines().lines()).isEqualTo(chunks.isEmpty() ? 0 : lines(bytes));
        assertThat(tally(chunks, List.of(counter(dialect, table)))).isEqualTo(whole);
        if (!dialect.parallel()) {
            return;
        }
        List<ChunkCounter> several = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            several.add(counter(dialect, table));
        }
        Collections.shuffle(chunks, new Random(random.nextLong()));
        assertThat(tally(chunks, several)).isEqualTo(whole);
        assertThat(onThreads(dialect, table, bytes, random)).isEqualTo(whole);
        Tally ofFiles = Tally.empty(CountingRule.ATTACKS.id());
        int file = random.nextInt(bytes.length + 1);
        while (file > 0 && bytes[file - 1] != '\n') {
            file--;
        }
        for (byte[] one :
                List.of(
                        Arrays.copyOf(bytes, file),
                        Arrays.copyOfRange(bytes, file, bytes.length))) {
            List<Chunk.Lines> its = cut(one, random);
            ofFiles = tally(its, List.of(counter(dialect, table))).and(ofFiles);
        }
        // Lines have other numbers in the second file, so rejected ones are told of otherwise.
        assertThat(ofFiles.cells()).isEqualTo(whole.cells());
        assertThat(ofFiles.lines()).isEqualTo(whole.lines());
        assertThat(ofFiles.sightings()).isEqualTo(whole.sightings());
        assertThat(ofFiles.rejects().byReason()).isEqualTo(whole.rejects().byReason());
    }

    private Tally onThreads(
            Dialect dialect, IndicatorTable table, byte[] bytes, RandomGenerator random)
            throws IOException {
        Path file = Files.write(folder.resolve("lines"), bytes);
        List<ChunkCounter> counters = new ArrayList<>();
        List<Function<? super Chunk, ? extends ChunkCounter.Part>> workers = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            ChunkCounter counter = counter(dialect, table);
            counters.add(counter);
            workers.add(counter::count);
        }
        RejectLog rejects = new RejectLog();
        long[] lines = {0};
        ParallelLinesTest.<ChunkCounter.Part>read(
                file,
                1 + random.nextInt(bytes.length + 1),
                workers,
                part -> {
                    rejects.add(part.rejectedAfter(lines[0]));
                    lines[0] += part.lines();
                });
        return counters.getFirst().tally(counters.subList(1, counters.size()), rejects.rejects());
    }

    private static Tally tally(List<Chunk.Lines> chunks, List<ChunkCounter> counters) {
        RejectLog rejects = new RejectLog();
        for (int i = 0; i < chunks.size(); i++) {
            rejects.add(counters.get(i % counters.size()).count(chunks.get(i)).rejected());
        }
        return counters.getFirst().tally(counters.subList(1, counters.size()), rejects.rejects());
    }

    private static ChunkCounter counter(Dialect dialect, IndicatorTable table) {
        return new ChunkCounter(
                new ChunkCounter.Task(
                        "gate-1",
                        CountingRule.ATTACKS,
                        table,
                        Places.UNKNOWN,
                        Limits.OF_A_FILE,
                        true),
                dialect.reader(CountingRule.ATTACKS, Fates.OPTIONS));
    }

    // Of every source there is, so that there is something to see.
    private static IndicatorTable table(Dialect dialect, byte[] bytes) {
        var table = IndicatorTable.builder();
        Events events =
                Fates.read(dialect.reader(CountingRule.ATTACKS, Fates.OPTIONS), bytes).events();
        for (int i = 0; i < events.count(); i++) {
            Observable source = events.source(i);
            if (source != null) {
                table.add(source, StixId.derived("indicator", new UUID(1, 2), source.toString()));
            }
        }
        return table.build();
    }

    private static List<Chunk.Lines> cut(byte[] bytes, RandomGenerator random) {
        List<Chunk.Lines> chunks = new ArrayList<>();
        int rare = 1 + random.nextInt(20);
        int from = 0;
        long first = 1;
        long next = 1;
        for (int i = 0; i < bytes.length; i++) {
            next += bytes[i] == '\n' ? 1 : 0;
            boolean last = i == bytes.length - 1;
            if (last || (bytes[i] == '\n' && random.nextInt(rare) == 0)) {
                chunks.add(new Chunk.Lines(bytes, from, i + 1, first, from));
                from = i + 1;
                first = next;
            }
        }
        return chunks;
    }

    private static long lines(byte[] bytes) {
        long ends = 0;
        for (byte b : bytes) {
            ends += b == '\n' ? 1 : 0;
        }
        return bytes[bytes.length - 1] == '\n' ? ends : ends + 1;
    }

    // Lines of the seeds in any order, some of them damaged.
    private static byte[] some(List<String> lines, RandomGenerator random) {
        var all = new ByteArrayOutputStream();
        for (int i = random.nextInt(60); i >= 0; i--) {
            byte[] line =
                    lines.get(random.nextInt(lines.size())).getBytes(StandardCharsets.ISO_8859_1);
            if (random.nextInt(5) == 0 && line.length > 0) {
                line[random.nextInt(line.length)] = (byte) random.nextInt(256);
            }
            all.writeBytes(line);
            all.write('\n');
        }
        byte[] bytes = all.toByteArray();
        return random.nextBoolean() ? bytes : Arrays.copyOf(bytes, bytes.length - 1);
    }

    private static List<String> seeds(String label) throws IOException {
        for (String module : List.of("archive", "telemetry")) {
            Path file = HOUSE.resolve(module + "/src/test/resources/fuzz/" + label + "/lines.txt");
            if (Files.exists(file)) {
                return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            }
        }
        throw new AssertionError("no lines of " + label);
    }
}
