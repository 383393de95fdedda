package org.commonwatch.insight.series;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;

import java.time.Instant;
import java.util.Arrays;

/**
 * How many events each of consecutive periods had, and how much was watching.
 *
 * <p>Exposure is in any unit that is the same throughout, such as sensor-days; zero means that
 * nothing watched, so that the count says nothing. Periods are numbered from zero.
 */
public final class Series {
    /** No series has more periods: two hundred years of days, eight of hours. */
    public static final int LIMIT = 73_000;

    private final Instant first;
    private final Cadence cadence;
    private final long[] counts;
    private final double[] exposures;

    private Series(Instant first, Cadence cadence, long[] counts, double[] exposures) {
        this.first = first;
        this.cadence = cadence;
        this.counts = counts;
        this.exposures = exposures;
    }

    /** Counts of periods that were all watched alike. */
    public static Series of(Instant first, Cadence cadence, long... counts) {
        double[] exposures = new double[counts.length];
        Arrays.fill(exposures, 1);
        return of(first, cadence, counts, exposures);
    }

    /** Counts and exposures of the periods from {@code first} on. */
    public static Series of(Instant first, Cadence cadence, long[] counts, double[] exposures) {
        if (exposures.length != counts.length) {
            throw new InsightRefusedException(
                    new InsightRefusal.Gap("exposures", exposures.length, counts.length));
        }
        if (counts.length == 0 || counts.length > LIMIT) {
            throw new InsightRefusedException(
                    new InsightRefusal.OutOfRange(
                            "number of periods",
                            Integer.toString(counts.length),
                            "one to " + LIMIT + ", or sum them over longer periods"));
        }
        var series = new Series(first, cadence, counts.clone(), exposures.clone());
        for (int i = 0; i < counts.length; i++) {
            series.check(i);
        }
        return series;
    }

    private void check(int period) {
        long count = counts[period];
        double exposure = exposures[period];
        if (count < 0) {
            throw new InsightRefusedException(
                    new InsightRefusal.NegativeCount(start(period).toString(), count));
        }
        if (!(exposure >= 0) || Double.isInfinite(exposure)) {
            throw new InsightRefusedException(
                    new InsightRefusal.OutOfRange(
                            "exposure of " + start(period),
                            Double.toString(exposure),
                            "a finite number, or zero where nothing watched"));
        }
        if (exposure == 0 && count > 0) {
            throw new InsightRefusedException(
                    new InsightRefusal.CountWithoutExposure(start(period).toString(), count));
        }
    }

    /** How many periods there are. */
    public int size() {
        return counts.length;
    }

    /** How long each period is. */
    public Cadence cadence() {
        return cadence;
    }

    /** When a period begins; the one after the last is where the series ends. */
    public Instant start(int period) {
        return first.plusSeconds(cadence.length().toSeconds() * period);
    }

    /** How many events a period had; zero if it was not watched. */
    public long count(int period) {
        return counts[period];
    }

    /** How much was watching. */
    public double exposure(int period) {
        return exposures[period];
    }

    /** Whether nothing was watching. */
    public boolean missing(int period) {
        return exposures[period] == 0;
    }

    /** The series up to a period, without it. */
    public Series until(int period) {
        return new Series(
                first, cadence, Arrays.copyOf(counts, period), Arrays.copyOf(exposures, period));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Series that
                && first.equals(that.first)
                && cadence == that.cadence
                && Arrays.equals(counts, that.counts)
                && Arrays.equals(exposures, that.exposures);
    }

    @Override
    public int hashCode() {
        return 31 * first.hashCode() + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return counts.length + " periods of a " + cadence + " from " + first;
    }
}
