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
        boolean missing) {}
