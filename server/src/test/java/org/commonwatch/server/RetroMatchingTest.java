package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.commonwatch.server.Watched.give;
import static org.commonwatch.server.Watched.id;
import static org.commonwatch.server.Watched.indicator;
import static org.commonwatch.server.Watched.question;
import static org.commonwatch.server.Watched.seen;

import org.commonwatch.database.Database;
import org.commonwatch.server.House.Who;
import org.commonwatch.server.matching.Lease;
import org.commonwatch.server.matching.Matching;
import org.commonwatch.telemetry.simulation.Plan;
import org.commonwatch.telemetry.simulation.Simulation;
import org.commonwatch.telemetry.simulation.SyntheticIndicators;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is given later is found in what was seen before, as if it had been there. */
class RetroMatchingTest {
    private static final String ALL =
            """
            SELECT string_agg(concat_ws(' ', value, sensor, hour, count, first_seen, last_seen),
                              E'\\n' ORDER BY value, sensor, hour)
              FROM sighting_count JOIN lookout USING (indicator)
            """;

    @TempDir private Path folder = Path.of("");

    private static byte[] simulated(long seed) {
        var lines = new ByteArrayOutputStream();
        var plan = new Plan(seed, 6_000, 12, Instant.parse("2030-03-04T00:00:00Z"), 200);
        new Simulation(plan, "north").forEachRemaining(lines::writeBytes);
        return lines.toByteArray();
    }

    private static void again(House house) {
        house.part(Matching.class).matchAgain();
    }

    @Test
    void whatIsGivenLaterIsSeenAsIfItHadBeenThereFromTheStart() throws Exception {
        List<String> found = new ArrayList<>();
        for (int givenBefore : List.of(200, 0, 120)) {
            String data = "data-" + givenBefore;
            try (House house = House.open(folder.resolve(data))) {
                Who sensor = house.party("CERT-XA", "member", "north", "sensor");
                house.party("CERT-XB", "member", "reader-xb", "reader");
                house.addIndicators("CERT-XB", "TLP:AMBER", SyntheticIndicators.list(givenBefore));
                house.ingest(sensor, simulated(1));
                house.addIndicators(
                        "CERT-XB", "TLP:AMBER", SyntheticIndicators.list((givenBefore + 200) / 2));
                house.ingest(sensor, simulated(2));
                house.addIndicators("CERT-XB", "TLP:AMBER", SyntheticIndicators.list(200));
                house.ingest(sensor, simulated(3));
                again(house);
                found.add(house.text(ALL));
                again(house);
                assertThat(house.text(ALL)).isEqualTo(found.getLast());
                assertThat(house.number("SELECT count(*) FROM lookout WHERE unmatched <> '{}'"))
                        .isZero();
                assertThat(house.number("SELECT count(*) FROM object WHERE id LIKE 'sighting%'"))
                        .isPositive();
            }
        }
        assertThat(found.getFirst().lines()).hasSizeGreaterThan(50);
        assertThat(found).allMatch(found.getFirst()::equals);
    }

    @Test
    void anEventThatTwoThingsOfAnIndicatorMeanIsSeenOnceWheneverTheyCame() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            Who sensor = house.party("CERT-XA", "member", "north", "sensor");
            Who reader = house.token("CERT-XA", "reader", "reader", "TLP:AMBER");
            String id = id("indicator");
            give(house, reader, indicator(id, 0, "[domain-name:value = 'a.example']", ""));
            house.ingest(sensor, question("a.example", "198.18.0.9", 1));
            house.ingest(sensor, question("b.example", "198.18.0.9", 2));
            assertThat(seen(house, id)).isEqualTo(1);
            give(house, reader, indicator(id, 1, "[ipv4-addr:value = '198.18.0.9']", ""));
            again(house);
            assertThat(seen(house, id)).isEqualTo(2);
        }
    }

    @Test
    void anEventIsSeenOnceThoughWhatFoundItWasYetToBeMatchedWithOthers() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            Who sensor = house.party("CERT-XA", "member", "north", "sensor");
            Who reader = house.token("CERT-XA", "reader", "reader", "TLP:AMBER");
            String id = id("indicator");
            house.ingest(sensor, question("a.example", "198.18.0.8", 1));
            try (Lease _ = house.part(Matching.class).take()) {
                give(house, reader, indicator(id, 0, "[domain-name:value = 'a.example']", ""));
                house.ingest(sensor, question("a.example", "198.18.0.9", 2));
                house.ingest(sensor, question("b.example", "198.18.0.9", 3));
                assertThat(seen(house, id)).isEqualTo(1);
                give(house, reader, indicator(id, 1, "[ipv4-addr:value = '198.18.0.9']", ""));
            }
            again(house);
            assertThat(seen(house, id)).isEqualTo(2);
        }
    }

    @Test
    void whatIsTakenBackAndGivenAgainIsFoundInWhatCameMeanwhile() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            Who sensor = house.party("CERT-XA", "member", "north", "sensor");
            Who reader = house.token("CERT-XA", "reader", "reader", "TLP:AMBER");
            String id = id("indicator");
            String pattern = "[domain-name:value = 'a.example']";
            house.ingest(sensor, question("a.example", "198.18.0.9", 1));
            give(house, reader, indicator(id, 0, pattern, ""));
            house.ingest(sensor, question("a.example", "198.18.0.9", 2));
            again(house);
            assertThat(seen(house, id)).isEqualTo(2);
            house.send(reader, "DELETE", object(id), "");
            house.part(Matching.class).refresh();
            house.ingest(sensor, question("a.example", "198.18.0.9", 3));
            again(house);
            assertThat(seen(house, id)).isEqualTo(2);
            give(house, reader, indicator(id, 1, pattern, ""));
            again(house);
            assertThat(seen(house, id)).isEqualTo(3);
            assertThat(house.text("SELECT max(last_seen)::text FROM sighting_count"))
                    .contains("05:00:03");
        }
    }

    private static String object(String id) {
        return "/api/v1/collections/3d6f6a0e-2d5c-4d0a-9a53-51c0a7e0b6f1/objects/" + id;
    }

    @Test
    void whatIsMatchedAtThisMomentWaitsUntilItIsCommitted() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            Who sensor = house.party("CERT-XA", "member", "north", "sensor");
            Who reader = house.token("CERT-XA", "reader", "reader", "TLP:AMBER");
            String id = id("indicator");
            byte[] line = question("a.example", "198.18.0.9", 1);
            try (Socket delivery = Watched.begin(house, sensor, line)) {
                house.ingest(sensor, question("b.example", "198.18.0.9", 1)); // it has begun by now
                give(house, reader, indicator(id, 0, "[domain-name:value = 'a.example']", ""));
                again(house);
                assertThat(house.number("SELECT count(*) FROM lookout WHERE unmatched <> '{}'"))
                        .isEqualTo(1);
                assertThat(Watched.end(delivery, line)).contains("200");
            }
            assertThat(seen(house, id)).isZero();
            again(house);
            assertThat(seen(house, id)).isEqualTo(1);
        }
    }

    @Test
    void whatIsFoundIsKeptUntilItIsToldEvenByAServerStartedLater() throws Exception {
        Database database = TestDatabase.empty();
        String id = id("indicator");
        try (House house = House.open(folder.resolve("data"), database)) {
            Who sensor = house.party("CERT-XA", "member", "north", "sensor");
            Who reader = house.token("CERT-XA", "reader", "reader", "TLP:AMBER");
            house.ingest(sensor, question("a.example", "198.18.0.9", 1));
            house.execute("ALTER TABLE sighting_count ADD CONSTRAINT shut CHECK (false) NOT VALID");
            give(house, reader, indicator(id, 0, "[domain-name:value = 'a.example']", ""));
            assertThatThrownBy(() -> again(house)).hasMessageContaining("shut");
            assertThat(house.number("SELECT count(*) FROM lookout WHERE unmatched <> '{}'"))
                    .isZero();
            assertThat(untold(house)).isEqualTo(1);
            assertThat(seen(house, id)).isZero();
        }
        try (House house = House.open(folder.resolve("data"), database)) {
            house.execute("ALTER TABLE sighting_count DROP CONSTRAINT shut");
            again(house);
            assertThat(untold(house)).isZero();
            assertThat(seen(house, id)).isEqualTo(1);
        }
    }

    private static long untold(House house) throws Exception {
        return House.json(house.get(Optional.of(house.operator()), "/api/v1/matching", "*/*"))
                .path("untold")
                .asLong();
    }
}
