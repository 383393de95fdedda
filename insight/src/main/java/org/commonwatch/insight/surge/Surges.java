package org.commonwatch.insight.surge;

import org.commonwatch.insight.detector.Chart;
import org.commonwatch.insight.level.Calibration.Thresholds;
import org.commonwatch.insight.level.ExpectedLevel;
import org.commonwatch.insight.level.Reading;
import org.commonwatch.insight.level.Watch;
import org.commonwatch.insight.series.Series;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Makes surges of readings that passed a threshold: one for each episode.
 *
 * @param watch how the readings were made
 * @param thresholds from where on they are alarms
 * @param calmDays how many quiet days end an episode
 * @param calendar of dated occasions
 */
public record Surges(Watch watch, Thresholds thresholds, int calmDays, Calendar calendar) {
    private static final double Z = 1.96;
    // Half of the 95 % quantile of chi-squared with one degree of freedom.
    private static final double PROFILE_DROP = 1.92;
    private static final int MOST_SHARES = 3;
    private static final int BEFORE_DAYS = 28;

    /**
     * A series with its parts.
     *
     * @param kinds the counts of each kind, on the same periods
     * @param sectors the counts against each sector, on the same periods
     */
    public record Counted(Series all, Map<String, Series> kinds, Map<String, Series> sectors) {
        public Counted {
            kinds = Map.copyOf(kinds);
            sectors = Map.copyOf(sectors);
        }
    }

    /** The surges among the periods from {@code from} to the one before {@code to}. */
    public List<Surge> find(Counted counted, int from, int to) {
        return find(counted, watch.read(counted.all(), from, to));
    }

    /**
     * The surges among periods that were read.
     *
     * @param readings of {@link #watch}, one after the other
     */
    public List<Surge> find(Counted counted, List<Reading> readings) {
        int calm = (int) counted.all().cadence().periods(Duration.ofDays(calmDays));
        List<Surge> surges = new ArrayList<>();
        int first = -1;
        int last = -1;
        for (int i = 0; i < readings.size(); i++) {
            if (!thresholds.passed(readings.get(i))) {
                continue;
            }
            if (first >= 0 && i - last > calm) {
                surges.add(surge(counted, readings, first, last));
                first = -1;
            }
            first = first < 0 ? i : first;
            last = i;
        }
        if (first >= 0) {
            surges.add(surge(counted, readings, first, last));
        }
        return List.copyOf(surges);
    }

    private record Onset(int likeliest, int earliest, int latest) {}

    private Surge surge(Counted counted, List<Reading> readings, int first, int lastAlarm) {
        int last = end(readings, first, lastAlarm);
        Onset onset = onset(counted.all(), readings, first, last);
        List<Reading> within =
                readings.subList(onset.likeliest(), last + 1).stream()
                        .filter(reading -> !reading.missing())
                        .toList();
        double count = within.stream().mapToDouble(Reading::count).sum();
        double expected = within.stream().mapToDouble(Reading::expected).sum();
        double ratio = count / expected;
        int start = readings.get(onset.likeliest()).period();
        int end = readings.get(last).period() + 1;
        Series all = counted.all();
        var extent =
                new Surge.Extent(
                        all.start(start),
                        all.start(end),
                        all.start(readings.get(onset.earliest()).period()),
                        all.start(readings.get(onset.latest()).period()));
        var size = new Surge.Size(ratio, interval(within, ratio), count - expected);
        var parts =
                new Surge.Parts(
                        shares(counted.kinds(), start, end, size.excess()),
                        shares(counted.sectors(), start, end, size.excess()));
        Optional<Occasion> nearest =
                calendar.nearest(extent.from().atOffset(ZoneOffset.UTC).toLocalDate());
        return new Surge(extent, size, parts, nearest, Words.of(extent, size, parts, nearest));
    }

    // What speaks for a ramp looks back, and so there are alarms when it is long over: the end that
    // the counts from the first alarm on make likeliest, and no day before the last spike.
    private int end(List<Reading> readings, int first, int last) {
        List<Integer> places =
                IntStream.rangeClosed(first, last)
                        .filter(i -> !readings.get(i).missing())
                        .boxed()
                        .toList();
        double[] profile = profile(readings, places);
        int best = 0;
        for (int i = 0; i < profile.length; i++) {
            boolean isSpike = readings.get(places.get(i)).spike() >= thresholds.spike();
            best = isSpike || profile[i] > profile[best] ? i : best;
        }
        return places.get(best);
    }

    // For each place what speaks for a rise on all those up to it.
    private static double[] profile(List<Reading> readings, List<Integer> places) {
        long[] counts = places.stream().mapToLong(i -> readings.get(i).count()).toArray();
        double[] means = places.stream().mapToDouble(i -> readings.get(i).expected()).toArray();
        double size = readings.get(places.getLast()).size();
        return Chart.up(Double.MAX_VALUE, -1).profile(counts, means, size);
    }

    // The beginning that the counts up to the first alarm make likeliest, and those that are not
    // much less likely: a profile likelihood.
    private Onset onset(Series series, List<Reading> readings, int first, int last) {
        int window =
                Math.max(1, (int) series.cadence().periods(Duration.ofDays(watch.windowDays())));
        int earliest = Math.max(0, first - window + 1);
        int n = last + 1 - earliest;
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if (!readings.get(last - i).missing()) {
                places.add(last - i);
            }
        }
        double[] profile = profile(readings, places);
        int best = 0;
        for (int i = 0; i < profile.length; i++) {
            best = profile[i] > profile[best] && places.get(i) <= first ? i : best;
        }
        best = places.get(best) > first ? places.indexOf(first) : best;
        int low = best;
        int high = best;
        for (int i = 0; i < profile.length; i++) {
            if (profile[i] >= profile[best] - PROFILE_DROP) {
                low = Math.max(low, i);
                high = Math.min(high, i);
            }
        }
        return new Onset(places.get(best), places.get(low), places.get(high));
    }

    private static Interval interval(List<Reading> within, double ratio) {
        double variance = 0;
        double sum = 0;
        double level = 0;
        for (Reading reading : within) {
            double mean = reading.expected() * ratio;
            variance += mean + mean * mean / reading.size();
            sum += mean;
            level += reading.levelVariance() * mean;
        }
        double error = Math.sqrt(variance / (sum * sum) + level / sum);
        return new Interval(ratio * Math.exp(-Z * error), ratio * Math.exp(Z * error));
    }

    // Where no level can be told: what was counted in the four weeks before, by what watched.
    private static double rate(Series part, int start) {
        double count = 0;
        double exposure = 0;
        int days = (int) part.cadence().periods(Duration.ofDays(BEFORE_DAYS));
        for (int t = Math.max(0, start - days); t < start; t++) {
            count += part.count(t);
            exposure += part.exposure(t);
        }
        return exposure == 0 ? 0 : count / exposure;
    }

    private List<Surge.Share> shares(Map<String, Series> parts, int start, int end, double excess) {
        List<Surge.Share> shares = new ArrayList<>();
        parts.forEach((name, part) -> {
            Optional<ExpectedLevel> level = ExpectedLevel.before(part, start, watch.plan());
            long count = 0;
            double exposure = 0;
            double expected = 0;
            for (int t = start; t < end; t++) {
                count += part.count(t);
                exposure += part.exposure(t);
                expected += level.isPresent() ? level.get().mean(t) : 0;
            }
            expected += level.isPresent() ? 0 : exposure * rate(part, start);
            if (count > expected) {
                shares.add(new Surge.Share(name, count, expected, (count - expected) / excess));
            }
        });
        return shares.stream()
                .sorted(
                        Comparator.comparingDouble(Surge.Share::share)
                                .reversed()
                                .thenComparing(Surge.Share::name))
                .limit(MOST_SHARES)
                .toList();
    }
}
