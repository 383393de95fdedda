package org.commonwatch.insight.detector;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;
import org.commonwatch.insight.regression.Family;
import org.commonwatch.insight.regression.LogLinear;
import org.commonwatch.insight.regression.Rows;
import org.commonwatch.insight.series.Series;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sums up what speaks for a lasting change since any period, and alarms where it is enough; then
 * begins anew.
 *
 * <p>Höhle and Paul, Count data regression charts for the monitoring of surveillance time series,
 * Computational Statistics and Data Analysis 52 (2008). What is usual is a model of all periods
 * before the first judged one, with harmonics of the season. The score is the statistic of the
 * chart, the bound the least count that would have raised an alarm.
 *
 * @param season after how many periods things repeat
 * @param harmonics how many waves a season is made of, zero for none
 * @param trend whether the level may rise or fall steadily
 * @param dispersion alpha of a variance {@code mean + alpha mean²}: zero for a Poisson, not a
 *     number to estimate it
 * @param chart what is summed up, and how much is enough
 */
public record GlrCusum(int season, int harmonics, boolean trend, double dispersion, Chart chart)
        implements Detector {

    /** No count that would raise an alarm is looked for above this. */
    private static final long MOST = 1L << 40;

    public GlrCusum {
        Detector.require(season >= 2, "season", season, "two periods or more");
        Detector.require(
                harmonics >= 0 && 2 * harmonics < season,
                "number of harmonics",
                harmonics,
                "zero to less than half of the season");
        Detector.require(
                !(dispersion < 0) && !Double.isInfinite(dispersion),
                "dispersion",
                dispersion,
                "zero or more, or not a number to estimate it");
    }

    @Override
    public int reach() {
        return Math.max(season, 2 * (2 + 2 * harmonics));
    }

    @Override
    public List<Verdict> scan(Series series, int from, int to) {
        Detector.check(this, series, from, to);
        LogLinear usual =
                fit(rows(series, from))
                        .orElseThrow(() ->
                                new InsightRefusedException(
                                        new InsightRefusal.NoFit(
                                                "what was usual before " + series.start(from))));
        double size = dispersion > 0 ? 1 / dispersion : usual.size();
        double[] means = new double[to - from];
        for (int t = from; t < to; t++) {
            means[t - from] =
                    series.missing(t) ? 0 : usual.predict(explain(t), Math.log(series.exposure(t)));
        }
        return scan(series, from, means, size);
    }

    private List<Verdict> scan(Series series, int from, double[] means, double size) {
        Chart.Run run = chart.run(size);
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < means.length; i++) {
            int t = from + i;
            long count = series.count(t);
            if (series.missing(t)) {
                verdicts.add(new Verdict(t, count, Double.NaN, Double.NaN, 0, false));
            } else {
                double bound = bound(run, means[i]);
                double score = run.add(count, means[i]);
                verdicts.add(new Verdict(t, count, means[i], bound, score, chart.isEnough(score)));
            }
        }
        return List.copyOf(verdicts);
    }

    // With a downward chart fewer speak for a change, and there may be no such count.
    private double bound(Chart.Run run, double mean) {
        if (chart.direction() == Chart.Direction.DOWN) {
            return Double.NaN;
        }
        long low = -1;
        long high = 1;
        while (high < MOST && !chart.isEnough(run.with(high, mean))) {
            low = high;
            high *= 2;
        }
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (chart.isEnough(run.with(middle, mean))) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private Optional<LogLinear> fit(Rows rows) {
        if (Double.isNaN(dispersion)) {
            return LogLinear.fitNegativeBinomial(rows);
        }
        return LogLinear.fit(
                dispersion == 0
                        ? new Family.Poisson()
                        : new Family.NegativeBinomial(1 / dispersion),
                rows);
    }

    private Rows rows(Series series, int to) {
        double[][] explanations = new double[to][];
        double[] counts = new double[to];
        double[] offsets = new double[to];
        double[] weights = new double[to];
        for (int t = 0; t < to; t++) {
            explanations[t] = explain(t);
            counts[t] = series.count(t);
            offsets[t] = series.missing(t) ? 0 : Math.log(series.exposure(t));
            weights[t] = series.missing(t) ? 0 : 1;
        }
        return new Rows(explanations, counts, offsets, weights);
    }

    private double[] explain(int t) {
        int before = trend ? 2 : 1;
        double[] explanation = new double[before + 2 * harmonics];
        explanation[0] = 1;
        if (trend) {
            explanation[1] = t;
        }
        for (int i = 0; i < harmonics; i++) {
            double angle = 2 * Math.PI * (i + 1) * (t + 1) / season;
            explanation[before + 2 * i] = Math.cos(angle);
            explanation[before + 2 * i + 1] = Math.sin(angle);
        }
        return explanation;
    }
}
