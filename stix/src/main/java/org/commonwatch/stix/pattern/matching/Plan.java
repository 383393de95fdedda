package org.commonwatch.stix.pattern.matching;

import org.commonwatch.stix.pattern.ComparisonExpression;
import org.commonwatch.stix.pattern.ObservationExpression;
import org.commonwatch.stix.pattern.Pattern;
import org.commonwatch.stix.pattern.Qualifier;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pattern asks for, as a search among observations sees it.
 *
 * @param leaves the different expressions in brackets; everything else names them by their place
 */
record Plan(Node root, List<ComparisonExpression> leaves) {
    /** Longer windows are as good as none. */
    private static final long LONGEST_SECONDS = 1L << 40;

    private static final long MOST_TIMES = 1L << 40;

    Plan {
        leaves = List.copyOf(leaves);
    }

    /** A part of what is asked for. */
    sealed interface Node {}

    /** So many different observations, of each of which one of the options holds. */
    record Need(List<Option> options, long times) implements Node {}

    /** All parts, each with observations of its own. */
    record All(List<Node> parts) implements Node {}

    /** One of the parts. */
    record Any(List<Node> parts) implements Node {}

    /** One part, and another no earlier. */
    record Sequence(Node before, Node after) implements Node {}

    /** A part whose observations lie within the time. */
    record Window(Node inner, Duration length) implements Node {}

    /** A part so many times, each with observations of its own. */
    record Copies(Node inner, long times) implements Node {}

    /** A leaf, and the times within which the observation must have been made. */
    record Option(int leaf, @Nullable Times times) {}

    /** One pair of START and STOP, and those around it. */
    record Times(Instant start, Instant stop, @Nullable Times around) {
        static boolean allow(@Nullable Times times, Observation.Span span) {
            for (Times at = times; at != null; at = at.around) {
                if (span.last().isBefore(at.start) || !span.first().isBefore(at.stop)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * A plan; null if there are findings, or more is left to choose than {@link
     * PatternMatcher#CHOICES_LIMIT}.
     */
    static @Nullable Plan of(Pattern pattern) {
        if (!pattern.findings().isEmpty()) {
            return null;
        }
        var builder = new Builder();
        Node node = builder.node(pattern.root(), null);
        return choices(node) > PatternMatcher.CHOICES_LIMIT
                ? null
                : new Plan(node, List.copyOf(builder.leaves.keySet()));
    }

    /** Whether one observation is enough, so that nothing need be kept. */
    boolean isSingle() {
        return root instanceof Need need && need.times() == 1;
    }

    /** How long an observation can be of use to later ones; null if for ever. */
    @Nullable Duration memory() {
        return memory(root);
    }

    private static @Nullable Duration memory(Node node) {
        return switch (node) {
            case Need need -> need.times() == 1 ? Duration.ZERO : null;
            case Window window -> window.length();
            case Any any -> {
                Duration longest = Duration.ZERO;
                for (Node part : any.parts()) {
                    Duration memory = memory(part);
                    if (memory == null) {
                        yield null;
                    }
                    longest = memory.compareTo(longest) > 0 ? memory : longest;
                }
                yield longest;
            }
            case All all -> null;
            case Sequence sequence -> null;
            case Copies copies -> null;
        };
    }

    /**
     * Whether observations, of which each leaf holds so often, may satisfy it: a look before a
     * search.
     */
    boolean isPossible(long[] leafCounts) {
        return isPossible(root, leafCounts);
    }

    private static boolean isPossible(Node node, long[] leafCounts) {
        return switch (node) {
            case Need need -> {
                long sum = 0;
                for (Option option : need.options()) {
                    sum += leafCounts[option.leaf()];
                }
                yield sum >= need.times();
            }
            case All all -> all.parts().stream().allMatch(part -> isPossible(part, leafCounts));
            case Any any -> any.parts().stream().anyMatch(part -> isPossible(part, leafCounts));
            case Sequence sequence ->
                    isPossible(sequence.before(), leafCounts)
                            && isPossible(sequence.after(), leafCounts);
            case Window window -> isPossible(window.inner(), leafCounts);
            case Copies copies -> isPossible(copies.inner(), leafCounts);
        };
    }

    // How many decisions a search may have to make on its way down.
    private static long choices(Node node) {
        return switch (node) {
            case Need need -> 0;
            case All all -> sum(all.parts());
            case Any any -> 1 + sum(any.parts());
            case Sequence sequence -> 1 + choices(sequence.before()) + choices(sequence.after());
            case Window window -> 1 + choices(window.inner());
            case Copies copies ->
                    Math.min(MOST_TIMES, copies.times()) * (1 + choices(copies.inner()));
        };
    }

    private static long sum(List<Node> parts) {
        long sum = 0;
        for (Node part : parts) {
            sum = Math.min(MOST_TIMES, sum + choices(part));
        }
        return sum;
    }

    /** Makes the nodes, each as simple as it can be. */
    private static final class Builder {
        private final Map<ComparisonExpression, Integer> leaves = new LinkedHashMap<>();

        private Node node(ObservationExpression expression, @Nullable Times times) {
            return switch (expression) {
                case ObservationExpression.Single single -> {
                    Integer known = leaves.putIfAbsent(single.comparisons(), leaves.size());
                    int leaf = known == null ? leaves.size() - 1 : known;
                    yield new Need(List.of(new Option(leaf, times)), 1);
                }
                case ObservationExpression.Combined combined -> combined(combined, times);
                case ObservationExpression.Qualified qualified -> qualified(qualified, times);
            };
        }

        private Node combined(ObservationExpression.Combined combined, @Nullable Times times) {
            List<Node> parts = new ArrayList<>();
            for (ObservationExpression operand : combined.operands()) {
                parts.add(node(operand, times));
            }
            return switch (combined.joint()) {
                case AND -> all(parts);
                case OR -> any(parts);
                case FOLLOWEDBY -> sequence(parts);
            };
        }

        private Node qualified(ObservationExpression.Qualified qualified, @Nullable Times around) {
            Times times = around;
            for (Qualifier qualifier : qualified.qualifiers()) {
                if (qualifier instanceof Qualifier.StartStop bounds) {
                    times =
                            new Times(
                                    ValueTest.moment(bounds.start()),
                                    ValueTest.moment(bounds.stop()),
                                    times);
                }
            }
            Node node = node(qualified.operand(), times);
            for (Qualifier qualifier : qualified.qualifiers()) {
                node =
                        switch (qualifier) {
                            case Qualifier.Repeats repeats -> copies(node, repeats.times());
                            case Qualifier.Within within -> window(node, length(within));
                            case Qualifier.StartStop bounds -> node;
                        };
            }
            return node;
        }

        private static Duration length(Qualifier.Within within) {
            BigDecimal seconds = within.seconds().min(BigDecimal.valueOf(LONGEST_SECONDS));
            long whole = seconds.longValue();
            return Duration.ofSeconds(
                    whole,
                    seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue());
        }

        private static Node all(List<Node> parts) {
            List<Node> flat = new ArrayList<>();
            for (Node part : parts) {
                if (part instanceof All inner) {
                    flat.addAll(inner.parts());
                } else {
                    flat.add(part);
                }
            }
            return new All(flat);
        }

        // Leaves of which any will do are one need with several options.
        private static Node any(List<Node> parts) {
            List<Option> options = new ArrayList<>();
            List<Node> others = new ArrayList<>();
            for (Node part : parts) {
                if (part instanceof Need need && need.times() == 1) {
                    options.addAll(need.options());
                } else {
                    others.add(part);
                }
            }
            if (!options.isEmpty()) {
                others.addFirst(new Need(options, 1));
            }
            return others.size() == 1 ? others.getFirst() : new Any(others);
        }

        private static Node sequence(List<Node> parts) {
            Node node = parts.getFirst();
            for (Node next : parts.subList(1, parts.size())) {
                node = new Sequence(node, next);
            }
            return node;
        }

        private static Node copies(Node node, long times) {
            if (times == 1) {
                return node;
            }
            return switch (node) {
                case Need need -> new Need(need.options(), many(need.times(), times));
                case All all ->
                        new All(all.parts().stream().map(part -> copies(part, times)).toList());
                case Copies copies -> new Copies(copies.inner(), many(copies.times(), times));
                case Any any -> new Copies(any, times);
                case Sequence sequence -> new Copies(sequence, times);
                case Window window -> new Copies(window, times);
            };
        }

        private static long many(long times, long more) {
            return times > MOST_TIMES / more ? MOST_TIMES : times * more;
        }

        private static Node window(Node node, Duration length) {
            return switch (node) {
                case Need need when need.times() == 1 -> need;
                case Window inner ->
                        inner.length().compareTo(length) <= 0
                                ? inner
                                : new Window(inner.inner(), length);
                case Need need -> new Window(need, length);
                case All all -> new Window(all, length);
                case Any any -> new Window(any, length);
                case Sequence sequence -> new Window(sequence, length);
                case Copies copies -> new Window(copies, length);
            };
        }
    }
}
