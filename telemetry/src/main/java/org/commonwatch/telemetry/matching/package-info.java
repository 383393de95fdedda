/**
 * Finds which indicators an event matches, among hundreds of thousands.
 *
 * <p>Everything is in memory and never changes once built: a new list of indicators is a new {@link
 * org.commonwatch.telemetry.matching.IndicatorTable}.
 *
 * <p>Start with {@code IndicatorTable}.
 */
@NullMarked
package org.commonwatch.telemetry.matching;

import org.jspecify.annotations.NullMarked;
