package org.commonwatch.access.history;

import org.commonwatch.access.Fact;
import org.commonwatch.access.saying.Saying;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One way in which it may have been.
 *
 * @param past everything that had begun, in the order in which it was recorded
 * @param open what was open; the same for all readings of one question
 */
public record Reading(List<Past> past, List<Saying> open) {
    /**
     * A claim that is taken for true.
     *
     * @param over whether it had ended
     */
    public record Past(Assertion assertion, Fact fact, boolean over) {}

    public Reading {
        past = List.copyOf(past);
        open = List.copyOf(open);
    }

    /** What holds, of one sort. */
    public <T extends Fact> List<T> inForce(Class<T> sort) {
        return sorted(sort, false).toList();
    }

    /** What had begun, of one sort, whether or not it has ended. */
    public <T extends Fact> List<T> begun(Class<T> sort) {
        return sorted(sort, true).toList();
    }

    /** Everything that holds. */
    public List<Fact> facts() {
        return past.stream().filter(each -> !each.over()).map(Past::fact).toList();
    }

    private <T extends Fact> Stream<T> sorted(Class<T> sort, boolean orOver) {
        return past.stream()
                .filter(each -> orOver || !each.over())
                .map(Past::fact)
                .flatMap(fact ->
                        sort.isInstance(fact)
                                ? Optional.of(sort.cast(fact)).stream()
                                : Stream.empty());
    }
}
