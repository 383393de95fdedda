package org.commonwatch.stix.pattern.matching;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was observed of a pattern that needs several observations, and made up no match yet. */
final class Kept {
    private final int pattern;
    private final Plan plan;
    private final int limit;
    private final List<Hit> hits = new ArrayList<>();
    private final long[] leafCounts;
    private BitSet marked = new BitSet();

    Kept(int pattern, Plan plan, int limit) {
        this.pattern = pattern;
        this.plan = plan;
        this.limit = limit;
        this.leafCounts = new long[plan.leaves().size()];
    }

    int pattern() {
        return pattern;
    }

    /** Notes that a leaf holds of the observation to come; returns whether it is the first. */
    boolean mark(int leaf) {
        boolean first = marked.isEmpty();
        marked.set(leaf);
        return first;
    }

    /** Keeps the observation of which leaves were marked; returns how many had to go for it. */
    int add(Observation observation) {
        dropOld(observation.span().first());
        var hit = new Hit(observation, marked);
        marked = new BitSet();
        hits.add(hit);
        count(hit, 1);
        if (hits.size() <= limit) {
            return 0;
        }
        count(hits.remove(oldestOfMost()), -1);
        return 1;
    }

    /** Observations that satisfy the pattern, which are kept no longer; empty if there are none. */
    List<Observation> takeMatch(Budget budget) {
        long[] used = plan.isPossible(leafCounts) ? new Search(hits, budget).satisfy(plan) : null;
        if (used == null) {
            return List.of();
        }
        List<Observation> match = PatternMatcher.observations(hits, used);
        for (int i = used.length - 1; i >= 0; i--) {
            if (used[i] > 0) {
                count(hits.remove(i), -1);
            }
        }
        return match;
    }

    private void count(Hit hit, int sign) {
        hit.leaves().stream().forEach(leaf -> leafCounts[leaf] += sign * hit.observation().count());
    }

    private void dropOld(Instant now) {
        Duration memory = plan.memory();
        if (memory != null) {
            hits.removeIf(hit -> {
                boolean old = hit.observation().span().last().plus(memory).isBefore(now);
                if (old) {
                    count(hit, -1);
                }
                return old;
            });
        }
    }

    // Of the sort there is most of, so that a flood of one kind does not drive out the others.
    private int oldestOfMost() {
        Map<BitSet, Integer> sorts = new HashMap<>();
        int most = 0;
        BitSet sort = new BitSet();
        for (Hit hit : hits) {
            int count = sorts.merge(hit.leaves(), 1, Integer::sum);
            if (count > most) {
                most = count;
                sort = hit.leaves();
            }
        }
        for (int i = 0; i < hits.size(); i++) {
            if (hits.get(i).leaves().equals(sort)) {
                return i;
            }
        }
        return 0;
    }
}
