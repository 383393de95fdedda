package org.commonwatch.benchmarks;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;

import org.apache.datasketches.frequencies.LongsSketch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.SplittableRandom;

/** Sources that sketches take; an operation is one source. */
@State(Scope.Thread)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class SketchBenchmark {
    private static final int SOURCES = 1 << 16;
    private static final int PRECISION = 12;
    private static final int MAP_SLOTS = 1 << 14;

    private final long[] sources = new long[SOURCES];
    private final UltraLogLog distinct = UltraLogLog.create(PRECISION);
    private final LongsSketch frequent = new LongsSketch(MAP_SLOTS);

    /** With some sources much more frequent than others, as they are. */
    public SketchBenchmark() {
        var random = new SplittableRandom(42);
        for (int i = 0; i < SOURCES; i++) {
            sources[i] = (long) Math.exp(random.nextDouble() * Math.log(1L << 32));
        }
    }

    /** How many different ones, with a mixing of bits for a hash. */
    @Benchmark
    @OperationsPerInvocation(SOURCES)
    public UltraLogLog distinct() {
        for (long source : sources) {
            long hash = source * 0x9E37_79B9_7F4A_7C15L;
            distinct.add(hash ^ hash >>> 32);
        }
        return distinct;
    }

    /** Which are the most frequent ones. */
    @Benchmark
    @OperationsPerInvocation(SOURCES)
    public LongsSketch frequent() {
        for (long source : sources) {
            frequent.update(source);
        }
        return frequent;
    }
}
