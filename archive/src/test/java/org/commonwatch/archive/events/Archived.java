package org.commonwatch.archive.events;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.counting.ChunkCounter;
import org.commonwatch.telemetry.counting.SegmentCounter;
import org.commonwatch.telemetry.counting.SegmentCounter.Limits;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.geography.Places;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.sensor.Chunker;
import org.commonwatch.telemetry.sensor.EveReader;
import org.commonwatch.telemetry.sensor.SensorReader;
import org.commonwatch.telemetry.simulation.Plan;
import org.commonwatch.telemetry.simulation.Simulation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What the tests of this package begin with. */
final class Archived {
    static final String SENSOR = "gate-1";
    static final ArchiveRun.Plan PLAN = plan(CountingRule.ATTACKS);
    private static final UUID IDS = UUID.fromString("2b9a4d0c-9a0a-4f0c-9d0e-6a3a4d7a6c11");

    private Archived() {}

    static ArchiveRun.Plan plan(CountingRule rule) {
        return new ArchiveRun.Plan(
                SENSOR, rule, true, false, Instant.parse("2026-01-02T03:04:05Z"));
    }

    static StixId id(Observable observable) {
        return StixId.derived("indicator", IDS, observable.toString());
    }

    static IndicatorTable table(List<Observable> observables) {
        var table = IndicatorTable.builder();
        observables.forEach(observable -> table.add(observable, id(observable)));
        return table.build();
    }

    static byte[] simulated(RandomGenerator random, int lines) {
        return simulated(
                new Plan(
                        random.nextLong(),
                        random.nextInt(lines + 1),
                        1 + random.nextInt(72),
                        Instant.ofEpochSecond(random.nextLong(4_000_000_000L)),
                        random.nextInt(60)));
    }

    static byte[] simulated(Plan plan) {
        var all = new ByteArrayOutputStream();
        new Simulation(plan, SENSOR).forEachRemaining(all::writeBytes);
        return all.toByteArray();
    }

    static Tally count(
            byte[] lines,
            CountingRule rule,
            IndicatorTable table,
            UnaryOperator<SensorReader> archiving) {
        SensorReader reader = archiving.apply(new EveReader(rule));
        var counter =
                new SegmentCounter(
                        new ChunkCounter(
                                new ChunkCounter.Task(
                                        SENSOR,
                                        rule,
                                        table,
                                        Places.UNKNOWN,
                                        Limits.OF_A_FILE,
                                        true),
                                reader));
        Chunker chunker = new Chunker(counter::accept);
        chunker.accept(lines, 0, lines.length);
        chunker.finish();
        return counter.finish();
    }

    static Tally count(byte[] lines, CountingRule rule) {
        return count(lines, rule, IndicatorTable.empty(), UnaryOperator.identity());
    }

    /** Archives a file of EVE lines in a run of its own. */
    static Manifest archive(EventArchive archive, ArchiveRun.Plan plan, Path file)
            throws IOException {
        try (ArchiveRun run = archive.start(plan)) {
            if (run.begin(file)) {
                count(
                        Files.readAllBytes(file),
                        plan.rule(),
                        IndicatorTable.empty(),
                        run::archiving);
                run.end();
            }
            return run.commit();
        }
    }

    /** A new archive with those EVE lines. */
    static EventArchive of(Path folder, byte[] lines) throws IOException {
        Path place = Files.createTempDirectory(folder, "made");
        EventArchive archive = EventArchive.openOrMake(place.resolve("archive"));
        archive(archive, PLAN, Files.write(place.resolve("eve.json"), lines));
        return archive;
    }

    static long events(EventArchive archive) throws IOException {
        return archive.manifests().stream().mapToLong(Manifest::events).sum();
    }

    /** The names of all files, but of the lock and of empty folders. */
    static List<String> files(EventArchive archive) {
        Path directory = archive.directory();
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .filter(name -> !name.equals("lock"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
