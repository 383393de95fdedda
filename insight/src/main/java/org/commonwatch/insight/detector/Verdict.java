package org.commonwatch.insight.detector;

/**
 * What a detector says of one period.
 *
 * @param period its number in the series
 * @param count what was counted
 * @param expected what was to be expected; not a number where there was nothing to tell it from
 * @param bound from which on, or above which, the count is an alarm; not a number likewise
 * @param score how far the count is from what was expected; each detector says in what measure
 */
public record Verdict(
        int period, long count, double expected, double bound, double score, boolean alarm) {}
