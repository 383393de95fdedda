/**
 * What rose above what was to be expected, and dated occasions such as elections.
 *
 * <p>Start with {@code SurgeRoutes}. A party asks about the counts of its own sensors, the operator
 * about all; what may be read is settled in {@code sharing.Counts}.
 */
@NullMarked
package org.commonwatch.server.surges;

import org.jspecify.annotations.NullMarked;
