package org.commonwatch.benchmarks;

import org.commonwatch.archive.events.ArchiveIntake;
import org.commonwatch.archive.events.ArchivedEvents;
import org.commonwatch.archive.events.EventArchive;
import org.commonwatch.archive.events.Manifest;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Sighting;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.matching.IndicatorTableBuilder;
import org.commonwatch.telemetry.sensor.Batch;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.EveReader;
import org.commonwatch.telemetry.sensor.SensorReader;
import org.commonwatch.telemetry.simulation.Plan;
import org.commonwatch.telemetry.simulation.Simulation;
import org.commonwatch.telemetry.simulation.SyntheticIndicators;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What it takes to match new indicators with a month of archived events.
 *
 * <p>Arguments: {@code make DIR LINES RUNS INDICATORS} archives simulated lines in so many runs, as
 * a server does with what comes in; {@code merge DIR} makes large runs of them, as its upkeep does;
 * {@code match DIR INDICATORS TIMES} matches and prints how many sightings of how many events that
 * are, a number that differs where any of them does, seconds, processor time and peak of memory.
 */
public final class RetroCost {
    private static final Instant START = Instant.parse("2030-03-04T00:00:00Z");
    private static final int HOURS = 720;
    private static final long SEED = 7;
    private static final String DIGEST = "0".repeat(64);
    private static final UUID IDS = UUID.fromString("2b9a4d0c-9a0a-4f0c-9d0e-6a3a4d7a6c11");
    // As the server merges.
    private static final long ENOUGH = 1 << 20;
    private static final int MOST = 64;

    private RetroCost() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "make" ->
                    make(
                            directory,
                            new Plan(
                                    SEED,
                                    Long.parseLong(arguments[2]),
                                    HOURS,
                                    START,
                                    Integer.parseInt(arguments[4])),
                            Integer.parseInt(arguments[3]));
            case "merge" -> merge(directory);
            case "match" -> {
                for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
                    match(directory, Integer.parseInt(arguments[2]));
                }
            }
            default -> throw new IllegalArgumentException("make, merge or match");
        }
    }

    private static ArchiveIntake open(Path directory, int threads) throws IOException {
        return ArchiveIntake.open(directory, CountingRule.ATTACKS, threads, run -> true);
    }

    private static void make(Path directory, Plan plan, int runs) throws Exception {
        int threads = Runtime.getRuntime().availableProcessors();
        var simulation = new Simulation(plan, "north");
        AtomicLong next = new AtomicLong();
        try (ArchiveIntake intake = open(directory, threads);
                ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<ArchiveIntake.Group> groups = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                groups.add(intake.group());
            }
            List<Future<?>> all = new ArrayList<>();
            for (ArchiveIntake.Group group : groups) {
                all.add(
                        pool.submit(() -> {
                            for (long run = next.getAndIncrement();
                                    run < runs;
                                    run = next.getAndIncrement()) {
                                long from = simulation.blocks() * run / runs;
                                long to = simulation.blocks() * (run + 1) / runs;
                                for (long block = from; block < to; block++) {
                                    add(intake, group, simulation.block(block));
                                }
                                for (Manifest written : group.write(Instant.now())) {
                                    intake.publish(written.run());
                                }
                            }
                            return null;
                        }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        told(directory);
    }

    private static void add(ArchiveIntake intake, ArchiveIntake.Group group, Simulation.Block block)
            throws IOException, InterruptedException {
        try (ArchiveIntake.Draft draft = intake.draft("north", Instant.now())) {
            SensorReader reader = draft.archiving(new EveReader(CountingRule.ATTACKS));
            var batch = new Batch();
            var chunk = new Chunk.Lines(Arrays.copyOf(block.bytes(), block.length()), 1, 0);
            batch.clear(chunk);
            reader.read(chunk, batch);
            draft.finish();
            group.add(draft, "a delivery", block.length(), DIGEST);
        }
    }

    private static void merge(Path directory) throws IOException {
        try (ArchiveIntake intake = open(directory, 1)) {
            List<Manifest> small = new ArrayList<>();
            long events = 0;
            for (Manifest run : intake.runs()) {
                if (run.events() >= ENOUGH) {
                    continue;
                }
                small.add(run);
                events += run.events();
                if (small.size() == MOST || events >= ENOUGH) {
                    merge(intake, small);
                    small.clear();
                    events = 0;
                }
            }
            merge(intake, small);
            intake.dropReplaced(Instant.now().plus(Duration.ofHours(1)));
        }
        told(directory);
    }

    private static void merge(ArchiveIntake intake, List<Manifest> runs) throws IOException {
        Optional<Manifest> merged = intake.merge(runs.stream().map(Manifest::run).toList());
        if (merged.isPresent()) {
            intake.publish(merged.get().run());
        }
    }

    private static void told(Path directory) throws IOException {
        List<Manifest> runs = EventArchive.open(directory).manifests();
        System.out.printf(
                Locale.ROOT,
                "%,d runs, %,d files, %,d events, %,d bytes%n",
                runs.size(),
                runs.stream().mapToLong(each -> each.parts().size()).sum(),
                runs.stream().mapToLong(Manifest::events).sum(),
                runs.stream()
                        .flatMap(each -> each.parts().stream())
                        .mapToLong(Manifest.Part::bytes)
                        .sum());
    }

    private static void match(Path directory, int count) throws IOException {
        List<Observable> indicators = SyntheticIndicators.first(count);
        long start = System.nanoTime();
        Duration before = processorTime();
        IndicatorTableBuilder table = IndicatorTable.builder();
        indicators.forEach(
                each -> table.add(each, StixId.derived("indicator", IDS, each.toString())));
        Map<Sighting.Window, Sighting.Seen> seen;
        try (ArchivedEvents events = EventArchive.open(directory).all()) {
            seen = events.match(table.build(), indicators);
        }
        System.out.printf(
                Locale.ROOT,
                "%,d sightings of %,d events (%x): %.1f s, %.1f s of the processors, %d MB%n",
                seen.size(),
                seen.values().stream().mapToLong(Sighting.Seen::count).sum(),
                seen.hashCode(),
                (System.nanoTime() - start) / 1e9,
                processorTime().minus(before).toMillis() / 1e3,
                peakMegabytes());
    }

    // Of the process so far; 0 where that cannot be told.
    private static long peakMegabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }
}
