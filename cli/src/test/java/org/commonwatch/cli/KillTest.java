package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.access.BodyId;
import org.commonwatch.cli.KillableServer.Victim;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.demo.MadeLines;
import org.commonwatch.cli.demo.TaxiiReading;
import org.commonwatch.cli.ingest.SegmentSender;
import org.commonwatch.telemetry.simulation.Plan;
import org.commonwatch.telemetry.simulation.Simulation;
import org.commonwatch.telemetry.simulation.SyntheticIndicators;
import org.commonwatch.telemetry.simulation.Truth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Kills what a delivery depends on, in the middle of it, with no warning. {@code -Dkills=60} makes
 * a study of it; {@code -Dkills.seed=…} chooses the moments.
 */
class KillTest {
    private static final Duration START = Duration.ofMinutes(4);
    private static final int LINES_PER_KILL = 25_000;
    private static final int AT_ONCE = 3;
    private static final int SEGMENT_BYTES = 128 << 10;
    private static final int INDICATORS = 200;

    @TempDir private Path folder = Path.of("");

    private final AtomicLong acknowledged = new AtomicLong();

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS) // for the study
    void nothingAcknowledgedIsLostOrCountedTwice() throws Exception {
        int kills = Integer.getInteger("kills", Victim.values().length);
        var random = new SplittableRandom(Long.getLong("kills.seed", 42));
        var server = new KillableServer(folder).unpacked();
        server.start();
        Client operator = server.operator();
        Client sensor = prepare(server);
        var plan =
                new Plan(
                        random.nextLong(),
                        (long) (kills + 1) * LINES_PER_KILL,
                        72,
                        Instant.parse("2030-03-04T00:00:00Z"),
                        INDICATORS);
        var simulation = new Simulation(plan, "north");
        CompletableFuture<SegmentSender.Delivered> delivery =
                CompletableFuture.supplyAsync(() -> deliver(sensor, simulation));

        for (int i = 0; i < kills; i++) {
            long before = acknowledged.get();
            Cli.await("progress", START, () -> acknowledged.get() > before || delivery.isDone());
            Thread.sleep(random.nextInt(700));
            assertThat(delivery).as("still under way at kill %s", i).isNotDone();
            long safe = acknowledged.get();
            server.kill(Victim.of(i));
            server.start();
            assertThat(counted(operator)).as("what is stored").isGreaterThanOrEqualTo(safe);
        }

        SegmentSender.Delivered delivered = delivery.get();
        Truth truth = simulation.truth();
        assertThat(delivered.lines()).isEqualTo(truth.lines().lines());
        assertThat(delivered.counted()).isEqualTo(truth.lines().counted());
        assertThat(counted(operator)).isEqualTo(truth.lines().counted());
        Client reader = server.token("CERT-XA", "reader", "reader");
        long seen = TaxiiReading.of(reader, new BodyId("commons")).seen();
        assertThat(seen)
                .isEqualTo(truth.hits().values().stream().mapToLong(hit -> hit.count()).sum())
                .isPositive();
        System.out.printf(
                "%d kills: %d lines, nothing lost or doubled%n", kills, delivered.lines());

        server.stop();
        assertThat(server.archived().values().stream().mapToLong(Long::longValue).sum())
                .as("what is archived")
                .isEqualTo(truth.lines().counted());
    }

    private static Client prepare(KillableServer server) {
        Client operator = server.operator();
        operator.post("/api/v1/parties", Map.of("name", "CERT-XA", "standing", "member"));
        operator.post(
                "/api/v1/indicators?owner=CERT-XA&tlp=TLP:AMBER",
                "text/csv",
                BodyPublishers.ofString(SyntheticIndicators.list(INDICATORS)));
        return server.token("CERT-XA", "north", "sensor");
    }

    private SegmentSender.Delivered deliver(Client sensor, Simulation simulation) {
        try {
            return new SegmentSender(sensor, SEGMENT_BYTES, AT_ONCE)
                    .deliver(
                            "generated lines",
                            new MadeLines(simulation),
                            SegmentSender.Form.TOLD,
                            (place, soFar) -> acknowledged.set(soFar.counted()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long counted(Client operator) {
        long sum = 0;
        for (JsonNode cell : operator.get("/api/v1/counts").path("cells")) {
            sum += cell.path("count").asLong();
        }
        return sum;
    }
}
