/**
 * Log-linear models of counts, and the distributions around them.
 *
 * <p>Start with {@link org.commonwatch.insight.regression.LogLinear#fit}. What a fit says depends
 * on its rows alone: the steps, where they stop and which columns are left out are fixed.
 */
@NullMarked
package org.commonwatch.insight.regression;

import org.jspecify.annotations.NullMarked;
