package org.commonwatch.insight.level;

import org.hipparchus.random.RandomDataGenerator;

/** Counts by chance, the same for the same seed. */
public final class Draws {
    private final RandomDataGenerator random;

    public Draws(long seed) {
        this.random = new RandomDataGenerator(seed);
    }

    /** A count of a negative binomial; of a Poisson if its size is infinite. */
    public long count(double mean, double size) {
        if (mean <= 0) {
            return 0;
        }
        double level = Double.isInfinite(size) ? mean : random.nextGamma(size, mean / size);
        return level < 1e-12 ? 0 : random.nextPoisson(level);
    }

    /** Evenly between zero and one. */
    public double uniform() {
        return random.nextUniform(0, 1);
    }

    /** Evenly among the numbers from zero on, below a bound. */
    public int below(int bound) {
        return bound == 1 ? 0 : random.nextInt(0, bound - 1);
    }
}
