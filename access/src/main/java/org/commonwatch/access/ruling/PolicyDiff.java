package org.commonwatch.access.ruling;

import org.commonwatch.stix.StixId;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a change of rules or of standing would change for whom: the same handlings, ruled on twice.
 */
public record PolicyDiff(List<OfParty> parties) {
    /** What one party gains and loses. */
    public record OfParty(StixId party, Share gained, Share lost) {}

    /**
     * Handlings that change for a party.
     *
     * @param objects how many objects have one of them
     */
    public record Share(List<Handling> handlings, long objects) {
        public Share {
            handlings = List.copyOf(handlings);
        }
    }

    /** Rules, and what a party asks under them. */
    public record Policy(Rulebook rules, Function<StixId, Asking> asking) {}

    public PolicyDiff {
        parties = List.copyOf(parties);
    }

    /**
     * Compares two policies.
     *
     * @param parties for whom, in this order
     * @param objects how many objects each handling has
     */
    public static PolicyDiff between(
            Policy before, Policy after, List<StixId> parties, Map<Handling, Long> objects) {
        return new PolicyDiff(
                parties.parallelStream()
                        .map(party -> ofParty(before, after, party, objects))
                        .toList());
    }

    private static OfParty ofParty(
            Policy before, Policy after, StixId party, Map<Handling, Long> objects) {
        Asking then = before.asking().apply(party);
        Asking now = after.asking().apply(party);
        List<Handling> gained = new ArrayList<>();
        List<Handling> lost = new ArrayList<>();
        long objectsGained = 0;
        long objectsLost = 0;
        for (Map.Entry<Handling, Long> entry : objects.entrySet()) {
            Handling handling = entry.getKey();
            boolean saw = new Case(before.rules(), then, handling).seen();
            boolean sees = new Case(after.rules(), now, handling).seen();
            if (sees && !saw) {
                gained.add(handling);
                objectsGained += entry.getValue();
            } else if (saw && !sees) {
                lost.add(handling);
                objectsLost += entry.getValue();
            }
        }
        return new OfParty(party, new Share(gained, objectsGained), new Share(lost, objectsLost));
    }
}
