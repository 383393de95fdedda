package org.commonwatch.benchmarks;

import org.commonwatch.insight.level.Draws;
import org.commonwatch.insight.level.Watch;
import org.commonwatch.insight.series.Cadence;
import org.commonwatch.insight.series.Series;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * What it takes to fit and read series of two years of days, each from the first day that can be
 * read, with a new fit each week.
 *
 * <p>Arguments: series. As many at a time as there are processors.
 */
public final class SeriesCost {
    private static final int DAYS = 730;
    private static final double LEVEL = 40;
    private static final double SIZE = 20;

    private SeriesCost() {}

    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[0]);
        AtomicInteger read = new AtomicInteger();
        long start = System.nanoTime();
        IntStream.range(0, count)
                .parallel()
                .forEach(seed -> {
                    Series series = series(seed);
                    Watch watch = Watch.usual();
                    read.addAndGet(watch.read(series, watch.reach(series), series.size()).size());
                });
        System.out.printf(
                Locale.ROOT,
                "%,d series, %,d readings: %.1f s%n",
                count,
                read.get(),
                (System.nanoTime() - start) / 1e9);
    }

    // Quieter at weekends, with a burst of days five times as high now and then.
    private static Series series(int seed) {
        Draws draws = new Draws(seed);
        long[] counts = new long[DAYS];
        double[] exposures = new double[DAYS];
        Arrays.fill(exposures, 1);
        for (int day = 0; day < DAYS; day++) {
            double burst = draws.below(50) == 0 ? 5 : 1;
            counts[day] = draws.count(LEVEL * (day % 7 >= 5 ? 0.7 : 1.1) * burst, SIZE);
        }
        return Series.of(Instant.parse("2024-01-01T00:00:00Z"), Cadence.DAY, counts, exposures);
    }
}
