package org.commonwatch.access.marking;

import org.commonwatch.access.BodyId;
import org.commonwatch.stix.StixId;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Parties among which something may go: whoever is in one of the sets. An empty circle is nobody.
 *
 * @param parties named one by one
 * @param groups whoever is affiliated with one, as markings name them
 * @param within whoever has at least that standing in that body
 */
public record Circle(Set<StixId> parties, Set<String> groups, Set<Within> within) {
    /** The parties with at least that standing in that body. */
    public record Within(BodyId body, String least) {
        @Override
        public String toString() {
            return "those with standing '" + least + "' or more in " + body;
        }
    }

    public Circle {
        parties = inOrder(parties);
        groups = inOrder(groups);
        within = inOrder(within);
    }

    /** The parties named. */
    public static Circle of(Set<StixId> parties) {
        return new Circle(parties, Set.of(), Set.of());
    }

    /** Whoever is affiliated with one of the groups. */
    public static Circle ofGroups(Set<String> groups) {
        return new Circle(Set.of(), groups, Set.of());
    }

    /** The same with one party more. */
    public Circle with(StixId party) {
        Set<StixId> more = new LinkedHashSet<>(parties);
        more.add(party);
        return new Circle(more, groups, within);
    }

    @Override
    public String toString() {
        String all =
                Stream.of(parties, groups, within)
                        .flatMap(Set::stream)
                        .map(Object::toString)
                        .collect(Collectors.joining(", "));
        return all.isEmpty() ? "nobody" : all;
    }

    // As they were written, so that no answer depends on how names are sorted.
    private static <T> Set<T> inOrder(Set<T> set) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(set));
    }
}
