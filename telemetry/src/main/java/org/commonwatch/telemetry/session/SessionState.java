package org.commonwatch.telemetry.session;

import org.commonwatch.telemetry.event.SessionRule;

import java.util.ArrayList;
import java.util.List;

/**
 * What is known of one sensor's sessions, in a form that can be kept, sent and joined: of two
 * halves, however they were cut, the joined state counts the sessions of the whole.
 *
 * @param runs in any order
 * @param withoutAddresses how many events make no session because source or target are not known
 */
public record SessionState(SessionRule rule, List<SessionRun> runs, long withoutAddresses) {
    public SessionState {
        runs = List.copyOf(runs);
    }

    /** Both together. */
    public SessionState and(SessionState other) {
        if (!rule.equals(other.rule)) {
            throw new IllegalArgumentException("sessions of different rules cannot be joined");
        }
        List<SessionRun> all = new ArrayList<>(runs);
        all.addAll(other.runs);
        return new SessionState(rule, all, withoutAddresses + other.withoutAddresses);
    }

    /**
     * The sessions, counted on all processors. Needs memory for a small part of each run only.
     * Throws {@link org.commonwatch.telemetry.TelemetryRefusedException} if they open in more than
     * {@link SessionCounts#HOUR_LIMIT} hours.
     *
     * @param sensor whose they are
     */
    public SessionCounts count(String sensor) {
        return new SessionMerge(this).count(sensor);
    }
}
