package org.commonwatch.insight.regression;

import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;

/** Probabilities of counts, and the counts that belong to probabilities. */
public final class Counts {
    // From this many times the mean on nobody can tell the negative binomial from the Poisson.
    private static final double AS_POISSON = 1e9;
    private static final double PRECISION = 1e-14;

    private Counts() {}

    /**
     * The probability of {@code count} or fewer.
     *
     * @param size of the negative binomial; infinite for the Poisson
     */
    public static double cumulative(long count, double mean, double size) {
        if (count < 0) {
            return 0;
        }
        if (mean <= 0) {
            return 1;
        }
        if (size > AS_POISSON * Math.max(1, mean)) {
            return Gamma.regularizedGammaQ(count + 1.0, mean, PRECISION, Integer.MAX_VALUE);
        }
        return Beta.regularizedBeta(size / (size + mean), size, count + 1.0, PRECISION);
    }

    /** The smallest count at which {@link #cumulative} is no less than {@code probability}. */
    public static long quantile(double probability, double mean, double size) {
        // As little less as rounding may have made it.
        double wanted = probability * (1 - 64 * Math.ulp(1.0));
        long high = 1 + (long) Math.ceil(mean);
        while (cumulative(high, mean, size) < wanted) {
            high *= 2;
        }
        long low = -1;
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (cumulative(middle, mean, size) < wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** The standard normal quantile. */
    public static double normalQuantile(double probability) {
        return new NormalDistribution().inverseCumulativeProbability(probability);
    }
}
