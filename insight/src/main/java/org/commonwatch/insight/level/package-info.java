/**
 * What was to be expected, how far a count is from it, and how far is too far.
 *
 * <p>Start with {@link org.commonwatch.insight.level.Watch}. Its thresholds are not fixed numbers
 * but come from a budget of false alarms ({@link org.commonwatch.insight.level.Calibration}). What
 * was not watched is left out and never taken for quiet; more sensors are no surge.
 */
@NullMarked
package org.commonwatch.insight.level;

import org.jspecify.annotations.NullMarked;
