package org.commonwatch.telemetry.counting;

import org.commonwatch.telemetry.sensor.Reason;
import org.commonwatch.telemetry.sensor.Rejected;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Collects rejected lines: counts all, and keeps the first. */
public final class RejectLog {
    private final Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
    // The last of the kept ones in front, to make way.
    private final PriorityQueue<Rejected> kept = new PriorityQueue<>(Rejects.ORDER.reversed());

    /** Takes lines, numbered as in the whole input. */
    public void add(List<Rejected> rejected) {
        for (Rejected line : rejected) {
            reasons.merge(line.reason(), 1L, Long::sum);
            kept.add(line);
            if (kept.size() > Rejects.KEPT_LIMIT) {
                kept.remove();
            }
        }
    }

    /** What was taken so far. */
    public Rejects rejects() {
        List<Rejected> first = new ArrayList<>(kept);
        first.sort(Rejects.ORDER);
        return new Rejects(reasons, first);
    }
}
