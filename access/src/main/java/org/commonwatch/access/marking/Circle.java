package org.commonwatch.access.marking;

import org.commonwatch.access.BodyId;
import org.commonwatch.access.saying.Phrase;
import org.commonwatch.access.saying.Saying;
import org.commonwatch.stix.StixId;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
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
        Saying said() {
            return Saying.of(Phrase.WITHIN).with("least", least).with("body", body);
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

    /** Whether nobody is in it. */
    boolean isNobody() {
        return parties.isEmpty() && groups.isEmpty() && within.isEmpty();
    }

    /** All of it, one after the other. */
    Saying.Word said() {
        Stream<Saying.Word> named =
                Stream.of(parties, groups)
                        .flatMap(Set::stream)
                        .map(each -> new Saying.Plain(each.toString()));
        Stream<Saying.Word> ranked = within.stream().map(each -> new Saying.Said(each.said()));
        return new Saying.All(Stream.concat(named, ranked).toList(), Phrase.LIST_COMMA);
    }

    // As they were written, so that no answer depends on how names are sorted.
    private static <T> Set<T> inOrder(Set<T> set) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(set));
    }
}
