package org.commonwatch.insight.resampling;

import org.hipparchus.distribution.continuous.NormalDistribution;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Intervals by methods that were not chosen, to be compared with the one that was. */
public final class OtherMethods {
    private static final int REPLICATES = 999;
    private static final NormalDistribution NORMAL = new NormalDistribution();

    private OtherMethods() {}

    /** Bias-corrected and accelerated: Efron, 1987. */
    public static Estimate bca(double[] tops, double[] bottoms, long seed) {
        double value = ratio(tops, bottoms);
        double[] drawn = drawn(tops, bottoms, seed);
        double below = 0;
        for (double each : drawn) {
            below += each < value ? 1 : each == value ? 0.5 : 0;
        }
        double bias =
                NORMAL.inverseCumulativeProbability(Math.clamp(below / REPLICATES, 0.001, 0.999));
        double acceleration = acceleration(tops, bottoms);
        return new Estimate(
                value,
                at(drawn, adjusted(bias, acceleration, -1.96)),
                at(drawn, adjusted(bias, acceleration, 1.96)));
    }

    /** The quantiles of the drawn ratios themselves. */
    public static Estimate percentile(double[] tops, double[] bottoms, long seed) {
        double[] drawn = drawn(tops, bottoms, seed);
        return new Estimate(ratio(tops, bottoms), at(drawn, 0.025), at(drawn, 0.975));
    }

    private static double adjusted(double bias, double acceleration, double z) {
        double sum = bias + z;
        return NORMAL.cumulativeProbability(bias + sum / (1 - acceleration * sum));
    }

    private static double acceleration(double[] tops, double[] bottoms) {
        double top = Arrays.stream(tops).sum();
        double bottom = Arrays.stream(bottoms).sum();
        double[] without = new double[tops.length];
        double mean = 0;
        for (int c = 0; c < tops.length; c++) {
            without[c] = (top - tops[c]) / (bottom - bottoms[c]);
            mean += without[c] / tops.length;
        }
        double cubes = 0;
        double squares = 0;
        for (double each : without) {
            cubes += Math.pow(mean - each, 3);
            squares += Math.pow(mean - each, 2);
        }
        return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
    }

    private static double[] drawn(double[] tops, double[] bottoms, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] drawn = new double[REPLICATES];
        for (int b = 0; b < REPLICATES; b++) {
            double top = 0;
            double bottom = 0;
            for (int k = 0; k < tops.length; k++) {
                int c = random.nextInt(tops.length);
                top += tops[c];
                bottom += bottoms[c];
            }
            drawn[b] = bottom > 0 ? top / bottom : 0;
        }
        Arrays.sort(drawn);
        return drawn;
    }

    private static double ratio(double[] tops, double[] bottoms) {
        return Arrays.stream(tops).sum() / Arrays.stream(bottoms).sum();
    }

    private static double at(double[] sorted, double probability) {
        int rank = (int) Math.round(probability * (sorted.length + 1)) - 1;
        return sorted[Math.clamp(rank, 0, sorted.length - 1)];
    }
}
