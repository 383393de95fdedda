package org.commonwatch.server.peers;

import java.util.ArrayList;
import java.util.List;

/**
 * What one round brought so far.
 *
 * @param objects that were read
 * @param taken of them, here or there; what is neither taken nor rejected was there before
 * @param rejected that were not taken
 * @param firstRejected why, of some
 * @param more whether the round goes on
 */
public record Round(
        long objects, long taken, long rejected, List<String> firstRejected, boolean more) {
    private static final int TOLD = 20;

    static final Round NOTHING = new Round(0, 0, 0, List.of(), false);

    public Round {
        firstRejected = firstRejected.stream().limit(TOLD).toList();
    }

    Round and(Round then) {
        List<String> reasons = new ArrayList<>(firstRejected);
        reasons.addAll(then.firstRejected);
        return new Round(
                objects + then.objects,
                taken + then.taken,
                rejected + then.rejected,
                reasons,
                then.more);
    }

    /** In one sentence. */
    public String said() {
        return "%,d objects: %,d new, %,d known, %,d rejected%s."
                .formatted(
                        objects,
                        taken,
                        objects - taken - rejected,
                        rejected,
                        more ? "; there is more" : "");
    }
}
