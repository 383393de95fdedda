/**
 * What happened: one sensor record in the terms everything else counts and matches in.
 *
 * <p>Which unit a record is, and whether its source is established or merely claimed, is decided by
 * a {@link org.commonwatch.telemetry.event.CountingRule} that has a name and a version, because a
 * number means nothing without the rule that made it.
 *
 * <p>Start with {@code Event}, then {@code CountingRule}.
 */
@NullMarked
package org.commonwatch.telemetry.event;

import org.jspecify.annotations.NullMarked;
