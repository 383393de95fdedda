package org.commonwatch.insight.regression;

import org.hipparchus.special.Gamma;

/** How counts vary around their mean. */
public sealed interface Family {
    /** The variance where the mean is {@code mean}, up to the dispersion. */
    double variance(double mean);

    /** What an observation adds to the deviance. */
    double deviance(double count, double mean);

    /** The mean from which the first step goes out. */
    double start(double count);

    /** Variance equal to the mean, or to a multiple of it. */
    record Poisson() implements Family {
        @Override
        public double variance(double mean) {
            return mean;
        }

        @Override
        public double deviance(double count, double mean) {
            double ratio = count == 0 ? 0 : count * Math.log(count / mean);
            return 2 * (ratio - (count - mean));
        }

        @Override
        public double start(double count) {
            return count + 0.1;
        }
    }

    /**
     * Variance {@code mean + mean² / size}.
     *
     * @param size above zero; the larger, the nearer to Poisson
     */
    record NegativeBinomial(double size) implements Family {
        public NegativeBinomial {
            if (!(size > 0)) {
                throw new IllegalArgumentException("size " + size);
            }
        }

        @Override
        public double variance(double mean) {
            return mean + mean * mean / size;
        }

        @Override
        public double deviance(double count, double mean) {
            double ratio = count == 0 ? 0 : count * Math.log(count / mean);
            return 2 * (ratio - (count + size) * Math.log((count + size) / (mean + size)));
        }

        @Override
        public double start(double count) {
            return count == 0 ? 1.0 / 6 : count;
        }

        /** The logarithm of the probability of a count. */
        double logProbability(double count, double mean) {
            return Gamma.logGamma(count + size)
                    - Gamma.logGamma(size)
                    - Gamma.logGamma(count + 1)
                    + size * Math.log(size / (size + mean))
                    + (count == 0 ? 0 : count * Math.log(mean / (size + mean)));
        }
    }
}
