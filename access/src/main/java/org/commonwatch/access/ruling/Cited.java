package org.commonwatch.access.ruling;

import org.commonwatch.access.Decision;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A decision, and what it rests on in the end: what would have to change.
 *
 * @param decision by its id
 * @param root the oldest decision that can be reached by citations; itself if it cites none
 */
public record Cited(String decision, String root) {
    /** The oldest decision that can be reached from one by what it cites. */
    static String root(Decision from, Function<String, Optional<Decision>> find) {
        Decision oldest = from;
        Set<String> seen = new HashSet<>();
        var open = new ArrayDeque<Decision>();
        open.add(from);
        while (!open.isEmpty()) {
            Decision next = open.remove();
            if (!seen.add(next.id())) {
                continue;
            }
            if (next.taken().earliest().isBefore(oldest.taken().earliest())) {
                oldest = next;
            }
            next.about().cites().forEach(id -> find.apply(id).ifPresent(open::add));
        }
        return oldest.id();
    }
}
