package org.commonwatch.access.marking;

import org.commonwatch.access.marking.Condition.Embargo;
import org.commonwatch.access.marking.Condition.Expiry;
import org.commonwatch.access.marking.Condition.Level;
import org.commonwatch.access.marking.Condition.Permissible;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Conditions that must all hold, without those that others imply.
 *
 * @param all in the order in which they were said
 */
public record Conditions(Set<Condition> all) {
    /** Demands nothing. */
    public static final Conditions NONE = new Conditions(Set.of());

    public Conditions {
        all = Collections.unmodifiableSet(strictest(all));
    }

    /** Both: fewest readers, strictest duties, shortest life. */
    public Conditions meet(Conditions other) {
        Set<Condition> both = new LinkedHashSet<>(all);
        both.addAll(other.all);
        return new Conditions(both);
    }

    // Of levels and times only the strictest; everything else demands something of its own.
    private static Set<Condition> strictest(Collection<Condition> said) {
        Optional<Level> level =
                only(said, Level.class)
                        .reduce((one, other) -> new Level(one.tlp().narrower(other.tlp())));
        Optional<Permissible> permissible =
                only(said, Permissible.class)
                        .reduce((one, other) ->
                                one.pap().compareTo(other.pap()) >= 0 ? one : other);
        Optional<Embargo> embargo =
                only(said, Embargo.class)
                        .reduce((one, other) -> later(one.until(), other.until()) ? one : other);
        Optional<Expiry> expiry =
                only(said, Expiry.class)
                        .reduce((one, other) -> later(one.at(), other.at()) ? other : one);
        Set<Condition> kept = new HashSet<>();
        Stream.of(level, permissible, embargo, expiry).flatMap(Optional::stream).forEach(kept::add);
        Set<Condition> strictest = new LinkedHashSet<>();
        for (Condition condition : said) {
            boolean ranked =
                    condition instanceof Level
                            || condition instanceof Permissible
                            || condition instanceof Embargo
                            || condition instanceof Expiry;
            if (!ranked || kept.contains(condition)) {
                strictest.add(condition);
            }
        }
        return strictest;
    }

    private static boolean later(Instant one, Instant other) {
        return one.isAfter(other);
    }

    private static <T extends Condition> Stream<T> only(Collection<Condition> all, Class<T> type) {
        return all.stream().filter(type::isInstance).map(type::cast);
    }
}
