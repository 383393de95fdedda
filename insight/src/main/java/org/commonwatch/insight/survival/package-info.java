/**
 * How long something took, where of some it is only known that it took longer.
 *
 * <p>Start with {@link org.commonwatch.insight.survival.KaplanMeier}.
 */
@NullMarked
package org.commonwatch.insight.survival;

import org.jspecify.annotations.NullMarked;
