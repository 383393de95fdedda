package org.commonwatch.archive.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.telemetry.counting.Tally;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Many small runs as one answer as they did, whenever the process ends. */
class MergeTest {
    private static final Instant NOW = Instant.parse("2030-03-04T00:00:00Z");
    private static final String DIGEST = "0".repeat(64);
    private static final int RUNS = 6;
    private static final EventFilter ALL =
            new EventFilter(
                    Optional.empty(), Optional.empty(), EventFilter.Words.ANY, EventFilter.LIMIT);

    @TempDir private Path folder = Path.of("");

    @Test
    void mergedRunsHaveTheSameEventsAndNothingIsThereTwice() throws Exception {
        Set<String> named = new HashSet<>();
        try (ArchiveIntake intake = open(named)) {
            List<String> runs = fill(intake, named);
            Tally before = count();
            List<String> seen = found();
            int files = files().size();
            assertThat(seen).hasSizeGreaterThan(1_000);

            Manifest merged = intake.merge(runs).orElseThrow();
            assertThat(found()).as("written, not published").isEqualTo(seen);
            intake.publish(merged.run());
            assertThat(found()).isEqualTo(seen);
            assertThat(count()).isEqualTo(before);
            assertThat(files()).as("whoever reads the old ones goes on").hasSizeGreaterThan(files);

            intake.dropReplaced(Instant.now().minusSeconds(60));
            assertThat(files()).hasSizeGreaterThan(files);
            intake.dropReplaced(Instant.now().plusSeconds(60));
            assertThat(files()).hasSize(days());
            assertThat(found()).isEqualTo(seen);
            assertThat(count()).isEqualTo(before);
            archive().check();
            assertThat(archive().manifests())
                    .singleElement()
                    .satisfies(run -> {
                        assertThat(run.origin().replaces()).isEmpty();
                        assertThat(run.origin().sensor()).isEqualTo("north, south");
                        assertThat(run.origin().segments())
                                .extracting(Manifest.Segment::name)
                                .containsExactly("d0", "d1", "d2", "d3", "d4", "d5");
                    });
            assertThat(sensorsAndSegments())
                    .containsExactlyInAnyOrder(
                            "north 1", "south 2", "north 3", "south 4", "north 5", "south 6");
        }
    }

    @Test
    void whereverTheProcessEndsTheAnswersAreThoseOfBefore() throws Exception {
        for (boolean isNamed : new boolean[] {false, true}) {
            Set<String> named = new HashSet<>();
            List<String> seen;
            String merged;
            try (ArchiveIntake intake = open(named)) {
                List<String> runs = fill(intake, named);
                seen = found();
                merged = intake.merge(runs).orElseThrow().run();
                if (isNamed) {
                    named.removeAll(runs);
                    named.add(merged);
                }
            }
            try (ArchiveIntake intake = open(named)) {
                assertThat(intake.has(merged)).isEqualTo(isNamed);
                assertThat(found()).isEqualTo(seen);
                intake.dropReplaced(Instant.now().plusSeconds(60));
                assertThat(found()).isEqualTo(seen);
                for (Manifest run : intake.runs()) {
                    intake.forget(run.run(), Set.copyOf(run.parts()));
                }
                assertThat(files()).isEmpty();
            }
        }
    }

    @Test
    void whatWasReplacedDoesNotComeBackWhenItsReplacementGoes() throws Exception {
        Set<String> named = new HashSet<>();
        try (ArchiveIntake intake = open(named)) {
            Manifest merged = intake.merge(fill(intake, named)).orElseThrow();
            intake.publish(merged.run());
            intake.forget(merged.run(), Set.copyOf(merged.parts()));
            assertThat(found()).isEmpty();
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void aRunAloneIsNotMerged() throws Exception {
        Set<String> named = new HashSet<>();
        try (ArchiveIntake intake = open(named)) {
            List<String> runs = fill(intake, named);
            assertThat(intake.merge(runs.subList(0, 1))).isEmpty();
        }
    }

    private ArchiveIntake open(Set<String> named) throws IOException {
        return ArchiveIntake.open(
                folder.resolve("archive"), CountingRule.ATTACKS, 2, named::contains);
    }

    private static List<String> fill(ArchiveIntake intake, Set<String> named) throws Exception {
        List<String> runs = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            byte[] lines = lines(i);
            String sensor = i % 2 == 0 ? "north" : "south";
            try (ArchiveIntake.Draft draft = intake.draft(sensor, NOW);
                    ArchiveIntake.Group group = intake.group()) {
                SensorReader reader = draft.archiving(new EveReader(CountingRule.ATTACKS));
                var chunk = new Chunk.Lines(lines, 1, 0);
                var batch = new Batch();
                batch.clear(chunk);
                reader.read(chunk, batch);
                draft.finish();
                group.add(draft, "d" + i, lines.length, DIGEST);
                for (Manifest run : group.write(NOW)) {
                    intake.publish(run.run());
                    runs.add(run.run());
                }
            }
        }
        named.addAll(runs);
        return runs;
    }

    // More than a day, so that there are several parts.
    private static byte[] lines(long seed) {
        var simulation = new Simulation(new Plan(seed, 500, 30, NOW, 0), "north");
        var lines = new ByteArrayOutputStream();
        while (simulation.hasNext()) {
            lines.writeBytes(simulation.next());
        }
        return lines.toByteArray();
    }

    private EventArchive archive() {
        return EventArchive.open(folder.resolve("archive"));
    }

    private Tally count() throws IOException {
        try (ArchivedEvents events = archive().all()) {
            return events.count(CountingRule.ATTACKS);
        }
    }

    // All that an event says, but for the file it is in.
    private List<String> found() throws IOException {
        List<String> found = new ArrayList<>();
        try (ArchivedEvents events = archive().all()) {
            events.find(
                    ALL,
                    event ->
                            found.add(event.toString().replaceAll("place=Place\\[[^\\]]*\\]", "")));
        }
        return found.stream().sorted().toList();
    }

    private Set<String> sensorsAndSegments() throws IOException {
        Set<String> all = new HashSet<>();
        try (ArchivedEvents events = archive().all()) {
            events.find(ALL, event -> all.add(event.sensor() + " " + event.place().segment()));
        }
        return all;
    }

    private int days() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("archive/events"))) {
            return (int) all.count();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("archive"))) {
            return all.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
    }
}
