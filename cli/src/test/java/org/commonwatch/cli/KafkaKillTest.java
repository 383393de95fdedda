package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.access.BodyId;
import org.commonwatch.cli.KillableServer.Victim;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.demo.TaxiiReading;
import org.commonwatch.telemetry.simulation.Plan;
import org.commonwatch.telemetry.simulation.Simulation;
import org.commonwatch.telemetry.simulation.SyntheticIndicators;
import org.commonwatch.telemetry.simulation.Truth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Kills the broker, the server and the database while records are written and counted. {@code
 * -Dkills=60} makes a study of it; {@code -Dkills.seed=…} chooses the moments.
 */
class KafkaKillTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LINES_PER_KILL = 10_000;
    private static final int INDICATORS = 200;
    private static final int VICTIMS = 3;
    private static final String TOPIC = "eve";

    @TempDir private Path folder = Path.of("");

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS) // for the study
    void eachRecordCountsOnceWhateverDies() throws Exception {
        int kills = Integer.getInteger("kills", VICTIMS);
        var random = new SplittableRandom(Long.getLong("kills.seed", 42));
        try (Broker broker = new Broker(folder.resolve("broker"))) {
            Path kafka =
                    Files.writeString(
                            folder.resolve("kafka.yaml"),
                            """
                            servers: ["%s"]
                            topics:
                              - {topic: %s, sensor: north, format: eve}
                            """
                                    .formatted(broker.address(), TOPIC));
            Path own = Files.createDirectories(folder.resolve("server"));
            var server = new KillableServer(own, "--kafka", kafka.toString()).unpacked();
            server.start();
            Client operator = server.operator();
            operator.post("/api/v1/parties", Map.of("name", "CERT-XA", "standing", "member"));
            operator.post(
                    "/api/v1/indicators?owner=CERT-XA&tlp=TLP:AMBER",
                    "text/csv",
                    BodyPublishers.ofString(SyntheticIndicators.list(INDICATORS)));
            server.token("CERT-XA", "north", "sensor");
            var plan =
                    new Plan(
                            random.nextLong(),
                            (long) (kills + 1) * LINES_PER_KILL,
                            72,
                            Instant.parse("2030-03-04T00:00:00Z"),
                            INDICATORS);
            var simulation = new Simulation(plan, "north");
            CompletableFuture<Void> writing =
                    CompletableFuture.runAsync(() -> write(broker, simulation));

            for (int i = 0; i < kills; i++) {
                Thread.sleep(500 + random.nextInt(3_000));
                long before = counted(operator);
                if (i % VICTIMS == 0) {
                    broker.kill();
                    broker.start();
                } else {
                    server.kill(Victim.of(i % VICTIMS - 1));
                    server.start();
                }
                assertThat(counted(operator)).as("what is safe").isGreaterThanOrEqualTo(before);
            }
            writing.get();
            Truth truth = simulation.truth();
            long all = truth.lines().counted();
            Cli.await("all is counted", PATIENCE, () -> counted(operator) >= all);
            Thread.sleep(2_000);
            assertThat(counted(operator)).isEqualTo(all);
            Client reader = server.token("CERT-XA", "reader", "reader");
            assertThat(TaxiiReading.of(reader, new BodyId("commons")).seen())
                    .isEqualTo(truth.hits().values().stream().mapToLong(hit -> hit.count()).sum())
                    .isPositive();
            server.stop();
            assertThat(server.archived().values().stream().mapToLong(Long::longValue).sum())
                    .as("what is archived")
                    .isEqualTo(all);
        }
    }

    // So slowly that something is always under way.
    private static void write(Broker broker, Simulation simulation) {
        try (var producer = broker.producer()) {
            int lines = 0;
            while (simulation.hasNext()) {
                Broker.send(producer, TOPIC, simulation.next());
                if (++lines % 100 == 0) {
                    Thread.sleep(25);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long counted(Client operator) {
        long sum = 0;
        for (var cell : operator.get("/api/v1/counts").path("cells")) {
            sum += cell.path("count").asLong();
        }
        return sum;
    }
}
