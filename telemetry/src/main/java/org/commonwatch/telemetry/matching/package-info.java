/**
 * Finds which indicators an event matches, among tens of millions.
 *
 * <p>Everything is in memory and never changes once built: a new list of indicators is a new {@link
 * org.commonwatch.telemetry.matching.IndicatorTable}.
 *
 * <p>Start with {@code IndicatorTableBuilder}, then {@code IndicatorTable} and {@code Matcher}.
 */
@NullMarked
package org.commonwatch.telemetry.matching;

import org.jspecify.annotations.NullMarked;
