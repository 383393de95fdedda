package org.commonwatch.stix.pattern.matching;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Observations that pass by many patterns, one after the other in the order of their first moments.
 *
 * <p>A pattern is told of as soon as observations that satisfy it have passed. An observation makes
 * up at most one match of a pattern: so five of a kind are one match of {@code REPEATS 5 TIMES},
 * and ten are two.
 *
 * <p>What a pattern may still need is kept, no longer than its windows and no more than {@link
 * #KEPT_LIMIT} in all; what had to be forgotten is counted. An observation that comes late finds
 * what is still kept. For one thread at a time.
 */
public final class PatternStream {
    /** No more observations are kept for all patterns that need several, one counted for each. */
    public static final int KEPT_LIMIT = 1_000_000;

    /** No more are kept for one pattern. */
    public static final int KEPT_FOR_ONE_LIMIT = 1_000;

    private static final int KEPT_FOR_ONE_AT_LEAST = 16;

    /** A search that one observation gives rise to ends after this many looks at one. */
    public static final long LOOKS_LIMIT = 1_000_000;

    private final PatternSet set;
    private final LeafIndex.Found found;
    private final @Nullable Kept[] kept;
    private final long[] told;
    private final List<Kept> touched = new ArrayList<>();
    private long number;
    private long forgotten;
    private long undecided;

    /** Takes the matches as they are made. */
    @FunctionalInterface
    public interface Sink {
        /**
         * A pattern matches.
         *
         * @param pattern its place in the set
         * @param observations that satisfy it together, in the order they passed
         */
        void matched(int pattern, List<Observation> observations);
    }

    PatternStream(PatternSet set) {
        this.set = set;
        this.found = new LeafIndex.Found(set.index().size());
        int patterns = set.plans().size();
        this.kept = new @Nullable Kept[patterns];
        this.told = new long[patterns];
        long several = set.plans().stream().filter(p -> p != null && !p.isSingle()).count();
        int each =
                Math.clamp(
                        KEPT_LIMIT / Math.max(1, several),
                        KEPT_FOR_ONE_AT_LEAST,
                        KEPT_FOR_ONE_LIMIT);
        for (int pattern = 0; pattern < patterns; pattern++) {
            Plan plan = set.plans().get(pattern);
            if (plan != null && !plan.isSingle()) {
                kept[pattern] = new Kept(pattern, plan, each);
            }
        }
    }

    /** Takes the next observation, and hands out every match that it completes. */
    public void accept(Observation observation, Sink sink) {
        number++;
        touched.clear();
        set.index().find(observation, found);
        for (int i = 0; i < found.count(); i++) {
            int leaf = found.leaf(i);
            int[] users = set.users(leaf);
            int[] places = set.places(leaf);
            for (int user = 0; user < users.length; user++) {
                hold(users[user], places[user], observation, sink);
            }
        }
        for (Kept pattern : touched) {
            complete(pattern, observation, sink);
        }
    }

    /** How many observations were forgotten although they might have become part of a match. */
    public long forgotten() {
        return forgotten;
    }

    /** How many searches were ended by {@link #LOOKS_LIMIT}. */
    public long undecided() {
        return undecided;
    }

    private void hold(int pattern, int place, Observation observation, Sink sink) {
        Kept several = kept[pattern];
        if (several != null) {
            if (several.mark(place)) {
                touched.add(several);
            }
            return;
        }
        Plan plan = set.plans().get(pattern);
        if (told[pattern] != number
                && plan != null
                && plan.root() instanceof Plan.Need need
                && allows(need, place, observation)) {
            told[pattern] = number;
            sink.matched(pattern, List.of(observation));
        }
    }

    private static boolean allows(Plan.Need need, int leaf, Observation observation) {
        for (Plan.Option option : need.options()) {
            if (option.leaf() == leaf && Plan.Times.allow(option.times(), observation.span())) {
                return true;
            }
        }
        return false;
    }

    private void complete(Kept pattern, Observation observation, Sink sink) {
        forgotten += pattern.add(observation);
        try {
            List<Observation> match = pattern.takeMatch(new Budget(LOOKS_LIMIT));
            if (!match.isEmpty()) {
                sink.matched(pattern.pattern(), match);
            }
        } catch (Budget.UsedUp ended) {
            undecided++;
        }
    }
}
