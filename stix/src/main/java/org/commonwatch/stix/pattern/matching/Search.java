package org.commonwatch.stix.pattern.matching;

import org.commonwatch.stix.pattern.matching.Plan.Node;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;

/**
 * Looks for different observations that satisfy a plan together.
 *
 * <p>Which alternative, when a window begins and when one part is over is tried out; once that is
 * settled each need is left with an interval of time, and an {@link Assignment} finds the
 * observations without trying. Before each trial the needs that are left are assigned as if nothing
 * more were to be settled: mostly that fails at once where the search would. So the work is a
 * polynomial of the observations for a given pattern, whatever it repeats; the {@link Budget} ends
 * what is too long all the same.
 */
final class Search {
    private final List<Hit> hits;
    private final Budget budget;
    private @Nullable List<Instant> firsts;
    private @Nullable List<Instant> lasts;
    private final IdentityHashMap<Plan.Need, BitSet> eligible = new IdentityHashMap<>();

    /** A part that is still to be satisfied, and the times it must lie in. */
    private record Task(Node node, Instant low, Instant high, int from) {}

    /** Tasks, the next one first. */
    private record Tasks(Task first, @Nullable Tasks rest) {}

    Search(List<Hit> hits, Budget budget) {
        this.hits = hits;
        this.budget = budget;
    }

    // Most searches end before any moment is asked for.
    private List<Instant> firsts() {
        List<Instant> known = firsts;
        if (known == null) {
            known = moments(Observation.Span::first);
            firsts = known;
        }
        return known;
    }

    private List<Instant> lasts() {
        List<Instant> known = lasts;
        if (known == null) {
            known = moments(Observation.Span::last);
            lasts = known;
        }
        return known;
    }

    private List<Instant> moments(Function<Observation.Span, Instant> moment) {
        return hits.stream()
                .map(hit -> moment.apply(hit.observation().span()))
                .distinct()
                .sorted()
                .toList();
    }

    /** How many times each hit is used to satisfy it; null if it cannot be satisfied. */
    long @Nullable [] satisfy(Plan plan) {
        var task = new Task(plan.root(), Instant.MIN, Instant.MAX, 0);
        return search(new Tasks(task, null), new ArrayList<>());
    }

    private long @Nullable [] search(Tasks tasks, List<Assignment.Demand> settled) {
        List<Assignment.Demand> demands = new ArrayList<>(settled);
        List<Task> open = new ArrayList<>();
        for (Tasks at = tasks; at != null; at = at.rest()) {
            settle(at.first(), demands, open);
        }
        List<Assignment.Demand> relaxed = new ArrayList<>(demands);
        for (Task task : open) {
            relax(task.node(), 1, task, relaxed);
        }
        var assignment = new Assignment(hits, relaxed, budget);
        if (!assignment.isPossible()) {
            return null;
        }
        return open.isEmpty() ? assignment.used() : tryOut(open, demands);
    }

    /** Splits a task into demands and tasks that leave a choice. */
    private void settle(Task task, List<Assignment.Demand> demands, List<Task> open) {
        switch (task.node()) {
            case Plan.Need need -> demands.add(demand(need, 1, task));
            case Plan.All all -> {
                for (Node part : all.parts()) {
                    settle(new Task(part, task.low(), task.high(), 0), demands, open);
                }
            }
            case Plan.Any any -> open.add(task);
            case Plan.Sequence sequence -> open.add(task);
            case Plan.Window window -> open.add(task);
            case Plan.Copies copies -> open.add(task);
        }
    }

    private Assignment.Demand demand(Plan.Need need, long copies, Task within) {
        return new Assignment.Demand(
                eligible.computeIfAbsent(need, this::eligible),
                need.times() * copies,
                within.low(),
                within.high());
    }

    private BitSet eligible(Plan.Need need) {
        var eligible = new BitSet(hits.size());
        for (int i = 0; i < hits.size(); i++) {
            Hit hit = hits.get(i);
            for (Plan.Option option : need.options()) {
                if (hit.leaves().get(option.leaf())
                        && Plan.Times.allow(option.times(), hit.observation().span())) {
                    eligible.set(i);
                    break;
                }
            }
        }
        budget.spend((long) hits.size() * need.options().size());
        return eligible;
    }

    /** Adds what the node asks for at least, as if all its choices were free. */
    private void relax(Node node, long copies, Task within, List<Assignment.Demand> demands) {
        switch (node) {
            case Plan.Need need -> demands.add(demand(need, copies, within));
            case Plan.All all -> all.parts().forEach(part -> relax(part, copies, within, demands));
            case Plan.Any any -> {}
            case Plan.Sequence sequence -> {
                relax(sequence.before(), copies, within, demands);
                relax(sequence.after(), copies, within, demands);
            }
            case Plan.Window window -> relax(window.inner(), copies, within, demands);
            case Plan.Copies inner -> relax(inner.inner(), copies * inner.times(), within, demands);
        }
    }

    private long @Nullable [] tryOut(List<Task> open, List<Assignment.Demand> demands) {
        Task task = open.getFirst();
        Tasks rest = null;
        for (Task other : open.subList(1, open.size())) {
            rest = new Tasks(other, rest);
        }
        boolean several = task.node() instanceof Plan.Copies;
        Node node = task.node() instanceof Plan.Copies copies ? copies.inner() : task.node();
        int choices =
                switch (node) {
                    case Plan.Any any -> any.parts().size();
                    case Plan.Sequence sequence -> firsts().size();
                    case Plan.Window window -> lasts().size();
                    case Plan.Need need -> 1;
                    case Plan.All all -> 1;
                    case Plan.Copies inner -> 1;
                };
        for (int choice = task.from(); choice < choices; choice++) {
            Tasks tasks = choose(node, choice, task, rest);
            if (tasks == null) {
                continue;
            }
            // The copies are alike, so each chooses no earlier than the one before it.
            Tasks all = several ? new Tasks(oneLess(task, choice), tasks) : tasks;
            long[] used = search(all, demands);
            if (used != null) {
                return used;
            }
        }
        return null;
    }

    private static Task oneLess(Task task, int choice) {
        var copies = (Plan.Copies) task.node();
        Node fewer =
                copies.times() == 2
                        ? copies.inner()
                        : new Plan.Copies(copies.inner(), copies.times() - 1);
        return new Task(fewer, task.low(), task.high(), choice);
    }

    /** What is left to do after that choice; null if it can lead nowhere. */
    private @Nullable Tasks choose(Node node, int choice, Task task, @Nullable Tasks rest) {
        Instant low = task.low();
        Instant high = task.high();
        return switch (node) {
            case Plan.Any any -> new Tasks(new Task(any.parts().get(choice), low, high, 0), rest);
            case Plan.Sequence sequence -> {
                // The moment the last of the first part begins; what follows ends no earlier.
                Instant over = firsts().get(choice);
                if (over.isAfter(high)) {
                    yield null;
                }
                Instant from = over.isAfter(low) ? over : low;
                yield new Tasks(
                        new Task(sequence.before(), low, over, 0),
                        new Tasks(new Task(sequence.after(), from, high, 0), rest));
            }
            case Plan.Window window -> {
                // The moment the first of all ends.
                Instant start = lasts().get(choice);
                if (start.isBefore(low)) {
                    yield null;
                }
                Instant end = start.plus(window.length());
                yield new Tasks(
                        new Task(window.inner(), start, end.isBefore(high) ? end : high, 0), rest);
            }
            case Plan.Need need -> new Tasks(new Task(need, low, high, 0), rest);
            case Plan.All all -> new Tasks(new Task(all, low, high, 0), rest);
            case Plan.Copies copies -> new Tasks(new Task(copies, low, high, 0), rest);
        };
    }
}
