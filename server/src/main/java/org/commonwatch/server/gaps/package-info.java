/**
 * The endpoint for what others knew of that which hit a party, and could not tell it.
 *
 * <p>Start with {@code GapRoutes}. A party's analyst is told what {@code hindsight} tells that
 * party; whoever may know everything is told everything.
 */
@NullMarked
package org.commonwatch.server.gaps;

import org.jspecify.annotations.NullMarked;
