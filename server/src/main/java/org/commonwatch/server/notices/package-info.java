/**
 * Notices: what a party should know, once for each episode, by every connector that tells its
 * people and machines.
 *
 * <p>Whoever sees something begins an episode with {@code Notices}, and ends it when it is over. It
 * promises that a notice leaves by each connector, or is shown as a dead letter.
 */
@NullMarked
package org.commonwatch.server.notices;

import org.jspecify.annotations.NullMarked;
