package org.commonwatch.stix.pattern.matching;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Gives each of several demands as many observations as it asks for, none twice. A flow through a
 * network with the demands on one side and the observations on the other: where a demand can be met
 * only by what another has, that one is given something else (Ford and Fulkerson's augmenting
 * paths), so no order need be tried out.
 */
final class Assignment {
    /**
     * What is demanded.
     *
     * @param eligible the hits that will do by what they are
     * @param low hits that end before will not do
     * @param high hits that begin later will not do
     */
    record Demand(BitSet eligible, long times, Instant low, Instant high) {
        boolean takes(Hit hit, int index) {
            Observation.Span span = hit.observation().span();
            return eligible.get(index) && !span.last().isBefore(low) && !span.first().isAfter(high);
        }
    }

    private final List<Hit> hits;
    private final List<Demand> demands;
    private final Budget budget;
    private final long[] left;
    private final long[][] given;

    Assignment(List<Hit> hits, List<Demand> demands, Budget budget) {
        this.hits = hits;
        this.demands = demands;
        this.budget = budget;
        this.left = hits.stream().mapToLong(hit -> hit.observation().count()).toArray();
        this.given = new long[demands.size()][];
    }

    /** Whether all can be met; if so, {@link #used} says with what. */
    boolean isPossible() {
        for (int demand = 0; demand < given.length; demand++) {
            budget.spend(hits.size());
            given[demand] = new long[hits.size()];
            long missing = takeFree(demand);
            while (missing > 0) {
                long more = augment(demand, missing);
                if (more == 0) {
                    return false;
                }
                missing -= more;
            }
        }
        return true;
    }

    /** How many times each hit was used. */
    long[] used() {
        long[] used = new long[hits.size()];
        for (long[] of : given) {
            for (int hit = 0; hit < used.length; hit++) {
                used[hit] += of[hit];
            }
        }
        return used;
    }

    private long takeFree(int demand) {
        Demand wanted = demands.get(demand);
        long missing = wanted.times();
        BitSet eligible = wanted.eligible();
        for (int hit = eligible.nextSetBit(0);
                hit >= 0 && missing > 0;
                hit = eligible.nextSetBit(hit + 1)) {
            if (left[hit] > 0 && wanted.takes(hits.get(hit), hit)) {
                long taken = Math.min(left[hit], missing);
                left[hit] -= taken;
                given[demand][hit] += taken;
                missing -= taken;
            }
        }
        return missing;
    }

    /** Gives the demand more by moving what others have; returns how much, at most so many. */
    private long augment(int demand, long most) {
        int[] takenBy = new int[hits.size()];
        int[] reachedBy = new int[given.length];
        Arrays.fill(takenBy, -1);
        Arrays.fill(reachedBy, -1);
        Deque<Integer> queue = new ArrayDeque<>(List.of(demand));
        while (!queue.isEmpty()) {
            int taker = queue.remove();
            Demand wanted = demands.get(taker);
            budget.spend(hits.size());
            for (int hit = wanted.eligible().nextSetBit(0);
                    hit >= 0;
                    hit = wanted.eligible().nextSetBit(hit + 1)) {
                if (takenBy[hit] >= 0 || !wanted.takes(hits.get(hit), hit)) {
                    continue;
                }
                takenBy[hit] = taker;
                if (left[hit] > 0) {
                    return move(demand, hit, most, takenBy, reachedBy);
                }
                for (int owner = 0; owner < given.length; owner++) {
                    boolean gives = given[owner] != null && given[owner][hit] > 0;
                    if (gives && owner != demand && reachedBy[owner] < 0) {
                        reachedBy[owner] = hit;
                        queue.add(owner);
                    }
                }
                budget.spend(given.length);
            }
        }
        return 0;
    }

    private long move(int demand, int free, long most, int[] takenBy, int[] reachedBy) {
        long amount = Math.min(most, left[free]);
        for (int taker = takenBy[free]; taker != demand; taker = takenBy[reachedBy[taker]]) {
            amount = Math.min(amount, given[taker][reachedBy[taker]]);
        }
        left[free] -= amount;
        int hit = free;
        int taker = takenBy[hit];
        given[taker][hit] += amount;
        while (taker != demand) {
            hit = reachedBy[taker];
            given[taker][hit] -= amount;
            taker = takenBy[hit];
            given[taker][hit] += amount;
        }
        return amount;
    }
}
