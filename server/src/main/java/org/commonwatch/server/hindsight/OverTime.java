package org.commonwatch.server.hindsight;

import org.commonwatch.access.ruling.Handling;
import org.commonwatch.access.ruling.Ruling;
import org.commonwatch.insight.knowledge.Blocks;
import org.commonwatch.insight.knowledge.Rulings;
import org.commonwatch.insight.knowledge.Rulings.Periods;
import org.commonwatch.insight.knowledge.Spans;
import org.commonwatch.insight.knowledge.Times;
import org.commonwatch.insight.knowledge.Window;
import org.commonwatch.server.hindsight.Held.Term;
import org.commonwatch.server.sharing.Past;
import org.commonwatch.server.sharing.Past.Then;
import org.commonwatch.stix.StixId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What was ruled for a party on what was held, whenever anything about it changed. What it may see
 * in part counts as read.
 */
final class OverTime {
    // More than anybody can have kept anything.
    private static final long LONG_BEFORE = 100L * 366 * 86_400;
    private static final Blocks.Block UNTOLD = new Blocks.Block(List.of(), List.of());

    private final Past past;
    private final Reasons reasons;
    private final List<Turn> turns = new ArrayList<>();
    private final Map<Blocks.Block, Integer> blocks = new LinkedHashMap<>();
    private final Map<List<Term>, Told> untold = new HashMap<>();

    /** A party from a second on, and what was ruled then so far. */
    private record Turn(long from, Then then, Map<Integer, Optional<Ruling.Withhold>> ruled) {}

    /**
     * Looks at a party up to an instant. It begins before anything here can have been, so that what
     * there is has no part in when it begins.
     *
     * @param supposed what is taken to be so at each time
     */
    OverTime(Past past, Reasons reasons, Asked asked, UnaryOperator<At> supposed) {
        this.past = past;
        this.reasons = reasons;
        blocks.put(UNTOLD, 0);
        Set<Instant> instants = new TreeSet<>(past.turns());
        instants.add(Instant.EPOCH);
        asked.more().ifPresent(instants::add);
        for (Instant each : instants) {
            if (!each.isBefore(Instant.EPOCH) && each.isBefore(asked.end())) {
                add(supposed.apply(new At(each, past.at(asked.party(), each))));
            }
        }
    }

    /** A party at an instant. */
    record At(Instant instant, Then then) {}

    /**
     * Whom to look at, and until when.
     *
     * @param more another instant at which something changes
     */
    record Asked(StixId party, Instant end, Optional<Instant> more) {}

    private void add(At at) {
        long from = turns.isEmpty() ? Times.BEGINNING : at.instant.getEpochSecond();
        if (!turns.isEmpty() && at.then.isAs(turns.getLast().then)) {
            return;
        }
        if (!turns.isEmpty() && turns.getLast().from == from) {
            turns.removeLast();
        }
        turns.add(new Turn(from, at.then, new HashMap<>()));
    }

    /** When the party could give what it knew to any of the bodies. */
    Spans mayGive(Window window) {
        List<Window> spans = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            Then then = turns.get(i).then;
            long from = i == 0 ? window.from() - LONG_BEFORE : turns.get(i).from;
            long to = i + 1 < turns.size() ? turns.get(i + 1).from : window.to();
            if (from < to && past.bodies().stream().anyMatch(then::mayGive)) {
                spans.add(new Window(from, to));
            }
        }
        return new Spans(spans);
    }

    /** The first second at which what was held could be read; never, if it could not. */
    long readable(Handled held) {
        long since = held.since().getEpochSecond();
        Told told = untold.computeIfAbsent(held.terms(), this::untold);
        for (int i = 0; i < told.state.size(); i++) {
            long end = i + 1 < told.state.size() ? told.from.get(i + 1) : Times.NEVER;
            if (told.state.get(i) == Rulings.READABLE && end > since) {
                return Math.max(since, told.from.get(i));
            }
        }
        return Times.NEVER;
    }

    /** Of terms, from when on what was ruled. */
    private record Told(List<Long> from, List<Integer> state) {}

    private Told untold(List<Term> terms) {
        var told = new Told(new ArrayList<>(), new ArrayList<>());
        periods(terms, false, told.from, told.state);
        return told;
    }

    /**
     * The rulings on what was to be handled so.
     *
     * @param told of each whether its reasons may be told
     */
    Rulings of(List<List<Term>> handlings, Set<List<Term>> told) {
        List<Integer> start = new ArrayList<>(List.of(0));
        List<Long> from = new ArrayList<>();
        List<Integer> state = new ArrayList<>();
        for (List<Term> each : handlings) {
            periods(each, told.contains(each), from, state);
            start.add(from.size());
        }
        return Rulings.of(
                new Periods(
                        ints(start),
                        from.stream().mapToLong(Long::longValue).toArray(),
                        ints(state)),
                Blocks.of(List.copyOf(blocks.keySet())));
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    private void periods(List<Term> terms, boolean told, List<Long> from, List<Integer> state) {
        int begun = from.size();
        int term = 0;
        int turn = 0;
        long now = Times.BEGINNING;
        while (true) {
            int found = state(terms.get(term).needs(), turns.get(turn), told);
            if (from.size() == begun || state.getLast() != found) {
                from.add(now);
                state.add(found);
            }
            long nextTerm =
                    term + 1 < terms.size()
                            ? terms.get(term + 1).from().getEpochSecond()
                            : Times.NEVER;
            long nextTurn = turn + 1 < turns.size() ? turns.get(turn + 1).from : Times.NEVER;
            now = Math.min(nextTerm, nextTurn);
            if (now == Times.NEVER) {
                return;
            }
            term += nextTerm == now ? 1 : 0;
            turn += nextTurn == now ? 1 : 0;
        }
    }

    private int state(Set<Integer> needs, Turn turn, boolean told) {
        List<Ruling.Flip> flips = new ArrayList<>();
        boolean withheld = false;
        for (int number : needs) {
            Optional<Handling> handling = past.handling(number);
            Optional<Ruling.Withhold> ruling =
                    handling.flatMap(each ->
                            turn.ruled.computeIfAbsent(number, n -> turn.then.withheld(each)));
            withheld |= handling.isEmpty() || ruling.isPresent();
            ruling.ifPresent(each -> flips.add(each.flip()));
        }
        if (!withheld) {
            return Rulings.READABLE;
        }
        if (!told) {
            return 0;
        }
        Integer next = blocks.size();
        Integer before = blocks.putIfAbsent(block(flips), next);
        return before == null ? next : before;
    }

    // Each need is enough to withhold; what releases must release all of them.
    private Blocks.Block block(List<Ruling.Flip> flips) {
        List<List<Integer>> blocking = new ArrayList<>();
        Set<List<Integer>> changes = new HashSet<>();
        for (int i = 0; i < flips.size(); i++) {
            blocking.addAll(reasons.grounds(flips.get(i)));
            if (i == 0) {
                changes.addAll(reasons.changes(flips.get(i)));
            } else {
                changes.retainAll(reasons.changes(flips.get(i)));
            }
        }
        return new Blocks.Block(blocking, List.copyOf(changes));
    }
}
