/**
 * Worlds whose truth is known: parties, a body, attackers that use the same infrastructure against
 * several, and what becomes known of it. All of it comes from a seed.
 *
 * <p>Start with {@link org.commonwatch.insight.world.WorldPlan}.
 */
@org.jspecify.annotations.NullMarked
package org.commonwatch.insight.world;
