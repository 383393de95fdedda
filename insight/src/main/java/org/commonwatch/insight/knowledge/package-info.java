/**
 * When whom an indicator was known to: who held it since when, when a party could read it, and when
 * the party was hit.
 *
 * <p>Everything is in columns of numbers, since there are millions of rows: indicators, owners,
 * handlings and parties are numbers from zero on, times are seconds since 1970. What readers may
 * read is not decided here; {@link org.commonwatch.insight.knowledge.Rulings} has it as it was
 * ruled over time.
 *
 * <p>Start with {@link org.commonwatch.insight.knowledge.Knowledge}.
 */
@NullMarked
package org.commonwatch.insight.knowledge;

import org.jspecify.annotations.NullMarked;
