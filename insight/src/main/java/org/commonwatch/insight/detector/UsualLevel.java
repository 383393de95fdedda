package org.commonwatch.insight.detector;

import org.commonwatch.insight.regression.Family;
import org.commonwatch.insight.regression.LogLinear;
import org.commonwatch.insight.regression.Reweighting;
import org.commonwatch.insight.regression.Rows;
import org.commonwatch.insight.series.Series;
import org.hipparchus.distribution.continuous.TDistribution;

import java.util.Arrays;
import java.util.Optional;

/**
 * The level that Farrington's baseline tells for one period.
 *
 * @param mean the expected count
 * @param logVariance the variance of its logarithm
 * @param dispersion how many times as much as a Poisson counts vary, one or more
 */
record UsualLevel(double mean, double logVariance, double dispersion) {
    private static final Family POISSON = new Family.Poisson();
    // A trend of less than three seasons may be one of their differences: 1996, section 3.3.
    private static final int SEASONS_FOR_TREND = 3;

    /** Empty if the model cannot be fitted. */
    static Optional<UsualLevel> fit(Farrington how, Series series, int t) {
        Baseline baseline = Baseline.of(how, series, t);
        if (how.model().trendBelow() > 0 && how.reference().seasonsBack() >= SEASONS_FOR_TREND) {
            Optional<UsualLevel> trended =
                    fit(how, baseline, true)
                            .filter(fit -> keepsTrend(how, fit))
                            .map(fit -> level(baseline, true, fit));
            if (trended.isPresent() && trended.get().mean() <= baseline.greatest()) {
                return trended;
            }
        }
        return fit(how, baseline, false).map(fit -> level(baseline, false, fit));
    }

    private static Optional<LogLinear> fit(Farrington how, Baseline baseline, boolean trend) {
        Rows rows = baseline.rows(trend);
        Optional<LogLinear> first = LogLinear.fit(POISSON, rows);
        if (Double.isInfinite(how.model().reweightAbove())) {
            return first;
        }
        return first.flatMap(fit ->
                LogLinear.fit(
                        POISSON,
                        rows.weighing(
                                Reweighting.weights(rows, fit, how.model().reweightAbove()))));
    }

    private static boolean keepsTrend(Farrington how, LogLinear fit) {
        double error =
                Math.sqrt(
                        fit.variance(1)
                                * (how.edition() == Farrington.Edition.ORIGINAL
                                        ? fit.dispersion()
                                        : dispersion(how, fit)));
        double t = Math.abs(fit.coefficient(1) / error);
        double p = 2 * new TDistribution(fit.degreesOfFreedom()).cumulativeProbability(-t);
        return p < how.model().trendBelow();
    }

    // As the reference implementation has it; after reweighting it takes counts relative to
    // their mean.
    private static double dispersion(Farrington how, LogLinear fit) {
        return Double.isInfinite(how.model().reweightAbove())
                ? fit.dispersion()
                : fit.relativeDispersion();
    }

    private static UsualLevel level(Baseline baseline, boolean trend, LogLinear fit) {
        Farrington how = baseline.how();
        double[] explanation = baseline.explain(baseline.t(), trend);
        double mean = fit.predict(explanation, baseline.offset());
        double dispersion = Math.max(1, fit.dispersion());
        double ofMean =
                how.edition() == Farrington.Edition.ORIGINAL ? dispersion : dispersion(how, fit);
        return new UsualLevel(mean, fit.spread(explanation) * ofMean, dispersion);
    }

    /** The periods that tell what is usual for one. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Baseline(
            Farrington how, Series series, int t, int[] periods, int[] levels, double offset) {

        static Baseline of(Farrington how, Series series, int t) {
            int first =
                    t
                            - how.reference().seasonsBack() * how.reference().season()
                            - how.reference().halfWindow();
            int[] periods = new int[t - first];
            int[] levels = new int[t - first];
            int n = 0;
            for (int i = first; i < t - how.reference().guard(); i++) {
                int level = level(how, i - first);
                if (!series.missing(i) && (level == 0 || how.reference().levels() > 1)) {
                    periods[n] = i;
                    levels[n] = level;
                    n++;
                }
            }
            return new Baseline(
                    how,
                    series,
                    t,
                    Arrays.copyOf(periods, n),
                    Arrays.copyOf(levels, n),
                    how.model().byExposure() ? Math.log(series.exposure(t)) : 0);
        }

        /** Zero for the window around the same time of the season, then one after another. */
        private static int level(Farrington how, int sinceFirst) {
            int window = 2 * how.reference().halfWindow() + 1;
            int inSeason = sinceFirst % how.reference().season();
            if (inSeason < window) {
                return 0;
            }
            // As even as can be, the longer ones first.
            int others = Math.max(1, how.reference().levels() - 1);
            int length = (how.reference().season() - window) / others;
            int longer = (how.reference().season() - window) % others;
            int inLonger = longer * (length + 1);
            int place = inSeason - window;
            return 1
                    + (place < inLonger
                            ? place / (length + 1)
                            : longer + (place - inLonger) / length);
        }

        Rows rows(boolean trend) {
            int n = periods.length;
            double[][] explanations = new double[n][];
            double[] counts = new double[n];
            double[] offsets = new double[n];
            double[] weights = new double[n];
            for (int i = 0; i < n; i++) {
                explanations[i] = explain(periods[i], levels[i], trend);
                counts[i] = series.count(periods[i]);
                offsets[i] = how.model().byExposure() ? Math.log(series.exposure(periods[i])) : 0;
                weights[i] = 1;
            }
            return new Rows(explanations, counts, offsets, weights);
        }

        double[] explain(int period, boolean trend) {
            return explain(period, 0, trend);
        }

        private double[] explain(int period, int level, boolean trend) {
            int before = trend ? 2 : 1;
            double[] explanation = new double[before + how.reference().levels() - 1];
            explanation[0] = 1;
            if (trend) {
                explanation[1] = period - t;
            }
            if (level > 0) {
                explanation[before + level - 1] = 1;
            }
            return explanation;
        }

        long greatest() {
            long greatest = 0;
            for (int period : periods) {
                greatest = Math.max(greatest, series.count(period));
            }
            return greatest;
        }
    }
}
