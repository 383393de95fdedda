package org.commonwatch.insight.level;

import org.commonwatch.insight.detector.Ears;
import org.commonwatch.insight.detector.Verdict;
import org.commonwatch.insight.level.Calibration.Thresholds;
import org.commonwatch.insight.regression.Counts;
import org.commonwatch.insight.series.Series;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads the days of a series that is too short for an expected level: each is compared with the
 * week that ended two days before it, by the second rule of EARS. What rises slowly becomes usual
 * for it, and it knows no days of the week; it is for the time until a level can be told.
 *
 * @param ears the rule
 */
public record EarlyWatch(Ears ears) {
    // What a week of zeros is taken to have had: half of an event.
    private static final double HALF = 0.5;

    /** C2, where a deviation of less than one event is not believed. */
    public static EarlyWatch usual() {
        return new EarlyWatch(new Ears(Ears.Rule.C2, 7, 1, 0.001));
    }

    /** The first period that can be read. */
    public int reach() {
        return ears.reach();
    }

    /** A reading for each of the periods from {@code from} to the one before {@code to}. */
    public List<Reading> read(Series series, int from, int to) {
        double z = Counts.normalQuantile(1 - ears.alpha());
        return ears.scan(series, from, to).stream().map(each -> reading(series, each, z)).toList();
    }

    // Of a week of which less than three days were watched there is no deviation.
    private Reading reading(Series series, Verdict verdict, double z) {
        int t = verdict.period();
        if (series.missing(t) || Double.isNaN(verdict.score())) {
            return new Reading(t, 0, 0, 1, 0, 0, 0, Double.NaN, true);
        }
        double least = HALF / ears.baseline() * series.exposure(t);
        double mean = Math.max(least, verdict.expected());
        double deviation = (verdict.bound() - verdict.expected()) / z;
        double variance = deviation * deviation;
        double size = variance > mean ? mean * mean / (variance - mean) : Double.POSITIVE_INFINITY;
        double levelVariance = variance / (ears.baseline() * mean * mean);
        double spike = verdict.score();
        return new Reading(
                t, verdict.count(), mean, size, levelVariance, spike, 0, deviation, false);
    }

    /**
     * From where on a period is an alarm, so that the budget is kept: by runs as long and watched
     * alike, with the usual count of the series and its variance. Nothing is said of ramps.
     */
    public Thresholds thresholds(Series series, Budget budget, Calibration.Runs runs) {
        double[] rates =
                IntStream.range(0, series.size())
                        .filter(t -> !series.missing(t))
                        .mapToDouble(t -> series.count(t) / series.exposure(t))
                        .sorted()
                        .toArray();
        double usual = rates.length == 0 ? 0 : rates[rates.length / 2];
        double variance =
                Arrays.stream(rates)
                        .map(each -> (each - usual) * (each - usual))
                        .average()
                        .orElse(0);
        double size =
                variance > usual && usual > 0
                        ? usual * usual / (variance - usual)
                        : Double.POSITIVE_INFINITY;
        Calibration.Quiet quiet =
                draws -> {
                    long[] counts = new long[series.size()];
                    double[] exposures = new double[counts.length];
                    for (int t = 0; t < counts.length; t++) {
                        exposures[t] = series.exposure(t);
                        counts[t] = draws.count(Math.max(HALF, usual) * exposures[t], size);
                    }
                    Series like = Series.of(series.start(0), series.cadence(), counts, exposures);
                    return read(like, reach(), like.size()).stream()
                            .mapToDouble(Reading::spike)
                            .toArray();
                };
        double spike = Calibration.threshold(quiet, budget, runs.count(), runs.seed());
        return new Thresholds(spike, Double.POSITIVE_INFINITY);
    }
}
