package org.commonwatch.insight.level;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.insight.level.Calibration.Runs;
import org.commonwatch.insight.level.Calibration.Thresholds;
import org.commonwatch.insight.series.Cadence;
import org.commonwatch.insight.series.Series;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** What is said of eight weeks in which too little was counted for a level. */
class EarlyWatchTest {
    private static final Instant FIRST = Instant.parse("2030-01-01T00:00:00Z");
    private static final int DAYS = 56;
    private static final Budget BUDGET = Budget.usual();
    private static final EarlyWatch WATCH = EarlyWatch.usual();

    private static Series drawn(int seed, double mean, double[] exposures) {
        var draws = new Draws(1_000 + seed);
        long[] counts = new long[DAYS];
        for (int t = 0; t < DAYS; t++) {
            counts[t] = draws.count(mean * exposures[t], 20);
        }
        return Series.of(FIRST, Cadence.DAY, counts, exposures);
    }

    private static double[] steady() {
        double[] exposures = new double[DAYS];
        Arrays.fill(exposures, 1);
        return exposures;
    }

    private static long episodes(Series series) {
        Thresholds thresholds = WATCH.thresholds(series, BUDGET, new Runs(100, 1));
        double[] spikes =
                WATCH.read(series, WATCH.reach(), DAYS).stream()
                        .mapToDouble(Reading::spike)
                        .toArray();
        return BUDGET.episodes(spikes, thresholds.spike());
    }

    @Test
    void theBudgetOfFalseAlarmsIsKept() {
        for (double mean : List.of(0.5, 5.0, 40.0)) {
            long found = 0;
            for (int seed = 0; seed < 200; seed++) {
                found += episodes(drawn(seed, mean, steady()));
            }
            double in90Days = found * 90.0 / (200 * (DAYS - WATCH.reach()));
            assertThat(in90Days).as("a mean of " + mean).isBetween(0.5, 1.5);
        }
    }

    @Test
    void twiceTheSensorsOrAWeekWithoutAnyAreNoRise() {
        double[] more = steady();
        Arrays.fill(more, 30, DAYS, 2);
        Arrays.fill(more, 40, 47, 0);
        long steadily = 0;
        long changing = 0;
        for (int seed = 0; seed < 100; seed++) {
            steadily += episodes(drawn(seed, 40, steady()));
            changing += episodes(drawn(seed, 40, more));
        }
        // With few days of the week before, what is usual is known less well: a little more often.
        assertThat(changing).isLessThanOrEqualTo(2 * steadily);
        List<Reading> readings = WATCH.read(drawn(1, 40, more), WATCH.reach(), DAYS);
        for (int day = 40; day < 47; day++) {
            assertThat(readings.get(day - WATCH.reach()).missing()).isTrue();
        }
        assertThat(readings.get(54 - WATCH.reach()).expected()).isBetween(60.0, 100.0);
    }

    @Test
    void aDayOfSixTimesAsMuchIsSeen() {
        double[] exposures = steady();
        for (int seed = 0; seed < 20; seed++) {
            Series quiet = drawn(seed, 40, exposures);
            long[] counts = new long[DAYS];
            for (int t = 0; t < DAYS; t++) {
                counts[t] = t == 50 ? 240 : quiet.count(t);
            }
            Series series = Series.of(FIRST, Cadence.DAY, counts, exposures);
            Thresholds thresholds = WATCH.thresholds(series, BUDGET, new Runs(100, 1));
            Reading reading = WATCH.read(series, 50, 51).getFirst();
            assertThat(thresholds.passed(reading)).as("seed " + seed).isTrue();
            assertThat(reading.spikeFrom(thresholds.spike())).isLessThan(240);
            assertThat(reading.count()).isEqualTo(240);
        }
    }
}
