package org.commonwatch.stix.pattern.matching;

import org.commonwatch.stix.pattern.Pattern;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Matches one pattern against observations that are all there.
 *
 * <p>As many observations as the pattern asks for must be different ones; an observed-data object
 * counts as {@code number_observed} of them. One that lasts may be taken at any of its moments.
 */
public final class PatternMatcher {
    /** MATCHES and LIKE cannot be decided of values of more characters. */
    public static final int VALUE_LENGTH_LIMIT = 1 << 20;

    /** Patterns that leave more to choose than this between observations are not matched. */
    public static final int CHOICES_LIMIT = 1_000;

    /** A search among observations ends after this many looks at one. */
    public static final long LOOKS_LIMIT = 100_000_000;

    private static final Comparator<Observation> IN_TIME =
            Comparator.comparing(observation -> observation.span().first());

    private final @Nullable Plan plan;
    private final List<ObjectTest> tests;
    private final String unmatched;

    private PatternMatcher(@Nullable Plan plan, String unmatched) {
        this.plan = plan;
        this.tests = plan == null ? List.of() : plan.leaves().stream().map(ObjectTest::of).toList();
        this.unmatched = unmatched;
    }

    /** Makes a pattern ready to be matched. */
    public static PatternMatcher of(Pattern pattern) {
        Plan plan = Plan.of(pattern);
        return new PatternMatcher(plan, plan == null ? whyNot(pattern) : "");
    }

    boolean isMatchable() {
        return plan != null;
    }

    /** Why there is no plan of a pattern. */
    static String whyNot(Pattern pattern) {
        return pattern.findings().isEmpty()
                ? "The pattern leaves more than "
                        + CHOICES_LIMIT
                        + " choices between observations; split it, or repeat groups less often."
                : pattern.findings().getFirst().message();
    }

    /** Matches the observations, in whatever order they are given. */
    public Outcome match(List<Observation> observations) {
        return plan == null ? new Outcome.Undecided(unmatched) : match(plan, observations);
    }

    private Outcome match(Plan plan, List<Observation> observations) {
        List<Observation> inTime = new ArrayList<>(observations);
        inTime.sort(IN_TIME);
        List<Hit> certain = new ArrayList<>();
        List<Hit> possible = new ArrayList<>();
        boolean unknown = false;
        for (Observation observation : inTime) {
            var yes = new BitSet();
            var perhaps = new BitSet();
            for (int leaf = 0; leaf < tests.size(); leaf++) {
                Verdict verdict = tests.get(leaf).of(observation);
                yes.set(leaf, verdict == Verdict.YES);
                perhaps.set(leaf, verdict != Verdict.NO);
                unknown |= verdict == Verdict.UNKNOWN;
            }
            if (!perhaps.isEmpty()) {
                possible.add(new Hit(observation, perhaps));
            }
            if (!yes.isEmpty()) {
                certain.add(new Hit(observation, yes));
            }
        }
        try {
            var budget = new Budget(LOOKS_LIMIT);
            long[] used = new Search(certain, budget).satisfy(plan);
            if (used != null) {
                return new Outcome.Match(observations(certain, used));
            }
            // What cannot be said matters only where saying yes would make a match.
            boolean undecided = unknown && new Search(possible, budget).satisfy(plan) != null;
            return undecided
                    ? new Outcome.Undecided(
                            "A value is not the timestamp it is compared with, or is too long.")
                    : new Outcome.NoMatch();
        } catch (Budget.UsedUp ended) {
            return new Outcome.Undecided(
                    "The search ended after "
                            + LOOKS_LIMIT
                            + " looks at an observation; give fewer of them at a time.");
        }
    }

    /** The observations that were used, in their order. */
    static List<Observation> observations(List<Hit> hits, long[] used) {
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < used.length; i++) {
            if (used[i] > 0) {
                observations.add(hits.get(i).observation());
            }
        }
        return observations;
    }
}
