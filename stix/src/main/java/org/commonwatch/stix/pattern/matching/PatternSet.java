package org.commonwatch.stix.pattern.matching;

import org.commonwatch.stix.pattern.ComparisonExpression;
import org.commonwatch.stix.pattern.Pattern;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Many patterns, made ready to be matched against streams of observations.
 *
 * <p>What several patterns ask for in common is looked for once, and found by its values where it
 * has any: by an address, a network around it, a name, a hash, or letters that a text must contain.
 * So an observation costs what it matches, and hardly anything for what it does not.
 *
 * <p>It never changes and may serve any number of streams and threads.
 */
public final class PatternSet {
    /** Regular expressions with more steps in all patterns are not matched. */
    public static final long REGEX_SIZE_LIMIT = 5_000_000;

    private final List<Pattern> patterns;
    private final List<@Nullable Plan> plans = new ArrayList<>();
    private final LeafIndex index;
    private final int[][] users;
    private final int[][] places;

    private PatternSet(List<Pattern> patterns) {
        this.patterns = List.copyOf(patterns);
        Map<ComparisonExpression, Integer> leaves = new HashMap<>();
        List<ComparisonExpression> inOrder = new ArrayList<>();
        List<List<int[]>> uses = new ArrayList<>();
        long regexSize = 0;
        for (int number = 0; number < patterns.size(); number++) {
            regexSize += patterns.get(number).regexSize();
            boolean tooMuch = regexSize > REGEX_SIZE_LIMIT && patterns.get(number).regexSize() > 0;
            Plan plan = tooMuch ? null : Plan.of(patterns.get(number));
            plans.add(plan);
            List<ComparisonExpression> wanted = plan == null ? List.of() : plan.leaves();
            for (int place = 0; place < wanted.size(); place++) {
                ComparisonExpression leaf = wanted.get(place);
                Integer known = leaves.putIfAbsent(leaf, inOrder.size());
                if (known == null) {
                    inOrder.add(leaf);
                    uses.add(new ArrayList<>());
                }
                uses.get(known == null ? inOrder.size() - 1 : known).add(new int[] {number, place});
            }
        }
        this.index = new LeafIndex(inOrder);
        this.users = new int[uses.size()][];
        this.places = new int[uses.size()][];
        for (int leaf = 0; leaf < users.length; leaf++) {
            users[leaf] = uses.get(leaf).stream().mapToInt(use -> use[0]).toArray();
            places[leaf] = uses.get(leaf).stream().mapToInt(use -> use[1]).toArray();
        }
    }

    /** Makes the patterns ready; each is named by its place in the list from then on. */
    public static PatternSet of(List<Pattern> patterns) {
        return new PatternSet(patterns);
    }

    /** The patterns, in their order. */
    public List<Pattern> patterns() {
        return patterns;
    }

    /** Why the pattern is never matched; empty if it is. */
    public String whyNotMatched(int pattern) {
        if (plans.get(pattern) != null) {
            return "";
        }
        boolean alone = PatternMatcher.of(patterns.get(pattern)).isMatchable();
        return alone
                ? "The regular expressions of all patterns have more than "
                        + REGEX_SIZE_LIMIT
                        + " steps."
                : PatternMatcher.whyNot(patterns.get(pattern));
    }

    /** Begins a stream of which nothing was observed yet. */
    public PatternStream stream() {
        return new PatternStream(this);
    }

    LeafIndex index() {
        return index;
    }

    List<@Nullable Plan> plans() {
        return Collections.unmodifiableList(plans);
    }

    /** The patterns that have the leaf. */
    int[] users(int leaf) {
        return users[leaf];
    }

    /** Where each of those patterns' plans has the leaf. */
    int[] places(int leaf) {
        return places[leaf];
    }
}
