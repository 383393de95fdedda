package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.archive.events.ArchiveIntake;
import org.commonwatch.archive.events.Manifest;
import org.commonwatch.database.Database;
import org.commonwatch.server.House.Who;
import org.commonwatch.server.matching.Matching;
import org.commonwatch.server.pipeline.Commits;
import org.commonwatch.server.pipeline.Merging;
import org.commonwatch.telemetry.simulation.Plan;
import org.commonwatch.telemetry.simulation.Simulation;
import org.commonwatch.telemetry.simulation.SyntheticIndicators;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Runs that are merged are matched again as they would have been, and no event twice. */
class MergingTest {
    private static final String ALL =
            """
            SELECT string_agg(concat_ws(' ', value, sensor, hour, count, first_seen, last_seen),
                              E'\n' ORDER BY value, sensor, hour)
              FROM sighting_count JOIN lookout USING (indicator)
            """;

    @TempDir private Path folder = Path.of("");

    @Test
    void whatIsGivenAfterRunsWereMergedIsSeenAsIfTheyWereNot() throws Exception {
        List<String> found = new ArrayList<>();
        for (boolean merged : List.of(false, true)) {
            Database database = TestDatabase.empty();
            Path data = folder.resolve("data-" + merged);
            try (House house = House.open(data, database)) {
                Who sensor = house.party("CERT-XA", "member", "north", "sensor");
                house.addIndicators("CERT-XA", "TLP:AMBER", SyntheticIndicators.list(60));
                deliver(house, sensor, 1, 8);
                // What was matched with less is not merged with what was matched with more,
                house.addIndicators("CERT-XA", "TLP:AMBER", SyntheticIndicators.list(120));
                deliver(house, sensor, 50, 8);
                if (merged) {
                    merge(house);
                }
                // before it is matched with the rest, which may have been meanwhile.
                house.part(Matching.class).matchAgain();
                if (merged) {
                    merge(house);
                    assertThat(runs(house)).hasSize(1);
                }
                house.addIndicators("CERT-XA", "TLP:AMBER", SyntheticIndicators.list(200));
                house.part(Matching.class).matchAgain();
                found.add(house.text(ALL));
                assertThat(house.number("SELECT sum(events) FROM archive_run"))
                        .isEqualTo(runs(house).stream().mapToLong(Manifest::events).sum());
            }
            try (House house = House.open(data, database)) {
                assertThat(house.number("SELECT count(*) FROM archive_run"))
                        .isEqualTo(runs(house).size());
                assertThat(house.text(ALL)).isEqualTo(found.getLast());
            }
        }
        assertThat(found.getFirst().lines()).hasSizeGreaterThan(20);
        assertThat(found.getLast()).isEqualTo(found.getFirst());
    }

    @Test
    void runsBetweenWhichSomethingWasLookedForLastAreNotMerged() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            Who sensor = house.party("CERT-XA", "member", "north", "sensor");
            house.addIndicators("CERT-XA", "TLP:AMBER", SyntheticIndicators.list(10));
            deliver(house, sensor, 1, 16);
            house.execute("UPDATE lookout SET valid_until = now() WHERE number = 3");
            house.part(Matching.class).refresh();
            deliver(house, sensor, 50, 16);
            house.part(Matching.class).matchAgain();
            merge(house);

            assertThat(house.number("SELECT count(DISTINCT looked_for) FROM archive_run"))
                    .isEqualTo(2);
            assertThat(runs(house)).hasSize(2);
        }
    }

    private static void merge(House house) throws IOException {
        Merging merging = house.part(Merging.class);
        while (merging.step()) {
            // until there is no more
        }
    }

    private static List<Manifest> runs(House house) throws IOException {
        ArchiveIntake archive = house.part(Commits.class).archive();
        return archive.runs();
    }

    private static void deliver(House house, Who sensor, int from, int count) throws Exception {
        for (int i = from; i < from + count; i++) {
            var lines = new ByteArrayOutputStream();
            var plan = new Plan(i, 300, 3, Instant.parse("2030-03-04T00:00:00Z"), 200);
            new Simulation(plan, "north").forEachRemaining(lines::writeBytes);
            house.ingest(sensor, lines.toByteArray());
        }
    }
}
