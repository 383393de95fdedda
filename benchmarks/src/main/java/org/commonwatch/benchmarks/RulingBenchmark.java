package org.commonwatch.benchmarks;

import org.commonwatch.access.ruling.Asking;
import org.commonwatch.access.ruling.Handling;
import org.commonwatch.access.ruling.PolicyDiff;
import org.commonwatch.access.ruling.PolicyDiff.Policy;
import org.commonwatch.access.ruling.Rulebook;
import org.commonwatch.access.ruling.Ruling;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Rulings: one with all it says, a reader's handlings, and what a change of standing changes. */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RulingBenchmark {
    private static final int HANDLINGS = 5_000;
    private static final int OBJECTS_EACH = 200;
    private static final int PARTIES = 50;

    private final Rulebook rules = SampleHandlings.rules();
    private final Map<Handling, Long> handlings =
            SampleHandlings.handlings(HANDLINGS, OBJECTS_EACH);
    private final List<Handling> list = List.copyOf(handlings.keySet());
    private final Asking asking = SampleHandlings.asking(SampleHandlings.party(3), "guest");
    private final SplittableRandom random = new SplittableRandom(42);

    /** One of the handlings, with every ground, blocking set and smallest change. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public Ruling rule() {
        return rules.rule(asking, list.get(random.nextInt(list.size())));
    }

    /** Which of 5,000 handlings a reader may read. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    public Set<Handling> readable() {
        return rules.readable(asking, list);
    }

    /** What 50 guests would gain as partners, of 1,000,000 objects of 5,000 handlings. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    public PolicyDiff diff() {
        return PolicyDiff.between(
                new Policy(rules, party -> SampleHandlings.asking(party, "guest")),
                new Policy(rules, party -> SampleHandlings.asking(party, "partner")),
                SampleHandlings.parties(PARTIES),
                handlings);
    }
}
