/**
 * How far a share could be off, where what is counted came in clusters.
 *
 * <p>Indicators of one campaign are no independent draws; campaigns are. So whole clusters are
 * drawn again.
 *
 * <p>Start with {@link org.commonwatch.insight.resampling.ClusterRatio}.
 */
@NullMarked
package org.commonwatch.insight.resampling;

import org.jspecify.annotations.NullMarked;
