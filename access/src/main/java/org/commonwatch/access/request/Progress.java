package org.commonwatch.access.request;

import org.commonwatch.access.Moment;
import org.commonwatch.access.RequestState;
import org.commonwatch.access.saying.Saying;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of a request, step by step.
 *
 * @param request by its id
 * @param steps in the order in which they happened, those that moved nothing among them
 * @param due by when it is to be answered, or was, if nobody has since then; empty if no answer is
 *     awaited, or no deadline known
 */
public record Progress(String request, List<Step> steps, Optional<Moment> due) {
    /**
     * One thing that happened, and what it did.
     *
     * @param state that the request was in afterwards
     * @param moved whether it came into that state by this
     * @param at when it happened
     * @param recorded since when that is known here
     * @param evidence by which it is shown
     * @param note why it moved or did not
     */
    public record Step(
            RequestState state,
            boolean moved,
            Moment at,
            Instant recorded,
            String evidence,
            Saying note) {}

    public Progress {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a request has been drafted at least");
        }
    }

    /** The state it is in. */
    public RequestState state() {
        return steps.getLast().state();
    }

    /** Whether the deadline has passed and nobody has answered. */
    public boolean isOverdue() {
        return state() == RequestState.LAPSED && due.isPresent();
    }
}
