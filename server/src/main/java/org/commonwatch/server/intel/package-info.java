/**
 * STIX at rest: objects in their order, indicators, counts and sightings. Nothing that faces a
 * party may import this package; {@code sharing} is the way.
 *
 * <p>Start with {@code StixObjects}.
 */
@NullMarked
package org.commonwatch.server.intel;

import org.jspecify.annotations.NullMarked;
