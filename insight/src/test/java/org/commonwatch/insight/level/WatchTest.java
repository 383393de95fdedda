package org.commonwatch.insight.level;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;
import org.commonwatch.insight.series.Cadence;
import org.commonwatch.insight.series.Series;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

class WatchTest {
    private static final int DAYS = 400;
    private static final int FROM = 310;

    @Test
    void expectsWhatTheWorldHas() {
        Series series = Worlds.days(DAYS, 1, day -> 1);
        List<Reading> readings = Watch.usual().read(series, FROM, DAYS);
        for (Reading reading : readings) {
            assertThat(reading.expected() / Worlds.usual(reading.period()))
                    .isCloseTo(1, within(0.15));
        }
        assertThat(readings.getLast().size()).isBetween(14.0, 30.0);
    }

    @Test
    void pastBurstsHardlyRaiseWhatIsExpected() {
        double plain = 0;
        double reweighted = 0;
        for (int seed = 0; seed < 10; seed++) {
            var bursts = Worlds.bursts(280, seed);
            Series series =
                    Worlds.days(DAYS, seed, day -> day < 280 ? bursts.applyAsDouble(day) : 1);
            var trusting = new LevelPlan(Set.of(), 28, 1096, Double.POSITIVE_INFINITY);
            plain += ExpectedLevel.before(series, FROM, trusting).orElseThrow().mean(FROM);
            reweighted +=
                    ExpectedLevel.before(series, FROM, LevelPlan.usual()).orElseThrow().mean(FROM);
        }
        double truth = 10 * Worlds.usual(FROM);
        assertThat(reweighted / truth).isBetween(0.95, 1.08);
        assertThat(plain / truth).isGreaterThan(1.1);
    }

    @Test
    void whatRoseWithinTheGuardIsNotYetUsual() {
        var quiet = ExpectedLevel.before(series(day -> 1), FROM, LevelPlan.usual());
        var rising =
                ExpectedLevel.before(
                        series(day -> day < FROM - 28 ? 1 : 3), FROM, LevelPlan.usual());
        var before =
                ExpectedLevel.before(
                        series(day -> day < FROM - 29 ? 1 : 3), FROM, LevelPlan.usual());
        double expected = quiet.orElseThrow().mean(FROM);
        assertThat(rising.orElseThrow().mean(FROM)).isEqualTo(expected);
        assertThat(before.orElseThrow().mean(FROM)).isNotEqualTo(expected);
    }

    private static Series series(IntToDoubleFunction factor) {
        long[] counts = new long[DAYS];
        for (int day = 0; day < DAYS; day++) {
            counts[day] = (long) (factor.applyAsDouble(day) * Worlds.usual(day)) + day % 3;
        }
        return Series.of(Worlds.FIRST, Cadence.DAY, counts);
    }

    @Test
    void twiceTheSensorsAreNoSurge() {
        double[] exposures = new double[DAYS];
        Arrays.fill(exposures, 10);
        Arrays.fill(exposures, FROM - 20, DAYS, 20);
        double[] same = new double[DAYS];
        Arrays.fill(same, 10);
        List<Reading> doubled = Watch.usual().read(Worlds.days(exposures, 5, day -> 1), FROM, DAYS);
        List<Reading> usual = Watch.usual().read(Worlds.days(same, 5, day -> 1), FROM, DAYS);
        assertThat(normalised(doubled)).isCloseTo(normalised(usual), within(0.02));
        assertThat(doubled).noneMatch(new Calibration.Thresholds(4, 12)::passed);
    }

    private static double normalised(List<Reading> readings) {
        double count = readings.stream().mapToDouble(Reading::count).sum();
        return count / readings.stream().mapToDouble(Reading::expected).sum();
    }

    @Test
    void aWeekThatWasNotWatchedRaisesNothingAndIsShown() {
        double[] exposures = new double[DAYS];
        Arrays.fill(exposures, 1);
        Arrays.fill(exposures, 340, 347, 0);
        Arrays.fill(exposures, 200, 207, 0);
        List<Reading> readings =
                Watch.usual().read(Worlds.days(exposures, 6, day -> 1), FROM, DAYS);
        assertThat(readings.stream().filter(Reading::missing).map(Reading::period))
                .containsExactly(340, 341, 342, 343, 344, 345, 346);
        assertThat(readings).noneMatch(new Calibration.Thresholds(4, 12)::passed);
    }

    @Test
    void laterPeriodsChangeNoReading() {
        Series series = Worlds.days(DAYS, 7, day -> 1);
        List<Reading> all = Watch.usual().read(series, FROM, DAYS);
        List<Reading> some = Watch.usual().read(series.until(FROM + 40), FROM, FROM + 40);
        assertThat(all.subList(0, 40)).isEqualTo(some);
    }

    @Test
    void hoursHaveTheirOwnLevel() {
        var draws = new Draws(8);
        long[] counts = new long[24 * 100];
        for (int hour = 0; hour < counts.length; hour++) {
            counts[hour] = draws.count(hour % 24 < 8 ? 5 : 20, 10);
        }
        Series series = Series.of(Worlds.FIRST, Cadence.HOUR, counts);
        List<Reading> readings = Watch.usual().read(series, 24 * 90, 24 * 92);
        for (Reading reading : readings) {
            double truth = reading.period() % 24 < 8 ? 5 : 20;
            assertThat(reading.expected() / truth).isBetween(0.7, 1.4);
        }
    }

    @Test
    void thresholdsKeepTheBudgetOnOtherRuns() {
        Series series = Worlds.days(DAYS, 9, day -> 1);
        Watch watch = new Watch(LevelPlan.usual(), 28, 28);
        var thresholds =
                Calibration.thresholds(
                        series, watch, Budget.usual(), 180, new Calibration.Runs(60, 1));
        int episodes = 0;
        int runs = 60;
        for (int seed = 1_000; seed < 1_000 + runs; seed++) {
            List<Reading> readings =
                    watch.read(Worlds.days(DAYS, seed, day -> 1), DAYS - 180, DAYS);
            double[] alarms =
                    readings.stream().mapToDouble(r -> thresholds.passed(r) ? 1 : 0).toArray();
            episodes += Budget.usual().episodes(alarms, 1);
        }
        assertThat(episodes / (runs * 2.0)).isBetween(0.5, 1.4);
    }

    @Test
    void thresholdIsTheLeastThatKeepsTheBudget() {
        List<double[]> seen = new ArrayList<>();
        double threshold =
                Calibration.threshold(
                        draws -> {
                            double[] run = new double[90];
                            for (int i = 0; i < run.length; i++) {
                                run[i] = draws.uniform();
                            }
                            seen.add(run);
                            return run;
                        },
                        Budget.usual(),
                        50,
                        3);
        assertThat(episodes(seen, threshold)).isLessThanOrEqualTo(50);
        assertThat(episodes(seen, threshold - 1e-9)).isGreaterThan(50);
    }

    @Test
    void aBudgetIsNotKeptByAnAlarmWithoutEnd() {
        List<double[]> seen = new ArrayList<>();
        double threshold =
                Calibration.threshold(
                        draws -> {
                            double[] run = new double[360];
                            for (int i = 0; i < run.length; i++) {
                                run[i] = draws.uniform();
                            }
                            run[7] = Double.POSITIVE_INFINITY; // as of a series without variance
                            seen.add(run);
                            return run;
                        },
                        Budget.usual(),
                        20,
                        3);
        assertThat(seen.stream().flatMapToDouble(Arrays::stream).filter(x -> x >= threshold))
                .as("days with an alarm, of 7,200")
                .hasSizeBetween(60, 200);
    }

    private static int episodes(List<double[]> runs, double threshold) {
        return runs.stream().mapToInt(run -> Budget.usual().episodes(run, threshold)).sum();
    }

    @Test
    void tooShortAHistoryIsRefusedWithWhatIsNeeded() {
        Series series = Worlds.days(100, 1, day -> 1);
        assertThatThrownBy(() -> Watch.usual().read(series, 83, 100))
                .isInstanceOfSatisfying(
                        InsightRefusedException.class,
                        thrown ->
                                assertThat(thrown.refusal())
                                        .isEqualTo(
                                                new InsightRefusal.TooShort(
                                                        "history before a period", 83, 84)));
        assertThat(Watch.usual().read(series, 84, 100)).hasSize(16);
    }
}
