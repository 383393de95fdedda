package org.commonwatch.insight.gap;

import org.commonwatch.access.AsOf;
import org.commonwatch.access.Standing;
import org.commonwatch.access.ruling.Asking;
import org.commonwatch.access.ruling.Change;
import org.commonwatch.access.ruling.Ground;
import org.commonwatch.access.ruling.Handling;
import org.commonwatch.access.ruling.Reader;
import org.commonwatch.access.ruling.Rulebook;
import org.commonwatch.access.ruling.Ruling;
import org.commonwatch.insight.knowledge.Blocks;
import org.commonwatch.insight.knowledge.Rulings;
import org.commonwatch.insight.knowledge.Times;
import org.commonwatch.stix.StixId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was really ruled over time: each handling is ruled on whenever anything about the reader
 * changes. What is seen in part counts as read.
 */
final class Ruled {
    private final Rulebook rules;
    private final StixId party;
    private final List<Standing> standings;
    private final Map<Ground, Integer> grounds = new LinkedHashMap<>();
    private final Map<Change, Integer> changes = new LinkedHashMap<>();
    private final Map<Blocks.Block, Integer> blocks = new LinkedHashMap<>();

    Ruled(Rulebook rules, StixId party, List<Standing> standings) {
        this.rules = rules;
        this.party = party;
        this.standings = standings;
    }

    private static <T> int number(Map<T, Integer> numbers, T of) {
        Integer next = numbers.size();
        Integer before = numbers.putIfAbsent(of, next);
        return before == null ? next : before;
    }

    /** The ground of a number. */
    Ground ground(int number) {
        return List.copyOf(grounds.keySet()).get(number);
    }

    /** The act of a number. */
    Change change(int number) {
        return List.copyOf(changes.keySet()).get(number);
    }

    /** The rulings on handlings, which change at these instants and at no other. */
    Rulings over(List<Instant> instants, List<Handling> handlings) {
        List<Integer> start = new ArrayList<>(List.of(0));
        List<Long> from = new ArrayList<>();
        List<Integer> state = new ArrayList<>();
        for (Handling handling : handlings) {
            from.add(Times.BEGINNING);
            state.add(state(Instant.EPOCH, handling));
            for (Instant instant : instants) {
                from.add(instant.getEpochSecond());
                state.add(state(instant, handling));
            }
            start.add(from.size());
        }
        return Rulings.of(
                new Rulings.Periods(
                        ints(start),
                        from.stream().mapToLong(Long::longValue).toArray(),
                        ints(state)),
                Blocks.of(List.copyOf(blocks.keySet())));
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    private int state(Instant at, Handling handling) {
        Reader reader = Reader.of(party, standings, at);
        return switch (rules.rule(Asking.toRead(reader, AsOf.then(at)), handling)) {
            case Ruling.Permit permit -> Rulings.READABLE;
            case Ruling.Redact redact -> Rulings.READABLE;
            case Ruling.Withhold withhold -> number(blocks, block(withhold.flip()));
        };
    }

    private Blocks.Block block(Ruling.Flip flip) {
        return new Blocks.Block(
                flip.blocking().stream().map(set -> numbers(grounds, set)).toList(),
                flip.changes().stream().map(set -> numbers(changes, set.acts())).toList());
    }

    private static <T> List<Integer> numbers(Map<T, Integer> known, Collection<T> set) {
        return set.stream().map(each -> number(known, each)).toList();
    }
}
