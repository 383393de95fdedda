package org.commonwatch.insight.level;

import org.commonwatch.insight.series.Cadence;
import org.commonwatch.insight.series.Series;

import java.time.Instant;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Series whose truth is known. */
public final class Worlds {
    public static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");

    private Worlds() {}

    /** Quieter at weekends, around a level of forty, twice as varied as a Poisson. */
    static double usual(int day) {
        return 40 * (day % 7 >= 5 ? 0.7 : 1.1);
    }

    /** Days with a factor on the usual level. */
    public static Series days(int days, long seed, IntToDoubleFunction factor) {
        double[] exposures = new double[days];
        Arrays.fill(exposures, 1);
        return days(exposures, seed, factor);
    }

    /** Days with exposures, and a factor on the usual level. */
    public static Series days(double[] exposures, long seed, IntToDoubleFunction factor) {
        var draws = new Draws(seed);
        long[] counts = new long[exposures.length];
        for (int day = 0; day < counts.length; day++) {
            counts[day] = draws.count(exposures[day] * usual(day) * factor.applyAsDouble(day), 20);
        }
        return Series.of(FIRST, Cadence.DAY, counts, exposures);
    }

    /** Bursts of one to three days, five times as much, once in fifty days. */
    public static IntToDoubleFunction bursts(int days, long seed) {
        var draws = new Draws(seed ^ 0x5EED);
        double[] factors = new double[days];
        Arrays.fill(factors, 1);
        for (int burst = 0; burst < days / 50; burst++) {
            int start = draws.below(days);
            for (int day = start; day < Math.min(days, start + 1 + draws.below(3)); day++) {
                factors[day] = 5;
            }
        }
        return day -> factors[day];
    }
}
