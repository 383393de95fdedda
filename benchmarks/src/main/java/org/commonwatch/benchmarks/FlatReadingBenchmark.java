package org.commonwatch.benchmarks;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.sensor.Batch;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.SensorReader;
import org.commonwatch.telemetry.sensor.dialect.Dialect;
import org.commonwatch.telemetry.sensor.dialect.ReadingOptions;
import org.commonwatch.telemetry.simulation.Format;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Simulated lines of sensors that write flat JSON objects, from bytes to events in columns. */
@State(Scope.Thread)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class FlatReadingBenchmark {
    /** Whose lines. */
    @Param({"ZEEK", "COWRIE"})
    public Format format;

    private final Batch batch = new Batch();
    private SampleLines lines = new SampleLines(Format.ZEEK);
    private SensorReader reader = reader(Dialect.ZEEK_JSON);

    /** Makes what the parameter says. */
    @Setup
    public void make() {
        lines = new SampleLines(format);
        reader = reader(format == Format.ZEEK ? Dialect.ZEEK_JSON : Dialect.COWRIE);
    }

    /** The whole reader. */
    @Benchmark
    public int read(Amount amount) {
        int events = 0;
        for (Chunk.Lines chunk : lines.chunks()) {
            batch.clear(chunk);
            reader.read(chunk, batch);
            events += batch.events().count();
        }
        amount.add(lines);
        return events;
    }

    private static SensorReader reader(Dialect dialect) {
        return dialect.reader(CountingRule.ATTACKS, new ReadingOptions(2026));
    }
}
