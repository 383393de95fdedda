package org.commonwatch.insight.resampling;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The ratio of two sums over clusters that are draws of one process, with a studentised bootstrap
 * interval: Davison and Hinkley, Bootstrap Methods and their Application, 1997, sections 2.4 and
 * 5.2.1.
 */
public final class ClusterRatio {
    private static final int REPLICATES = 999;
    private static final double TAIL = 0.025;

    /** Where there are more clusters, those far apart in number are taken as one. */
    public static final int GROUPS_LIMIT = 4_096;

    private final double[] tops;
    private final double[] bottoms;

    private ClusterRatio(double[] tops, double[] bottoms) {
        this.tops = tops;
        this.bottoms = bottoms;
    }

    /**
     * The clusters in which there is anything, in their order.
     *
     * @param tops what each adds to the upper sum
     * @param bottoms what each adds to the lower sum, zero or more
     */
    public static ClusterRatio of(double[] tops, double[] bottoms) {
        double[] some = new double[tops.length];
        double[] below = new double[tops.length];
        int n = 0;
        for (int c = 0; c < tops.length; c++) {
            if (tops[c] != 0 || bottoms[c] != 0) {
                some[n] = tops[c];
                below[n] = bottoms[c];
                n++;
            }
        }
        if (n <= GROUPS_LIMIT) {
            return new ClusterRatio(Arrays.copyOf(some, n), Arrays.copyOf(below, n));
        }
        // Sums of independent clusters are as independent, and as many as that tell enough.
        double[] groups = new double[GROUPS_LIMIT];
        double[] groupsBelow = new double[GROUPS_LIMIT];
        for (int c = 0; c < n; c++) {
            groups[c % GROUPS_LIMIT] += some[c];
            groupsBelow[c % GROUPS_LIMIT] += below[c];
        }
        return new ClusterRatio(groups, groupsBelow);
    }

    /** The ratio and its interval; empty if the lower sum is zero. */
    public Optional<Estimate> estimate(long seed) {
        return around(0, seed);
    }

    /**
     * The same where the upper sum is so much more than what the clusters add to it, of which only
     * how it varies is known by cluster.
     */
    public Optional<Estimate> around(double more, long seed) {
        double value = ratio(tops, bottoms);
        if (Double.isNaN(value)) {
            return Optional.empty();
        }
        Estimate found = estimate(value, seed);
        double off = more / Arrays.stream(bottoms).sum();
        return Optional.of(
                new Estimate(found.value() + off, found.low() + off, found.high() + off));
    }

    private Estimate estimate(double value, long seed) {
        double error = error(value);
        if (error == 0) {
            return degenerate(value);
        }
        double[] pivots = pivots(value, seed);
        double low = value - at(pivots, 1 - TAIL) * error;
        double high = value - at(pivots, TAIL) * error;
        return new Estimate(value, low, high);
    }

    private static double ratio(double[] tops, double[] bottoms) {
        double top = 0;
        double bottom = 0;
        for (int c = 0; c < tops.length; c++) {
            top += tops[c];
            bottom += bottoms[c];
        }
        return bottom > 0 ? top / bottom : Double.NaN;
    }

    private double error(double value) {
        double squares = 0;
        double bottom = 0;
        for (int c = 0; c < tops.length; c++) {
            double off = tops[c] - value * bottoms[c];
            squares += off * off;
            bottom += bottoms[c];
        }
        double n = tops.length;
        return n < 2 ? 0 : Math.sqrt(squares * n / (n - 1)) / bottom;
    }

    // All clusters say the same. What none of n did is done by no more than this share of all.
    private Estimate degenerate(double value) {
        double others = 1 - Math.pow(TAIL, 1.0 / Math.max(1, tops.length));
        return new Estimate(value, value - others, value + others);
    }

    private double[] pivots(double value, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] pivots = new double[REPLICATES];
        int n = tops.length;
        for (int b = 0; b < REPLICATES; b++) {
            double top = 0;
            double bottom = 0;
            double topSquares = 0;
            double products = 0;
            double bottomSquares = 0;
            for (int k = 0; k < n; k++) {
                int c = random.nextInt(n);
                double t = tops[c];
                double u = bottoms[c];
                top += t;
                bottom += u;
                topSquares += t * t;
                products += t * u;
                bottomSquares += u * u;
            }
            double drawn = top / bottom;
            double squares = topSquares - 2 * drawn * products + drawn * drawn * bottomSquares;
            double error = Math.sqrt(Math.max(0, squares) * n / (n - 1)) / bottom;
            pivots[b] = pivot(drawn - value, error);
        }
        Arrays.sort(pivots);
        return pivots;
    }

    // A replicate of clusters that are all alike says nothing of how far off it is.
    private static double pivot(double off, double error) {
        if (Double.isNaN(off) || Math.abs(off) < 1e-12) {
            return 0;
        }
        return error < 1e-9 ? Math.copySign(Double.MAX_VALUE, off) : off / error;
    }

    private static double at(double[] sorted, double probability) {
        int rank = (int) Math.round(probability * (sorted.length + 1)) - 1;
        return sorted[Math.clamp(rank, 0, sorted.length - 1)];
    }
}
