/**
 * Rises above what was to be expected, told in plain words, and tests of rises before dated
 * occasions.
 *
 * <p>Start with {@link org.commonwatch.insight.surge.Surges} and {@link
 * org.commonwatch.insight.surge.RampTest}. Nothing here says why something rose: what is said is
 * what the counts are consistent with.
 */
@NullMarked
package org.commonwatch.insight.surge;

import org.jspecify.annotations.NullMarked;
