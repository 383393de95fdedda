package org.commonwatch.insight.level;

/**
 * One period against what was to be expected of it.
 *
 * @param count what was counted
 * @param expected what was to be expected, with what was watching
 * @param size of the negative binomial around it
 * @param levelVariance of the expected count's logarithm
 * @param spike how far the count is above it, in standard deviations of the power 2/3
 * @param ramp what speaks for a rise that lasts, in natural logarithms of a likelihood ratio
 * @param deviation of the count, where {@code spike} is in as many of it; not a number where spikes
 *     are of the power 2/3
 * @param missing whether nothing was watching, so that there is nothing to say
 */
public record Reading(
        int period,
        long count,
        double expected,
        double size,
        double levelVariance,
        double spike,
        double ramp,
        double deviation,
        boolean missing) {
    /** How much wider than a Poisson's the variance of a count around an expected one is. */
    static double spread(double expected, double size, double levelVariance) {
        return 1 + expected / size + expected * levelVariance;
    }

    /**
     * From which count on the period would be a spike of so many standard deviations; below zero,
     * how few would be as far from what was expected.
     */
    public double spikeFrom(double deviations) {
        if (!Double.isNaN(deviation)) {
            return Math.max(0, expected + deviations * deviation);
        }
        double wide = spread(expected, size, levelVariance);
        double power =
                Math.pow(expected, 2.0 / 3)
                        + deviations * Math.sqrt(4.0 / 9 * Math.cbrt(expected) * wide);
        return Math.pow(Math.max(0, power), 1.5);
    }
}
