package org.commonwatch.access.ruling;

import org.commonwatch.access.BodyId;
import org.commonwatch.access.Standing;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.charter.Rule;
import org.commonwatch.access.marking.Circle;
import org.commonwatch.access.saying.Saying;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules in force, one charter a body. What they do not permit is withheld; what an owner, a
 * restriction or a marking forbids they do not permit; and an owner always reads its own.
 */
public record Rulebook(List<Charter> charters) {
    public Rulebook {
        charters = List.copyOf(charters);
    }

    /** The charter of a body, if it is known. */
    public Optional<Charter> charter(BodyId body) {
        for (Charter charter : charters) {
            if (charter.body().equals(body)) {
                return Optional.of(charter);
            }
        }
        return Optional.empty();
    }

    /** Rules on one handling, with all that can be said about it. */
    public Ruling rule(Asking asking, Handling handling) {
        Case asked = new Case(this, asking, handling);
        var basis =
                new Ruling.Basis(
                        asking,
                        handling,
                        asked.charter().map(each -> each.edition().version()).orElse(0));
        List<Ground> grounds = new ArrayList<>(permitting(asked));
        List<Need> needs = Needs.toSee(asked);
        if (!needs.isEmpty()) {
            Ruling.Flip flip = Search.flip(asked, Needs::toSee);
            grounds.addAll(against(flip));
            return new Ruling.Withhold(basis, grounds, flip);
        }
        List<String> hidden = asked.hidden();
        List<Saying> obligations = Obligations.of(asked);
        if (hidden.isEmpty()) {
            return new Ruling.Permit(basis, grounds, obligations);
        }
        Ruling.Flip flip = Search.flip(asked, Needs::toSeeAll);
        grounds.addAll(against(flip));
        return new Ruling.Redact(basis, grounds, hidden, obligations, flip);
    }

    /** Those of the handlings of which the reader may see at least a part; one ruling each. */
    public Set<Handling> readable(Asking asking, Collection<Handling> handlings) {
        Set<Handling> readable = new LinkedHashSet<>();
        for (Handling handling : handlings) {
            if (new Case(this, asking, handling).seen()) {
                readable.add(handling);
            }
        }
        return Collections.unmodifiableSet(readable);
    }

    /**
     * The properties that are left out for the reader, without what else can be said; empty if it
     * sees nothing at all.
     */
    public Optional<List<String>> hidden(Asking asking, Handling handling) {
        Case asked = new Case(this, asking, handling);
        return asked.seen() ? Optional.of(asked.hidden()) : Optional.empty();
    }

    /** The rank of the reader's highest standing in a body, for what is asked. */
    int rank(Asking asking, Charter in) {
        int highest = in.words().standings().size();
        for (Standing standing : asking.reader().standings()) {
            if (standing.body().equals(in.body())
                    && (standing.scope().isEmpty() || asking.action().atSession())) {
                highest = Math.min(highest, in.rank(standing.type()));
            }
        }
        return highest;
    }

    /** Whether the reader is one of those with at least that standing in that body. */
    boolean has(Asking asking, Circle.Within within) {
        return charter(within.body())
                .map(in -> rank(asking, in) <= in.rank(within.least()))
                .orElse(false);
    }

    private static List<Ground> permitting(Case asked) {
        List<Ground> grounds = new ArrayList<>();
        if (asked.own()) {
            grounds.add(new Ground.Own());
        }
        Reader reader = asked.asking().reader();
        asked.charter()
                .ifPresent(in -> {
                    String held = in.named(asked.rank());
                    Optional<Cited> cited =
                            reader.standings().stream()
                                    .filter(each -> each.body().equals(in.body()))
                                    .filter(each -> each.type().equals(held))
                                    .flatMap(each -> each.begunBy().stream())
                                    .findFirst()
                                    .flatMap(reader::cited);
                    for (Rule rule : asked.permitting()) {
                        grounds.add(
                                new Ground.ByRule(
                                        rule.id(),
                                        rule.instrument(),
                                        held,
                                        in.body(),
                                        in.edition().version(),
                                        cited));
                    }
                });
        asked.agreements()
                .forEach(each ->
                        grounds.add(
                                new Ground.ByAgreement(each.id(), asked.handling().dataClass())));
        asked.rights()
                .forEach(each ->
                        grounds.add(
                                new Ground.ByRight(
                                        each.id(),
                                        each.body(),
                                        each.begunBy().flatMap(reader::cited))));
        return grounds;
    }

    private static Set<Ground> against(Ruling.Flip flip) {
        Set<Ground> grounds = new LinkedHashSet<>();
        flip.blocking().forEach(grounds::addAll);
        return grounds;
    }
}
