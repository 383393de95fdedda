package org.commonwatch.insight.level;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;
import org.commonwatch.insight.series.Series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Finds thresholds by simulation, so that a budget of false alarms is kept.
 *
 * <p>Nothing is assumed of a statistic but that larger means more; what chance alone does to it is
 * tried on seeded runs in which nothing happens, the fit of the level included.
 */
public final class Calibration {
    /** The share of the budget that spikes have; ramps have the rest. */
    static final double SPIKES = 0.1;

    // How finely thresholds are tried from above, how much finer then, and down to where.
    private static final double STEP = 0.02;
    private static final int STEPS = 40;
    private static final double LEAST = 1e-3;
    private static final int RUNS_LIMIT = 10_000;

    private Calibration() {}

    /** The daily statistics of one run in which nothing happens. */
    @FunctionalInterface
    public interface Quiet {
        double[] statistics(Draws draws);
    }

    /**
     * From where on a spike or a ramp is an alarm.
     *
     * @param spike in standard deviations
     * @param ramp in natural logarithms of a likelihood ratio
     */
    public record Thresholds(double spike, double ramp) {
        /** Whether a reading is an alarm. */
        public boolean passed(Reading reading) {
            return reading.spike() >= spike || reading.ramp() >= ramp;
        }
    }

    /** The threshold from which on the budget is kept over all runs. */
    public static double threshold(Quiet quiet, Budget budget, int runs, long seed) {
        List<double[]> statistics = new ArrayList<>();
        for (int run = 0; run < check(runs); run++) {
            statistics.add(quiet.statistics(new Draws(seed + run)));
        }
        return threshold(statistics, budget);
    }

    /**
     * Thresholds for a series: of runs with its level, its exposures and its variance. Ramps have
     * most of the budget, since what speaks for them finds most spikes too.
     *
     * @param judged how many of the last periods of each run are judged
     */
    public static Thresholds thresholds(
            Series series, Watch watch, Budget budget, int judged, Runs runs) {
        int from = series.size() - judged;
        ExpectedLevel level =
                ExpectedLevel.before(
                                series,
                                series.size(),
                                watch.plan().within(0, watch.plan().memoryDays()))
                        .orElseThrow(() ->
                                new InsightRefusedException(
                                        new InsightRefusal.NoFit(series.toString())));
        // Each run has draws of its own: on however many processors, the thresholds are the same.
        List<List<Reading>> all =
                IntStream.range(0, check(runs.count()))
                        .parallel()
                        .mapToObj(run -> {
                            Series quiet = like(series, level, new Draws(runs.seed() + run));
                            return watch.read(quiet, from, quiet.size());
                        })
                        .toList();
        List<double[]> spikes = statistics(all, Reading::spike);
        List<double[]> ramps = statistics(all, Reading::ramp);
        return new Thresholds(
                threshold(spikes, budget.share(SPIKES)),
                threshold(ramps, budget.share(1 - SPIKES)));
    }

    private static List<double[]> statistics(
            List<List<Reading>> runs, ToDoubleFunction<Reading> which) {
        return runs.stream().map(run -> run.stream().mapToDouble(which).toArray()).toList();
    }

    /** How many runs, and what they are drawn from. */
    public record Runs(int count, long seed) {}

    private static int check(int runs) {
        if (runs < 1 || runs > RUNS_LIMIT) {
            throw new InsightRefusedException(
                    new InsightRefusal.OutOfRange(
                            "number of runs", Integer.toString(runs), "1 to " + RUNS_LIMIT));
        }
        return runs;
    }

    private static Series like(Series series, ExpectedLevel level, Draws draws) {
        long[] counts = new long[series.size()];
        double[] exposures = new double[counts.length];
        for (int t = 0; t < counts.length; t++) {
            counts[t] = draws.count(level.mean(t), level.size());
            exposures[t] = series.exposure(t);
        }
        return Series.of(series.start(0), series.cadence(), counts, exposures);
    }

    // From above: so low a threshold that all days are alarms makes one long episode, which would
    // keep most budgets.
    private static double threshold(List<double[]> runs, Budget budget) {
        double most =
                runs.stream()
                        .flatMapToDouble(Arrays::stream)
                        .filter(Double::isFinite)
                        .max()
                        .orElse(0);
        double high = Math.max(most, Double.MIN_NORMAL) * (1 + STEP);
        double least = LEAST * high;
        while (high > least && !exceeds(runs, budget, high / (1 + STEP))) {
            high /= 1 + STEP;
        }
        double low = high / (1 + STEP);
        for (int step = 0; step < STEPS; step++) {
            double middle = (low + high) / 2;
            if (exceeds(runs, budget, middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static boolean exceeds(List<double[]> runs, Budget budget, double threshold) {
        long episodes = 0;
        long days = 0;
        for (double[] run : runs) {
            episodes += budget.episodes(run, threshold);
            days += run.length;
        }
        return episodes * (double) budget.days() > budget.episodes() * days;
    }
}
