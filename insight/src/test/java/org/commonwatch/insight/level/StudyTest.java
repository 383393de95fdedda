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
 * -Dstudy.runs=500}, printed as it is computed. What rises does so from day {@code START} on;
 * histories are with bursts, which a detector may take for usual, or without.
 */
class StudyTest {
    private static final int DAYS = 430;
    private static final int FROM = 330;
    private static final int START = 370;
    private static final long SEED = 20_261;
    private static final String C2 = "EARS C2";
    private static final String SPIKE = "spike";
    private static final String RAMP = "ramp";

    /** What is asked of every detector: a day's score for each judged day of each run. */
    private record Scores(Map<String, List<double[]>> of) {
        static Scores of(List<Series> worlds, boolean all) {
            Map<String, List<double[]>> scores = new LinkedHashMap<>();
            scores.put(C2, scan(Ears.usual(Ears.Rule.C2), worlds));
            if (all) {
                scores.put("EARS C1", scan(Ears.usual(Ears.Rule.C1), worlds));
                scores.put("EARS C3", scan(Ears.usual(Ears.Rule.C3), worlds));
                scores.put("Farrington 1996", scan(farrington(), worlds));
                scores.put("farringtonFlexible", scan(flexible(), worlds));
                scores.put("GLR-CUSUM", scan(glr(), worlds));
            }
            List<double[]> spikes = new ArrayList<>();
            List<double[]> ramps = new ArrayList<>();
            for (Series series : worlds) {
                List<Reading> readings = Watch.usual().read(series, FROM, DAYS);
                spikes.add(readings.stream().mapToDouble(Reading::spike).toArray());
                ramps.add(readings.stream().mapToDouble(Reading::ramp).toArray());
            }
            scores.put(SPIKE, spikes);
            scores.put(RAMP, ramps);
            return new Scores(scores);
        }

        List<double[]> runs(String detector) {
            return of.getOrDefault(detector, List.of());
        }

        private static List<double[]> scan(Detector detector, List<Series> worlds) {
            return worlds.stream()
                    .map(series ->
                            detector.scan(series, FROM, DAYS).stream()
                                    .mapToDouble(Verdict::score)
                                    .toArray())
                    .toList();
        }
    }

    /** Which days are alarms: one score against one threshold, or either of two. */
    private record Alarms(Map<String, Double> thresholds) {
        boolean areThere() {
            return thresholds.values().stream().allMatch(each -> each > 0);
        }

        /** What keeps the usual budget where nothing happens, spent on one score. */
        static Alarms calibrated(Scores quiet, String name) {
            return new Alarms(Map.of(name, threshold(quiet, name, 1)));
        }

        /** As the product has it: spent on two. */
        static Alarms spikeOrRamp(Scores quiet) {
            return new Alarms(
                    Map.of(
                            SPIKE, threshold(quiet, SPIKE, Calibration.SPIKES),
                            RAMP, threshold(quiet, RAMP, 1 - Calibration.SPIKES)));
        }

        private static double threshold(Scores quiet, String name, double share) {
            var runs = quiet.runs(name);
            var next = runs.iterator();
            return Calibration.threshold(
                    draws -> next.next(), Budget.usual().share(share), runs.size(), 0);
        }

        /** One or more where it is an alarm. */
        List<double[]> of(Scores scores) {
            List<double[]> days = new ArrayList<>();
            int runs = scores.runs(C2).size();
            for (int run = 0; run < runs; run++) {
                double[] most = new double[DAYS - FROM];
                for (var threshold : thresholds.entrySet()) {
                    double[] score = scores.runs(threshold.getKey()).get(run);
                    for (int day = 0; day < most.length; day++) {
                        most[day] = Math.max(most[day], score[day] >= threshold.getValue() ? 1 : 0);
                    }
                }
                days.add(most);
            }
            return days;
        }
    }

    // The usual options, where a season is a week: 1996 looks at the same day of earlier weeks.
    private static Farrington farrington() {
        return new Farrington(
                Farrington.Edition.ORIGINAL,
                new Farrington.Reference(7, 40, 0, 3, 1),
                new Farrington.Model(1, 0.05, false),
                new Farrington.Bound(0.025, Farrington.Threshold.TWO_THIRDS_POWER, 0, 1));
    }

    private static Farrington flexible() {
        return new Farrington(
                Farrington.Edition.IMPROVED,
                new Farrington.Reference(7, 40, 0, 6, 7),
                new Farrington.Model(2.58, 1, false),
                new Farrington.Bound(0.05, Farrington.Threshold.NEGATIVE_BINOMIAL, 0, 1));
    }

    private static GlrCusum glr() {
        return new GlrCusum(7, 3, false, Double.NaN, Chart.up(Double.MAX_VALUE, 28));
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

    private static List<Series> worlds(
            int runs, long seed, boolean bursts, IntToDoubleFunction rise) {
        List<Series> worlds = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            var burst = Worlds.bursts(FROM, seed + run);
            worlds.add(
                    Worlds.days(
                            DAYS,
                            seed + run,
                            day ->
                                    (bursts && day < FROM ? burst.applyAsDouble(day) : 1)
                                            * rise.applyAsDouble(day)));
        }
        return worlds;
    }

    /** Days to the first alarm, of those runs that have one within so many days. */
    private static double[] daysToAlarm(List<double[]> alarms, int within) {
        return alarms.stream()
                .mapToDouble(days -> {
                    for (int day = 0; day < within; day++) {
                        if (days[START - FROM + day] >= 1) {
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
        Scores quiet = Scores.of(worlds(runs, SEED, true, day -> 1), false);
        Scores ramps = Scores.of(worlds(runs, SEED + 100_000, true, ramp(50)), false);
        var ears = Alarms.calibrated(quiet, C2);
        var ours = Alarms.spikeOrRamp(quiet);
        assertThat((double) daysToAlarm(ours.of(ramps), 21).length / runs)
                .as("spike or ramp, against EARS C2")
                .isGreaterThan((double) daysToAlarm(ears.of(ramps), 21).length / runs + 0.2);
    }

    @Test
    void printsTheTable() {
        int runs = Integer.getInteger("study.runs", 3);
        for (boolean bursts : new boolean[] {true, false}) {
            System.out.printf(
                    Locale.ROOT,
                    "%nHistories %s bursts, %d runs a cell%n",
                    bursts ? "with" : "without",
                    runs);
            System.out.printf(
                    Locale.ROOT,
                    "| Detector | false episodes in 90 days | %s |%n",
                    String.join(" | ", rises().keySet()));
            System.out.printf(Locale.ROOT, "|---|---|%s%n", "---|".repeat(rises().size()));
            Scores quiet = Scores.of(worlds(runs, SEED, bursts, day -> 1), true);
            Scores others = Scores.of(worlds(runs, SEED + 50_000, bursts, day -> 1), true);
            List<Scores> risen =
                    rises().values().stream()
                            .map(rise -> worlds(runs, SEED + 100_000, bursts, rise))
                            .map(worlds -> Scores.of(worlds, true))
                            .toList();
            Map<String, Alarms> rules = new LinkedHashMap<>();
            for (String name : quiet.of().keySet()) {
                rules.put(name, Alarms.calibrated(quiet, name));
            }
            rules.put("spike or ramp", Alarms.spikeOrRamp(quiet));
            rules.forEach((name, alarms) -> {
                StringBuilder row = new StringBuilder();
                risen.forEach(scores -> row.append(cell(daysToAlarm(alarms.of(scores), 28), runs)));
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %.2f |%s%n",
                        name,
                        falseEpisodes(alarms.of(others)),
                        row);
            });
            assertThat(rules.values()).allMatch(alarms -> alarms.areThere());
        }
    }

    // By day 21, by day 28, and the day on which half of all runs had their alarm.
    private static String cell(double[] days, int runs) {
        long by21 = Arrays.stream(days).filter(day -> day <= 21).count();
        return String.format(
                Locale.ROOT,
                " %.0f %%, %.0f %%, %s |",
                100.0 * by21 / runs,
                100.0 * days.length / runs,
                days.length * 2 <= runs ? "–" : String.format("%.0f", days[(runs - 1) / 2]));
    }

    private static double falseEpisodes(List<double[]> alarms) {
        double episodes = 0;
        for (double[] days : alarms) {
            episodes += Budget.usual().episodes(days, 1);
        }
        return episodes * 90 / (alarms.size() * (DAYS - FROM));
    }
}
