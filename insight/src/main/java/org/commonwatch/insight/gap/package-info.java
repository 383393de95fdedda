/**
 * What others knew of that which hit a party, and could not, under the rules, tell it.
 *
 * <p>{@link org.commonwatch.insight.gap.Gap} measures it, {@link
 * org.commonwatch.insight.gap.Counterfactual} says what another standing would have changed, {@link
 * org.commonwatch.insight.gap.Contributions} what each source adds to others. What a reader may be
 * told of it is a {@link org.commonwatch.insight.gap.ToldGap}.
 *
 * <p>Start with {@code Gap}.
 */
@NullMarked
package org.commonwatch.insight.gap;

import org.jspecify.annotations.NullMarked;
