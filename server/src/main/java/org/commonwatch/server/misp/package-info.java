/**
 * A collection as a feed of MISP: a manifest, the digests of values, and an event for each day on
 * which something became readable to who asks.
 *
 * <p>Start with {@code MispRoutes}. What a feed holds is what {@code sharing} gives the reader.
 */
@NullMarked
package org.commonwatch.server.misp;

import org.jspecify.annotations.NullMarked;
