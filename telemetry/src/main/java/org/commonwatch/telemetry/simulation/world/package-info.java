/**
 * Makes up months of a community under attack, of which everything is known: how much was counted
 * when and by which sensor, what rose and when, who held which indicator since when and whom it
 * hit.
 *
 * <p>One plan is told in two ways that agree: as {@code Cell}s and sightings, for months of
 * millions of attacks, and as the very lines that sensors would have written, for days. Both are
 * made hour by hour from seeds of their own, so any stretch of time can be made alone and is always
 * the same.
 *
 * <p>Start with {@code WorldPlan}, then {@code World} and {@code WorldTruth}.
 */
@NullMarked
package org.commonwatch.telemetry.simulation.world;

import org.jspecify.annotations.NullMarked;
