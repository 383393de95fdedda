package org.commonwatch.insight.level;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;
import org.commonwatch.insight.detector.Chart;
import org.commonwatch.insight.series.Series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads a series period after period against its expected level: for spikes by the two-thirds power
 * of Farrington et al. (1996), section 3.6, for ramps by the likelihood ratio of a lasting rise
 * within the window (Höhle and Paul, 2008).
 *
 * @param plan what explains a count
 * @param windowDays within how many days a ramp may have begun
 * @param refitDays for how many days a fitted level is used
 */
public record Watch(LevelPlan plan, int windowDays, int refitDays) {
    public Watch {
        require(windowDays >= 1 && windowDays <= 366, "window", windowDays);
        require(refitDays >= 1 && refitDays <= 366, "time between fits", refitDays);
    }

    private static void require(boolean right, String what, int days) {
        if (!right) {
            throw new InsightRefusedException(
                    new InsightRefusal.OutOfRange(what, Integer.toString(days), "1 to 366 days"));
        }
    }

    /** Ramps of four weeks, a new fit each week. */
    public static Watch usual() {
        return new Watch(LevelPlan.usual(), 28, 7);
    }

    /** The first period that can be read. */
    public int reach(Series series) {
        return plan.reach(series.cadence());
    }

    /**
     * A reading for each of the periods from {@code from} to the one before {@code to}; none
     * depends on later periods.
     */
    public List<Reading> read(Series series, int from, int to) {
        if (from < reach(series)) {
            throw new InsightRefusedException(
                    new InsightRefusal.TooShort("history before a period", from, reach(series)));
        }
        if (from >= to || to > series.size()) {
            throw new InsightRefusedException(
                    new InsightRefusal.OutOfRange(
                            "range of periods",
                            from + " to " + to,
                            "a first period before a last one, of " + series.size()));
        }
        int refit = Math.max(1, LevelPlan.periods(series.cadence(), refitDays));
        int window = Math.max(1, LevelPlan.periods(series.cadence(), windowDays));
        Chart chart = Chart.up(Double.MAX_VALUE, window);
        List<Reading> readings = new ArrayList<>();
        Optional<ExpectedLevel> level = Optional.empty();
        for (int t = from; t < to; t++) {
            if ((t - from) % refit == 0) {
                Optional<ExpectedLevel> next = ExpectedLevel.before(series, t, plan);
                level = next.isPresent() ? next : level;
            }
            if (level.isEmpty()) {
                throw new InsightRefusedException(
                        new InsightRefusal.NoFit("what was usual before " + series.start(t)));
            }
            readings.add(read(series, t, level.get(), readings, chart));
        }
        return List.copyOf(readings);
    }

    private Reading read(
            Series series, int t, ExpectedLevel level, List<Reading> before, Chart chart) {
        long count = series.count(t);
        if (series.missing(t)) {
            return new Reading(t, 0, 0, level.size(), 0, 0, 0, Double.NaN, true);
        }
        double mean = level.mean(t);
        double levelVariance = level.logVariance(t);
        double spread = Reading.spread(mean, level.size(), levelVariance);
        double spike =
                (Math.pow((double) count, 2.0 / 3) - Math.pow(mean, 2.0 / 3))
                        / Math.sqrt(4.0 / 9 * Math.cbrt(mean) * spread);
        long[] counts = new long[Math.min(before.size(), chart.window() - 1) + 1];
        double[] means = new double[counts.length];
        counts[0] = count;
        means[0] = mean;
        int n = 1;
        for (int i = 1; i < counts.length; i++) {
            Reading earlier = before.get(before.size() - i);
            if (!earlier.missing()) {
                counts[n] = earlier.count();
                means[n] = earlier.expected();
                n++;
            }
        }
        double ramp =
                chart.statistic(Arrays.copyOf(counts, n), Arrays.copyOf(means, n), level.size());
        return new Reading(
                t, count, mean, level.size(), levelVariance, spike, ramp, Double.NaN, false);
    }
}
