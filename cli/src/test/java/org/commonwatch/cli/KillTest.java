package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.access.BodyId;
import org.commonwatch.telemetry.simulation.Plan;
import org.commonwatch.telemetry.simulation.Simulation;
import org.commonwatch.telemetry.simulation.SyntheticIndicators;
import org.commonwatch.telemetry.simulation.Truth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration END = Duration.ofSeconds(30);
    private static final int LINES_PER_KILL = 25_000;
    private static final int SEGMENT_BYTES = 128 << 10;
    private static final int INDICATORS = 200;

    @TempDir private Path folder = Path.of("");

    private final AtomicLong acknowledged = new AtomicLong();

    /** What is killed. */
    private enum Victim {
        SERVER,
        POSTGRES,
        BOTH
    }

    @Test
    void nothingAcknowledgedIsLostOrCountedTwice() throws Exception {
        int kills = Integer.getInteger("kills", Victim.values().length);
        var random = new SplittableRandom(Long.getLong("kills.seed", 42));
        int port = Cli.freePort();
        Process server = start(port);
        Client operator = operator(port);
        Client sensor = prepare(operator, port);
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
            long safe = kill(Victim.values()[i % Victim.values().length], server);
            assertThat(server.waitFor(END.toSeconds(), TimeUnit.SECONDS))
                    .as("the server has ended")
                    .isTrue();
            server = start(port);
            assertThat(counted(operator)).as("what is stored").isGreaterThanOrEqualTo(safe);
        }

        SegmentSender.Delivered delivered = delivery.get();
        Truth truth = simulation.truth();
        assertThat(delivered.lines()).isEqualTo(truth.lines().lines());
        assertThat(delivered.counted()).isEqualTo(truth.lines().counted());
        assertThat(counted(operator)).isEqualTo(truth.lines().counted());
        Client reader = token(operator, port, "reader", "reader");
        long seen = TaxiiReading.of(reader, new BodyId("commons")).seen();
        assertThat(seen)
                .isEqualTo(truth.hits().values().stream().mapToLong(hit -> hit.count()).sum())
                .isPositive();
        System.out.printf(
                "%d kills: %d lines, nothing lost or doubled%n", kills, delivered.lines());

        server.destroy();
        assertThat(server.waitFor()).isEqualTo(128 + 15);
        assertThat(Cli.processesIn(folder)).isEmpty();
    }

    private Process start(int port) throws Exception {
        Process server =
                Cli.command(
                                "serve",
                                "--data",
                                folder.resolve("data").toString(),
                                "--port",
                                "" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        folder.resolve("server.log").toFile()))
                        .start();
        Cli.await("a server that is ready", START, () -> Cli.isReady(port) || !server.isAlive());
        assertThat(server.isAlive()).as(() -> "the server started: " + log()).isTrue();
        return server;
    }

    private Client prepare(Client operator, int port) {
        operator.post("/api/v1/parties", Map.of("name", "CERT-XA", "standing", "member"));
        operator.post(
                "/api/v1/indicators?owner=CERT-XA&tlp=TLP:AMBER",
                "text/csv",
                BodyPublishers.ofString(SyntheticIndicators.list(INDICATORS)));
        return token(operator, port, "north", "sensor");
    }

    private static Client token(Client operator, int port, String name, String role) {
        String token =
                operator.post(
                                "/api/v1/tokens",
                                Map.of(
                                        "name",
                                        name,
                                        "party",
                                        "CERT-XA",
                                        "role",
                                        role,
                                        "tlp",
                                        "TLP:AMBER"))
                        .path("token")
                        .asString();
        return new Client("http://127.0.0.1:" + port, name, token);
    }

    private Client operator(int port) {
        return Client.operator(
                "http://127.0.0.1:" + port, folder.resolve("data").resolve("operator.token"));
    }

    private SegmentSender.Delivered deliver(Client sensor, Simulation simulation) {
        try {
            return new SegmentSender(sensor, SEGMENT_BYTES)
                    .deliver(
                            "generated lines",
                            new SimulatedLines(simulation),
                            (bytes, soFar) -> acknowledged.set(soFar.counted()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills at once, and tells what had been acknowledged at that moment. */
    private long kill(Victim victim, Process server) {
        List<ProcessHandle> victims =
                switch (victim) {
                    case SERVER -> List.of(server.toHandle());
                    case POSTGRES -> List.of(postmaster());
                    case BOTH -> List.of(postmaster(), server.toHandle());
                };
        long safe = acknowledged.get();
        victims.forEach(ProcessHandle::destroyForcibly);
        return safe;
    }

    private ProcessHandle postmaster() {
        try {
            Path pid = folder.resolve("data").resolve("postgres/cluster/postmaster.pid");
            return ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).getFirst()))
                    .orElseThrow();
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

    private String log() {
        try {
            return Files.readString(folder.resolve("server.log"));
        } catch (IOException e) {
            return "no log";
        }
    }
}
