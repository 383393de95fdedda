package org.commonwatch.insight.level;

/**
 * One period against what was to be expected of it.
 *
 * @param count what was counted
 * @param expected what was to be expected, with what was watching
 * @param size of the negative binomial around it
 * @param spike how far the count is above it, in standard deviations of the power 2/3
 * @param ramp what speaks for a rise that lasts, in natural logarithms of a likelihood ratio
 */
public record Reading(
        int period,
        long count,
        double expected,
        double size,
        double spike,
        double ramp,
        boolean missing) {}
