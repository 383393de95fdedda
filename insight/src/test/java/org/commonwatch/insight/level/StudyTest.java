package org.commonwatch.insight.level;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.insight.detector.Chart;
import org.commonwatch.insight.detector.Detector;
import org.commonwatch.insight.detector.Ears;
import org.commonwatch.insight.detector.Farrington;
import org.commonwatch.insight.detector.GlrCusum;
import org.commonwatch.insight.detector.Verdict;
import org.commonwatch.insight.series.Series;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * How soon each detector sees what rises, all with the same budget of false alarms.
 *
 * <p>The build runs a slice. The whole table: {@code mvn -pl insight test -Dtest=StudyTest
 * -Dstudy.runs=500}, printed as it is computed. Histories have bursts; the judged days have none
 * but what is to be found, from day {@code START} on.
 */
class StudyTest {
    private static final int DAYS = 430;
    private static final int FROM = 330;
    private static final int START = 370;
    private static final long SEED = 20_261;

    /** The statistics of the judged days, larger where more speaks for an alarm. */
    private interface Statistic {
        double[] of(Series series);
    }

    private static Map<String, Statistic> statistics(boolean all) {
        Map<String, Statistic> statistics = new LinkedHashMap<>();
        statistics.put("EARS C2", series -> scores(Ears.usual(Ears.Rule.C2), series));
        statistics.put("ramp (ours)", series -> ours(series, false));
        if (all) {
            statistics.put("spike or ramp (ours)", series -> ours(series, true));
            statistics.put("EARS C1", series -> scores(Ears.usual(Ears.Rule.C1), series));
            statistics.put("EARS C3", series -> scores(Ears.usual(Ears.Rule.C3), series));
            statistics.put("Farrington, season a week", series -> scores(farrington(), series));
            statistics.put("GLR, not reweighted", series -> scores(glr(), series));
        }
        return statistics;
    }

    private static Farrington farrington() {
        return new Farrington(
                Farrington.Edition.IMPROVED,
                new Farrington.Reference(7, 40, 0, 6, 7),
                new Farrington.Model(2.58, 0, false),
                new Farrington.Bound(0.05, Farrington.Threshold.TWO_THIRDS_POWER, 0, 1));
    }

    private static GlrCusum glr() {
        return new GlrCusum(7, 3, false, Double.NaN, Chart.up(Double.MAX_VALUE, 28));
    }

    private static double[] scores(Detector detector, Series series) {
        return detector.scan(series, FROM, DAYS).stream().mapToDouble(Verdict::score).toArray();
    }

    // Both at once as one number: how far each is, by thresholds that share a budget evenly.
    private static double[] ours(Series series, boolean both) {
        return new Watch(LevelPlan.usual(), 28, 14)
                .read(series, FROM, DAYS).stream()
                        .mapToDouble(reading ->
                                both
                                        ? Math.max(reading.spike() / 3.2, reading.ramp() / 9.5)
                                        : reading.ramp())
                        .toArray();
    }

    /** Over four weeks, and staying there. */
    private static IntToDoubleFunction ramp(int percent) {
        return day -> 1 + percent / 100.0 * Math.clamp((day - START + 1) / 28.0, 0, 1);
    }

    private static Map<String, IntToDoubleFunction> rises() {
        Map<String, IntToDoubleFunction> rises = new LinkedHashMap<>();
        for (int percent : new int[] {25, 50, 100}) {
            rises.put("ramp +" + percent + " %", ramp(percent));
        }
        rises.put("step +50 %", day -> day < START ? 1 : 1.5);
        rises.put("spike x 3", day -> day == START ? 3 : 1);
        return rises;
    }

    private static List<Series> worlds(int runs, long seed, IntToDoubleFunction rise) {
        List<Series> worlds = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            var bursts = Worlds.bursts(FROM, seed + run);
            worlds.add(
                    Worlds.days(
                            DAYS,
                            seed + run,
                            day ->
                                    (day < FROM ? bursts.applyAsDouble(day) : 1)
                                            * rise.applyAsDouble(day)));
        }
        return worlds;
    }

    private static double calibrate(Statistic statistic, List<Series> quiet) {
        var next = quiet.iterator();
        return Calibration.threshold(
                draws -> statistic.of(next.next()), Budget.usual(), quiet.size(), 0);
    }

    /** Days to the first alarm, of those runs that have one within so many days. */
    private static double[] daysToAlarm(
            Statistic statistic, double threshold, List<Series> worlds, int within) {
        return worlds.stream()
                .mapToDouble(series -> {
                    double[] scores = statistic.of(series);
                    for (int day = 0; day < within; day++) {
                        if (scores[START - FROM + day] >= threshold) {
                            return day + 1;
                        }
                    }
                    return Double.NaN;
                })
                .filter(days -> !Double.isNaN(days))
                .sorted()
                .toArray();
    }

    @Test
    void aRampIsSeenSoonerThanByEarsAtTheSameBudget() {
        int runs = 60;
        List<Series> quiet = worlds(runs, SEED, day -> 1);
        List<Series> ramps = worlds(runs, SEED + 100_000, ramp(50));
        List<Double> seen = new ArrayList<>();
        for (Statistic statistic : statistics(false).values()) {
            double threshold = calibrate(statistic, quiet);
            seen.add((double) daysToAlarm(statistic, threshold, ramps, 21).length / runs);
        }
        assertThat(seen.get(1)).as("ours, against EARS C2").isGreaterThan(seen.get(0) + 0.2);
    }

    @Test
    void printsTheTable() {
        int runs = Integer.getInteger("study.runs", 3);
        List<Series> quiet = worlds(runs, SEED, day -> 1);
        List<Series> others = worlds(runs, SEED + 50_000, day -> 1);
        for (var statistic : statistics(true).entrySet()) {
            double threshold = calibrate(statistic.getValue(), quiet);
            double episodes = 0;
            for (Series series : others) {
                episodes += Budget.usual().episodes(statistic.getValue().of(series), threshold);
            }
            double per90 = episodes * 90 / (runs * (DAYS - FROM));
            System.out.printf(
                    Locale.ROOT,
                    "%n%s: threshold %.2f, false episodes per 90 days %.2f%n",
                    statistic.getKey(),
                    threshold,
                    per90);
            for (var rise : rises().entrySet()) {
                List<Series> worlds = worlds(runs, SEED + 100_000, rise.getValue());
                double[] days = daysToAlarm(statistic.getValue(), threshold, worlds, 28);
                long by21 = Arrays.stream(days).filter(day -> day <= 21).count();
                System.out.printf(
                        Locale.ROOT,
                        "  %-12s by day 21 %3.0f %%, by day 28 %3.0f %%, median days %s%n",
                        rise.getKey(),
                        100.0 * by21 / runs,
                        100.0 * days.length / runs,
                        days.length == 0 ? "-" : String.valueOf(days[days.length / 2]));
            }
            assertThat(threshold).isPositive();
        }
    }
}
