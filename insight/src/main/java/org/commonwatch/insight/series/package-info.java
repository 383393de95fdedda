/**
 * Counts by period, with how much was watched.
 *
 * <p>Start with {@link org.commonwatch.insight.series.Series}. A series that exists is complete:
 * what was not watched has an exposure of zero, and is never taken for a count of zero.
 */
@NullMarked
package org.commonwatch.insight.series;

import org.jspecify.annotations.NullMarked;
