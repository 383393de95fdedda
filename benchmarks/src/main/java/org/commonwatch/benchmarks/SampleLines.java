package org.commonwatch.benchmarks;

import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.simulation.Format;
import org.commonwatch.telemetry.simulation.Plan;
import org.commonwatch.telemetry.simulation.Simulation;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lines of a simulated sensor in chunks of the usual size, the same on every run. */
final class SampleLines {
    private static final Plan PLAN =
            new Plan(42, 20_000, 24, Instant.parse("2026-01-01T00:00:00Z"), 0);

    private final List<Chunk.Lines> chunks = new ArrayList<>();
    private final long bytes;

    SampleLines(Format format) {
        long total = 0;
        var chunk = new ByteArrayOutputStream();
        Simulation lines = new Simulation(PLAN, format, "gate-1");
        while (lines.hasNext()) {
            chunk.writeBytes(lines.next());
            if (chunk.size() >= Chunk.USUAL_BYTES || !lines.hasNext()) {
                total += chunk.size();
                chunks.add(new Chunk.Lines(chunk.toByteArray(), 1, 0));
                chunk.reset();
            }
        }
        bytes = total;
    }

    List<Chunk.Lines> chunks() {
        return chunks;
    }

    long bytes() {
        return bytes;
    }

    long lines() {
        return PLAN.lines();
    }
}
