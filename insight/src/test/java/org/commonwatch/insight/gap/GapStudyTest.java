package org.commonwatch.insight.gap;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.insight.knowledge.Knowledge;
import org.commonwatch.insight.resampling.ClusterRatio;
import org.commonwatch.insight.resampling.Estimate;
import org.commonwatch.insight.resampling.OtherMethods;
import org.commonwatch.insight.world.World;
import org.commonwatch.insight.world.WorldPlan;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How often the interval of the gap holds what it is an interval of, and how often a gap is found
 * where there is none beyond chance.
 *
 * <p>The build runs a slice. The whole table: {@code mvn -pl insight test -Dtest=GapStudyTest
 * -Dstudy.runs=1000}. The truth is the mean of as many worlds again, four times over.
 */
class GapStudyTest {
    private static final long SEED = 20_262;

    private interface Method {
        Estimate estimate(double[] tops, double[] bottoms, long seed);
    }

    private static final Map<String, Method> METHODS = methods();

    private static Map<String, Method> methods() {
        Map<String, Method> methods = new LinkedHashMap<>();
        methods.put("studentised", GapStudyTest::studentised);
        methods.put("BCa", orIfNone(OtherMethods::bca));
        methods.put("percentile", orIfNone(OtherMethods::percentile));
        return methods;
    }

    private static Estimate studentised(double[] tops, double[] bottoms, long seed) {
        return ClusterRatio.of(tops, bottoms).estimate(seed).orElseThrow();
    }

    // Where no cluster has any, only the chosen method has an interval at all.
    private static Method orIfNone(Method method) {
        return (tops, bottoms, seed) ->
                Arrays.stream(tops).allMatch(top -> top == 0)
                        ? studentised(tops, bottoms, seed)
                        : method.estimate(tops, bottoms, seed);
    }

    /** Of each cluster that hit: indicators of the gap, all that hit. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Sums(double[] gaps, double[] hits) {
        static Sums of(World world) {
            Knowledge knowledge = Knowledge.of(world.catalogue(), world.side(), world.question());
            int[] cluster = world.catalogue().cluster();
            double[] gaps = new double[cluster.length];
            double[] hits = new double[cluster.length];
            for (int i = 0; i < cluster.length; i++) {
                if (world.question().window().contains(knowledge.hit(i))) {
                    hits[cluster[i]]++;
                    boolean gap = knowledge.isGap(i, knowledge.hit(i), world.question().delay());
                    gaps[cluster[i]] += gap ? 1 : 0;
                }
            }
            int[] some = IntStream.range(0, hits.length).filter(c -> hits[c] > 0).toArray();
            return new Sums(
                    Arrays.stream(some).mapToDouble(c -> gaps[c]).toArray(),
                    Arrays.stream(some).mapToDouble(c -> hits[c]).toArray());
        }

        double share() {
            return Arrays.stream(gaps).sum() / Arrays.stream(hits).sum();
        }
    }

    private record Study(WorldPlan plan, int runs) {
        double truth() {
            return IntStream.range(0, 4 * runs)
                    .mapToDouble(run -> Sums.of(plan.world(SEED + 1_000_000 + run)).share())
                    .average()
                    .orElseThrow();
        }

        List<Sums> worlds() {
            List<Sums> worlds = new ArrayList<>();
            for (int run = 0; run < runs; run++) {
                worlds.add(Sums.of(plan.world(SEED + run)));
            }
            return worlds;
        }

        double measured() {
            return IntStream.range(0, runs)
                            .filter(run ->
                                    plan.world(SEED + run).gap().finding()
                                            instanceof Finding.Measured)
                            .count()
                    / (double) runs;
        }
    }

    private static double coverage(Method method, List<Sums> worlds, double truth) {
        int within = 0;
        for (int run = 0; run < worlds.size(); run++) {
            Sums sums = worlds.get(run);
            Estimate estimate = method.estimate(sums.gaps, sums.hits, SEED + run);
            within += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
        }
        return within / (double) worlds.size();
    }

    @Test
    void theIntervalHoldsTheExpectedGapAsOftenAsItSays() {
        Study study = new Study(WorldPlan.usual(Gap.LEAST_CLUSTERS), 300);
        double coverage = coverage(GapStudyTest::studentised, study.worlds(), study.truth());
        assertThat(coverage).isBetween(0.92, 0.98);
    }

    @Test
    void whatIsKnownOfAnythingIsNoMeasurableGap() {
        Study study = new Study(WorldPlan.usual(Gap.LEAST_CLUSTERS).unrelated(), 300);
        assertThat(study.measured()).isLessThanOrEqualTo(0.05);
    }

    @Test
    void whatIsKnownOfThatWhichHitsIsMeasured() {
        Study study = new Study(WorldPlan.usual(80), 60);
        assertThat(study.measured()).isGreaterThan(0.8);
    }

    @Test
    void printsTheTable() {
        int runs = Integer.getInteger("study.runs", 10);
        for (int clusters : new int[] {10, 20, 40, 80}) {
            Study usual = new Study(WorldPlan.usual(clusters), runs);
            Study unrelated = new Study(WorldPlan.usual(clusters).unrelated(), runs);
            List<Sums> worlds = usual.worlds();
            double truth = usual.truth();
            System.out.printf(Locale.ROOT, "%n%d clusters, truth %.4f:", clusters, truth);
            METHODS.forEach((name, method) ->
                    System.out.printf(
                            Locale.ROOT,
                            " %s %.1f %%",
                            name,
                            100 * coverage(method, worlds, truth)));
            System.out.printf(
                    Locale.ROOT,
                    "; measured %.1f %%, of zero-gap worlds %.1f %%%n",
                    100 * usual.measured(),
                    100 * unrelated.measured());
            assertThat(truth).isBetween(0.0, 1.0);
        }
    }
}
