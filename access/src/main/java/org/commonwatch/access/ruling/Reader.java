package org.commonwatch.access.ruling;

import org.commonwatch.access.Affiliation;
import org.commonwatch.access.Agreement;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.Decision;
import org.commonwatch.access.Fact;
import org.commonwatch.access.Restriction;
import org.commonwatch.access.Right;
import org.commonwatch.access.Standing;
import org.commonwatch.stix.StixId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A party that asks, and all that it has at one moment.
 *
 * @param groups that it is affiliated with
 * @param decisions of any body about anybody, to tell what rests on what
 */
public record Reader(
        StixId party,
        List<Standing> standings,
        Arrangements arrangements,
        Set<String> groups,
        List<Decision> decisions) {
    /** What was arranged with the party or against it. */
    public record Arrangements(
            List<Agreement> agreements, List<Right> rights, List<Restriction> restrictions) {
        public Arrangements {
            agreements = List.copyOf(agreements);
            rights = List.copyOf(rights);
            restrictions = List.copyOf(restrictions);
        }
    }

    public Reader {
        standings = List.copyOf(standings);
        groups = Set.copyOf(groups);
        decisions = List.copyOf(decisions);
    }

    /** Of all facts those that concern the party and surely hold at the moment. */
    public static Reader of(StixId party, Collection<? extends Fact> facts, Instant at) {
        return of(party, facts.stream().filter(each -> each.span().contains(at)).toList());
    }

    /** Of facts that hold those that concern the party. */
    public static Reader of(StixId party, Collection<? extends Fact> facts) {
        List<Standing> standings = new ArrayList<>();
        List<Agreement> agreements = new ArrayList<>();
        List<Right> rights = new ArrayList<>();
        List<Restriction> restrictions = new ArrayList<>();
        Set<String> groups = new HashSet<>();
        List<Decision> decisions = new ArrayList<>();
        for (Fact fact : facts) {
            switch (fact) {
                case Standing each when each.party().equals(party) -> standings.add(each);
                case Agreement each when each.covers().parties().contains(party) ->
                        agreements.add(each);
                case Right each when each.party().equals(party) -> rights.add(each);
                case Restriction each when each.party().equals(party) -> restrictions.add(each);
                case Affiliation each when each.party().equals(party) -> groups.add(each.group());
                case Decision each -> decisions.add(each);
                default -> {}
            }
        }
        return new Reader(
                party,
                standings,
                new Arrangements(agreements, rights, restrictions),
                groups,
                decisions);
    }

    /** The same with one standing more. */
    public Reader with(Standing standing) {
        return new Reader(party, and(standings, standing), arrangements, groups, decisions);
    }

    /** The same with one agreement more. */
    public Reader with(Agreement agreement) {
        return with(
                new Arrangements(
                        and(arrangements.agreements(), agreement),
                        arrangements.rights(),
                        arrangements.restrictions()));
    }

    /** The same if a restriction were lifted. */
    public Reader without(Restriction restriction) {
        List<Restriction> others = new ArrayList<>(arrangements.restrictions());
        others.remove(restriction);
        return with(new Arrangements(arrangements.agreements(), arrangements.rights(), others));
    }

    private Reader with(Arrangements others) {
        return new Reader(party, standings, others, groups, decisions);
    }

    /** The last decision of the body by then that took something from the party or refused it. */
    public Optional<Cited> against(BodyId body, Instant at) {
        Decision last = null;
        for (Decision decision : decisions) {
            boolean takes =
                    switch (decision.kind()) {
                        case REFUSE, SUSPEND, RESTRICT, REVOKE -> true;
                        case GRANT, LIFT, INTERPRET, DEFER -> false;
                    };
            if (takes
                    && decision.taken().passed(at).orElse(false)
                    && decision.body().equals(body)
                    && decision.about().party().filter(party::equals).isPresent()
                    && (last == null
                            || !decision.taken().latest().isBefore(last.taken().latest()))) {
                last = decision;
            }
        }
        return Optional.ofNullable(last).map(Decision::id).flatMap(this::cited);
    }

    /** A decision, and the oldest one that it rests on. */
    public Optional<Cited> cited(String id) {
        return find(id).map(decision -> new Cited(id, Cited.root(decision, this::find)));
    }

    private Optional<Decision> find(String id) {
        return decisions.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    private static <T> List<T> and(List<T> list, T more) {
        List<T> all = new ArrayList<>(list);
        all.add(more);
        return all;
    }
}
