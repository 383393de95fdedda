/**
 * Counts sessions: what one network did to one target without a longer pause.
 *
 * <p>What is known of a network, target and kind is a set of intervals of time that are further
 * apart than the rule's gap. Adding an event joins the intervals it is near to, so the result is
 * the same however the events are split over threads, files and machines, and in whatever order
 * they come. A table keeps one interval for each key at hand and logs what it has to let go of; the
 * log is sorted into runs, which are kept elsewhere above a limit, and the sorted runs of all are
 * joined at the end. So memory is bounded whatever the number of keys.
 *
 * <p>Start with {@code Sessions}, then {@code SessionState} and {@code SessionCounts}.
 */
@NullMarked
package org.commonwatch.telemetry.session;

import org.jspecify.annotations.NullMarked;
