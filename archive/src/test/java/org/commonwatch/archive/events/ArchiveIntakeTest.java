package org.commonwatch.archive.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.sensor.Batch;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.EveReader;
import org.commonwatch.telemetry.sensor.SensorReader;
import org.commonwatch.telemetry.simulation.Plan;
import org.commonwatch.telemetry.simulation.Simulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is delivered is in the archive if and only if somebody named it. */
class ArchiveIntakeTest {
    private static final Instant NOW = Instant.parse("2030-03-04T00:00:00Z");
    private static final String DIGEST = "0".repeat(64);
    private static final int LINES = 2_000;

    @TempDir private Path folder = Path.of("");

    @Test
    void whatIsNamedIsPublishedAtTheNextStartAndNothingElseIsLeft() throws Exception {
        Set<String> named = new HashSet<>();
        try (ArchiveIntake intake = open(named)) {
            write(intake, "north", lines(1)); // never named
            named.addAll(write(intake, "north", lines(2))); // named, and then the process dies
        }
        long events = events();
        try (ArchiveIntake intake = open(named)) {
            assertThat(events).as("nothing is published by itself").isZero();
            assertThat(events()).as("what was named is").isPositive();
            for (String run : write(intake, "south", lines(3))) {
                intake.publish(run);
            }
            for (String run : write(intake, "south", lines(4))) {
                intake.discard(run);
            }
        }
        assertThat(count("north")).isEqualTo(read(lines(2)));
        assertThat(count("south")).isEqualTo(read(lines(3)));
        assertThat(files()).as("a part for each run and day that is named").hasSize(parts());
    }

    @Test
    void aDraftThatIsGivenUpLeavesNothingWhateverItsLength() throws Exception {
        try (ArchiveIntake intake = open(Set.of());
                ArchiveIntake.Group group = intake.group()) {
            try (ArchiveIntake.Draft draft = intake.draft("north", NOW)) {
                SensorReader reader = draft.archiving(new EveReader(CountingRule.ATTACKS));
                int events = 0;
                while (events <= ArchiveIntake.EVENTS) { // so that a part is written
                    events += read(reader, lines(5));
                }
            }
            assertThat(intake.drafts()).isZero();
            assertThat(group.write(NOW)).isEmpty();
        }
        assertThat(events()).isZero();
        assertThat(files()).isEmpty();
    }

    private ArchiveIntake open(Set<String> named) throws IOException {
        return ArchiveIntake.open(
                folder.resolve("archive"), CountingRule.ATTACKS, 2, named::contains);
    }

    private static List<String> write(ArchiveIntake intake, String sensor, byte[] lines)
            throws Exception {
        try (ArchiveIntake.Draft draft = intake.draft(sensor, NOW);
                ArchiveIntake.Group group = intake.group()) {
            read(draft.archiving(new EveReader(CountingRule.ATTACKS)), lines);
            draft.finish();
            assertThat(group.hasRoomFor(draft)).isTrue();
            group.add(draft, "a delivery", lines.length, DIGEST);
            return group.write(NOW).stream().map(Manifest::run).toList();
        }
    }

    private static int read(SensorReader reader, byte[] lines) {
        var chunk = new Chunk.Lines(lines, 1, 0);
        var batch = new Batch();
        batch.clear(chunk);
        reader.read(chunk, batch);
        return batch.events().count();
    }

    private static long read(byte[] lines) {
        return read(new EveReader(CountingRule.ATTACKS), lines);
    }

    private static byte[] lines(long seed) {
        var simulation = new Simulation(new Plan(seed, LINES, 5, NOW, 0), "north");
        var lines = new ByteArrayOutputStream();
        while (simulation.hasNext()) {
            lines.writeBytes(simulation.next());
        }
        return lines.toByteArray();
    }

    private long events() throws IOException {
        return EventArchive.open(folder.resolve("archive")).manifests().stream()
                .mapToLong(Manifest::events)
                .sum();
    }

    private int parts() throws IOException {
        return EventArchive.open(folder.resolve("archive")).manifests().stream()
                .mapToInt(manifest -> manifest.parts().size())
                .sum();
    }

    private long count(String sensor) throws IOException {
        return EventArchive.open(folder.resolve("archive")).manifests().stream()
                .filter(manifest -> manifest.origin().sensor().equals(sensor))
                .mapToLong(Manifest::events)
                .sum();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("archive"))) {
            return all.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
    }
}
