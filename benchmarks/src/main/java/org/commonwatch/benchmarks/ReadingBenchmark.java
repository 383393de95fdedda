package org.commonwatch.benchmarks;

import org.commonwatch.telemetry.counting.ChunkCounter;
import org.commonwatch.telemetry.counting.SegmentCounter.Limits;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.geography.Places;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.sensor.Batch;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.EveReader;
import org.commonwatch.telemetry.sensor.StructuralScanner;
import org.commonwatch.telemetry.sensor.Structure;
import org.commonwatch.telemetry.simulation.Format;
import org.commonwatch.telemetry.vector.VectorScanner;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Simulated EVE lines, from bytes to cells, with each scanner. */
@State(Scope.Thread)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class ReadingBenchmark {
    /** How the structure of the lines is found. */
    public enum By {
        PORTABLE,
        VECTOR
    }

    /** With which scanner. */
    @Param public By by;

    private final SampleLines lines = new SampleLines(Format.EVE);
    private final Batch batch = new Batch();
    private StructuralScanner scanner = StructuralScanner.portable();
    private EveReader reader = new EveReader(CountingRule.ATTACKS);
    private ChunkCounter counter = counter(reader);

    /** Makes what the parameter says. */
    @Setup
    public void make() {
        scanner =
                switch (by) {
                    case PORTABLE -> StructuralScanner.portable();
                    case VECTOR -> new VectorScanner();
                };
        reader = new EveReader(CountingRule.ATTACKS, scanner);
        counter = counter(reader);
    }

    /** The structure alone. */
    @Benchmark
    public Structure scan(Amount amount) {
        Structure structure = new Structure();
        for (Chunk.Lines chunk : lines.chunks()) {
            structure.index(scanner, chunk.bytes(), chunk.from(), chunk.to());
        }
        amount.add(lines);
        return structure;
    }

    /** The whole reader: events in columns. */
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

    /** Read and counted in cells, against no indicators. */
    @Benchmark
    public long count(Amount amount) {
        long counted = 0;
        for (Chunk.Lines chunk : lines.chunks()) {
            counted += counter.count(chunk).lines();
        }
        amount.add(lines);
        return counted;
    }

    private static ChunkCounter counter(EveReader reader) {
        return new ChunkCounter(
                new ChunkCounter.Task(
                        "gate-1",
                        CountingRule.ATTACKS,
                        IndicatorTable.empty(),
                        Places.UNKNOWN,
                        Limits.OF_A_FILE,
                        true),
                reader);
    }
}
