/**
 * Who took part: how many different sources and targets there were, which of them and which
 * signatures led a day, and which sources are likely victims of a reflection attack.
 *
 * <p>All of it is exact while it is small and an estimate with bounds beyond; two halves of an
 * input add up to the whole. No list of sources holds one that is merely claimed.
 *
 * <p>Start with {@code Actors}; {@code ActorCounts} makes one, of {@code Distinct} and {@code
 * Leaders}.
 */
@NullMarked
package org.commonwatch.telemetry.actor;

import org.jspecify.annotations.NullMarked;
