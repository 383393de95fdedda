package org.commonwatch.insight.level;

import org.commonwatch.insight.regression.Family;
import org.commonwatch.insight.regression.LogLinear;
import org.commonwatch.insight.regression.Reweighting;
import org.commonwatch.insight.regression.Rows;
import org.commonwatch.insight.series.Series;

import java.util.Optional;

/**
 * The level of a series as its history tells it, up to a guard gap before the first judged period.
 *
 * <p>A log-linear model of what {@link LevelPlan} names, with the exposure as offset; outbreaks are
 * found with a quasi-Poisson fit and then count for less, as Farrington et al. (1996) and Noufaily
 * et al. (2013) have it; the size of a negative binomial is estimated with the same weights.
 */
public final class ExpectedLevel {
    private final LevelPlan plan;
    private final Series series;
    private final int history;
    private final LogLinear fit;

    private ExpectedLevel(LevelPlan plan, Series series, int history, LogLinear fit) {
        this.plan = plan;
        this.series = series;
        this.history = history;
        this.fit = fit;
    }

    /**
     * The level for the periods from {@code from} on; empty if too few of those before it were
     * watched, or no model settles on them.
     */
    public static Optional<ExpectedLevel> before(Series series, int from, LevelPlan plan) {
        int end = from - plan.guard(series.cadence());
        int start = Math.max(0, end - plan.memory(series.cadence()));
        int history = end - start;
        if (history < LevelPlan.periods(series.cadence(), LevelPlan.LEAST_DAYS)) {
            return Optional.empty();
        }
        Rows rows = rows(series, start, end, plan);
        return LogLinear.fit(new Family.Poisson(), rows)
                .filter(fit -> fit.degreesOfFreedom() > 0)
                .flatMap(fit -> settle(rows, fit, plan))
                .map(fit -> new ExpectedLevel(plan, series, history, fit));
    }

    private static Optional<LogLinear> settle(Rows rows, LogLinear first, LevelPlan plan) {
        return LogLinear.fitNegativeBinomial(
                Double.isInfinite(plan.reweightAbove())
                        ? rows
                        : rows.weighing(Reweighting.weights(rows, first, plan.reweightAbove())));
    }

    private static Rows rows(Series series, int start, int end, LevelPlan plan) {
        int n = end - start;
        double[][] explanations = new double[n][];
        double[] counts = new double[n];
        double[] offsets = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            int period = start + i;
            explanations[i] = plan.explain(series, period, n);
            counts[i] = series.count(period);
            offsets[i] = series.missing(period) ? 0 : Math.log(series.exposure(period));
            weights[i] = series.missing(period) ? 0 : 1;
        }
        return new Rows(explanations, counts, offsets, weights);
    }

    /** What a period was to have, with what was watching; zero if nothing was. */
    public double mean(int period) {
        return series.missing(period)
                ? 0
                : fit.predict(
                        plan.explain(series, period, history), Math.log(series.exposure(period)));
    }

    /** The variance of that mean's logarithm. */
    double logVariance(int period) {
        return Math.max(1, fit.dispersion()) * fit.spread(plan.explain(series, period, history));
    }

    /** The size of the negative binomial around the mean; infinite for a Poisson. */
    public double size() {
        return fit.size();
    }
}
