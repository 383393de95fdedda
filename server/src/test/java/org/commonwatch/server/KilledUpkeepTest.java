package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.archive.events.ArchivedEvents;
import org.commonwatch.archive.events.EventArchive;
import org.commonwatch.database.Database;
import org.commonwatch.server.House.Who;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.simulation.Plan;
import org.commonwatch.telemetry.simulation.Simulation;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Kills a server while it merges runs and lets go of what is old. {@code -Dkills=40} makes a study
 * of it; {@code -Dkills.seed=…} chooses the moments.
 */
class KilledUpkeepTest {
    private static final Instant OLD = Instant.parse("2020-03-04T00:00:00Z");
    private static final Instant NEW = Instant.parse("2031-03-04T00:00:00Z");
    private static final int DELIVERIES = 32;

    @TempDir private Path folder = Path.of("");

    private final AtomicLong seed = new AtomicLong();

    @Test
    void nothingThatIsToStayIsLostOrDoubledAndAllThatIsToGoGoes() throws Exception {
        int kills = Integer.getInteger("kills", 3);
        var random = new SplittableRandom(Long.getLong("kills.seed", 42));
        Path data = folder.resolve("data");
        Database database = TestDatabase.empty();
        int inTheMiddle = 0;
        long kept = 0;
        try (House house = House.open(data, database)) {
            house.party("CERT-XA", "member", "reader", "reader");
            for (String each : new String[] {"events", "cells"}) {
                house.send(house.operator(), "PUT", "/api/v1/retention/" + each, "{\"days\":365}");
            }
        }
        for (int i = 0; i < kills; i++) {
            try (House house = House.open(data, database)) {
                Who sensor = house.token("CERT-XA", "north-" + i, "sensor", "TLP:AMBER");
                deliver(house, sensor, OLD);
                kept += deliver(house, sensor, NEW);
            }
            UpkeepProcess upkeep = UpkeepProcess.begin(data, database);
            Thread.sleep(random.nextInt(500));
            inTheMiddle += upkeep.kill() ? 1 : 0;
            try (House house = House.open(data, database)) {
                assertThat(number(house, NEW)).as("counted, after kill %s", i).isEqualTo(kept);
            }
            assertThat(archived(data, NEW)).as("archived, after kill %s", i).isEqualTo(kept);
        }
        assertThat(UpkeepProcess.begin(data, database).end()).isZero();
        try (House house = House.open(data, database)) {
            assertThat(number(house, NEW)).isEqualTo(kept);
            assertThat(number(house, OLD)).as("what was to go").isZero();
            assertThat(house.number("SELECT count(*) FROM archive_run"))
                    .as("many runs became few")
                    .isLessThan((long) kills * DELIVERIES);
        }
        EventArchive.open(data.resolve("archive")).check();
        assertThat(archived(data, NEW)).isEqualTo(kept);
        assertThat(archived(data, OLD)).isZero();
        assertThat(inTheMiddle).isPositive();
        System.out.printf("%d of %d kills in the middle, nothing lost%n", inTheMiddle, kills);
    }

    private long deliver(House house, Who sensor, Instant from) throws Exception {
        long before = number(house, from);
        for (int i = 0; i < DELIVERIES / 2; i++) {
            var lines = new ByteArrayOutputStream();
            var plan = new Plan(seed.incrementAndGet(), 2_000, 3, from, 20);
            new Simulation(plan, sensor.name()).forEachRemaining(lines::writeBytes);
            house.ingest(sensor, lines.toByteArray());
        }
        return number(house, from) - before;
    }

    private static long number(House house, Instant from) throws Exception {
        return house.number(
                "SELECT coalesce(sum(count), 0) FROM cell WHERE hour BETWEEN '%s' AND '%s'"
                        .formatted(from, until(from)));
    }

    private static long archived(Path data, Instant from) throws IOException {
        try (ArchivedEvents events =
                EventArchive.open(data.resolve("archive")).between(from, until(from))) {
            Map<Cell, Long> cells = events.count(CountingRule.ATTACKS).cells();
            return cells.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private static Instant until(Instant from) {
        return from.plusSeconds(100L * 86_400);
    }
}
