package org.commonwatch.insight.detector;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * What is summed up for a change of counts by a factor that lasts, and how much is enough.
 *
 * @param enough at which statistic there is an alarm; natural logarithm of a likelihood ratio
 * @param window how many periods back a change may have begun at most; below zero for any
 * @param least how many periods a change must have lasted at least
 * @param direction which changes are looked for
 * @param shift the logarithm of the factor, if it is known; not a number to estimate it
 */
public record Chart(double enough, int window, int least, Direction direction, double shift) {
    private static final int STEPS = 50;
    private static final double PRECISION = 1e-12;

    /** Which changes are looked for. */
    public enum Direction {
        UP,
        DOWN
    }

    public Chart {
        Detector.require(enough > 0, "threshold", enough, "a number above zero");
        Detector.require(least >= 1, "least length of a change", least, "one period or more");
        Detector.require(
                window < 0 || window >= least,
                "window",
                window,
                "no less than the least length of a change, or -1 for no window");
    }

    /** Looks for increases by any factor in the periods of a window. */
    public static Chart up(double enough, int window) {
        return new Chart(enough, window, 1, Direction.UP, Double.NaN);
    }

    /** Whether the statistic is an alarm. */
    public boolean isEnough(double statistic) {
        return statistic >= enough;
    }

    /**
     * Begins a chart.
     *
     * @param size of the negative binomial around the means; infinite for a Poisson
     */
    Run run(double size) {
        return new Run(size);
    }

    private record Seen(long count, double mean) {}

    /** A chart on its way; it begins anew after an alarm. */
    final class Run {
        private final double alpha;
        private final Deque<Seen> seen = new ArrayDeque<>();
        // Of the chart for a known factor: one number.
        private final double[] sum = new double[1];

        private Run(double size) {
            this.alpha = 1 / size;
        }

        /** The statistic with the next period, which is kept. */
        double add(long count, double mean) {
            double statistic = with(count, mean);
            if (isEnough(statistic)) {
                seen.clear();
                sum[0] = 0;
            } else {
                seen.addFirst(new Seen(count, mean));
                if (window >= 0 && seen.size() > window) {
                    seen.removeLast();
                }
                sum[0] = statistic;
            }
            return statistic;
        }

        /** The statistic as it would be. */
        double with(long count, double mean) {
            if (!Double.isNaN(shift)) {
                return Math.max(0, sum[0] + ratio(count, mean, alpha, shift));
            }
            long[] counts = new long[seen.size() + 1];
            double[] means = new double[counts.length];
            counts[0] = count;
            means[0] = mean;
            int n = 1;
            for (Seen each : seen) {
                counts[n] = each.count();
                means[n] = each.mean();
                n++;
            }
            return statistic(counts, means, 1 / alpha);
        }
    }

    /**
     * The statistic of some periods, the latest first, whatever was before.
     *
     * @param size of the negative binomial around the means; infinite for a Poisson
     */
    public double statistic(long[] counts, double[] means, double size) {
        return Arrays.stream(profile(counts, means, size)).max().orElse(0);
    }

    /**
     * Of some periods, the latest first, what speaks for a change that began with each: zero where
     * the counts went the other way, or the change would not have lasted long enough.
     */
    public double[] profile(long[] counts, double[] means, double size) {
        double[] profile = new double[counts.length];
        double countSum = 0;
        double meanSum = 0;
        for (int n = 1; n <= counts.length; n++) {
            countSum += counts[n - 1];
            meanSum += means[n - 1];
            if (n < least) {
                continue;
            }
            double log = estimate(counts, means, n, 1 / size, countSum / meanSum);
            if (direction == Direction.UP ? log > 0 : log < 0) {
                for (int i = 0; i < n; i++) {
                    profile[n - 1] += ratio(counts[i], means[i], 1 / size, log);
                }
            }
        }
        return profile;
    }

    // Where the derivative of the log-likelihood by the factor's logarithm is zero. It falls
    // in the logarithm, so Newton's steps from the Poisson's answer arrive.
    private static double estimate(
            long[] counts, double[] means, int n, double alpha, double ratio) {
        double log = Math.log(Math.max(ratio, PRECISION));
        if (alpha == 0) {
            return log;
        }
        for (int step = 0; step < STEPS; step++) {
            double factor = Math.exp(log);
            double score = 0;
            double slope = 0;
            for (int i = 0; i < n; i++) {
                double shifted = means[i] * factor;
                double spread = 1 + alpha * shifted;
                score += (counts[i] - shifted) / spread;
                slope += shifted * (1 + alpha * counts[i]) / (spread * spread);
            }
            double move = score / slope;
            log += Math.max(-2, Math.min(2, move));
            if (Math.abs(move) < PRECISION) {
                break;
            }
        }
        return log;
    }

    private static double ratio(long count, double mean, double alpha, double log) {
        double factor = Math.exp(log);
        double usual =
                alpha == 0
                        ? mean * (factor - 1)
                        : (count + 1 / alpha)
                                * Math.log((1 + alpha * mean * factor) / (1 + alpha * mean));
        return (double) count * log - usual;
    }
}
