package org.commonwatch.server.membership;

import org.commonwatch.access.Agreement;
import org.commonwatch.access.AsOf;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.Decision;
import org.commonwatch.access.Designation;
import org.commonwatch.access.Fact;
import org.commonwatch.access.Request;
import org.commonwatch.access.Restriction;
import org.commonwatch.access.Right;
import org.commonwatch.access.StandingKind;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.charter.StandingType;
import org.commonwatch.access.history.Answer;
import org.commonwatch.access.history.View;
import org.commonwatch.access.ruling.Cited;
import org.commonwatch.access.ruling.Reader;
import org.commonwatch.access.saying.Saying;
import org.commonwatch.access.world.Held;
import org.commonwatch.access.world.World;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Order;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.stix.StixId;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a party may know about parties. All about itself; of another, what it is to a body in which
 * both have a standing or which has a name for it, and that they have an agreement. The office of a
 * body knows all that are anything to it. Any other party there is not for it.
 */
public final class Directory {
    // Who applies is known to the body and not to its members.
    private static final Set<StandingKind> BELONGING =
            EnumSet.of(StandingKind.MEMBER, StandingKind.ASSOCIATE, StandingKind.OBSERVER);

    /** A party, and what it is to each body as far as one may know. */
    public record Entry(StixId id, String name, List<Place> bodies) {}

    /**
     * What a party is to a body.
     *
     * @param designations what the body calls it; more than one if that is open
     * @param standings what it is; more than one if that is open
     * @param because what is open
     */
    public record Place(
            BodyId body, List<String> designations, List<Held> standings, List<Saying> because) {}

    /**
     * All about a party itself.
     *
     * @param against by body, what was last decided against it
     * @param decisions on which its standings, rights and restrictions rest, and those about it
     * @param asks whom to ask
     */
    public record Own(
            Entry entry,
            AsOf asOf,
            List<Fact> arrangements,
            List<Against> against,
            List<Decision> decisions,
            List<Ask> asks) {}

    /** What a body last decided against a party, and what that rests on. */
    public record Against(BodyId body, Cited decision) {}

    /**
     * Whom to ask for a standing.
     *
     * @param organs that decide; the body itself if its charter does not say
     * @param answerDays after which silence means that a request has lapsed; 0 if nothing is said
     * @param instrument the text that says so; empty if none does
     */
    public record Ask(
            BodyId body,
            List<String> standings,
            List<String> organs,
            int answerDays,
            String instrument) {}

    private record Known(long facts, World world) {}

    private final Transactions transactions;
    private final Institutions institutions;
    private final InstantSource clock;
    private final AtomicReference<Known> known = new AtomicReference<>();

    public Directory(Transactions transactions, Institutions institutions, InstantSource clock) {
        this.transactions = transactions;
        this.institutions = institutions;
        this.clock = clock;
    }

    /**
     * The parties that there are for one, by their names.
     *
     * @param all whether it may know every party
     */
    public List<Entry> parties(StixId reader, boolean all) {
        World world = world();
        Seen seen = new Seen(world, AsOf.then(clock.instant()));
        return world.parties().stream()
                .map(each -> seen.entry(reader, all, each))
                .flatMap(Optional::stream)
                .sorted(
                        Comparator.comparing(Entry::name)
                                .thenComparing(each -> each.id().toString()))
                .toList();
    }

    /**
     * One of them, by its identity or its name. All are looked through, so that it takes as long to
     * say that one is hidden as that there is none.
     */
    public Entry party(StixId reader, boolean all, String idOrName) {
        return parties(reader, all).stream()
                .filter(each ->
                        each.id().toString().equals(idOrName) || each.name().equals(idOrName))
                .findFirst()
                .orElseThrow(() -> new ProblemException(new Problem.NotFound("party", idOrName)));
    }

    /** What a party is called, for whoever may know that. */
    public String name(StixId party) {
        return world().parties().stream()
                .filter(each -> each.id().equals(party))
                .findFirst()
                .map(org.commonwatch.access.world.Party::name)
                .orElse(party.toString());
    }

    /**
     * All about a party itself.
     *
     * @param offered the bodies that there are for it, whatever it is to them
     */
    public Own own(StixId party, Collection<BodyId> offered) {
        World world = world();
        AsOf asOf = AsOf.then(clock.instant());
        Seen seen = new Seen(world, asOf);
        var self =
                world.parties().stream()
                        .filter(each -> each.id().equals(party))
                        .findFirst()
                        .orElseThrow(() ->
                                new ProblemException(
                                        new Problem.NotFound("party", party.toString())));
        Reader reader = world.readers(party, View.EVERYBODY, asOf).getFirst();
        Set<BodyId> bodies = new LinkedHashSet<>(offered);
        bodies.addAll(seen.bodies(party));
        List<Place> places = bodies.stream().map(body -> seen.place(party, body)).toList();
        List<Against> against = new ArrayList<>();
        List<Ask> asks = new ArrayList<>();
        Set<String> decided = new LinkedHashSet<>();
        for (Place place : places) {
            reader.against(place.body(), asOf.validAt())
                    .ifPresent(cited -> {
                        against.add(new Against(place.body(), cited));
                        decided.add(cited.decision());
                    });
            place.standings().forEach(each -> each.begunBy().ifPresent(decided::add));
            seen.charter(place.body()).ifPresent(in -> asks.addAll(asks(in, place)));
        }
        List<Fact> arrangements = new ArrayList<>();
        arrangements.addAll(reader.arrangements().restrictions());
        arrangements.addAll(reader.arrangements().rights());
        arrangements.addAll(reader.arrangements().agreements());
        arrangements.forEach(each -> each.begunBy().ifPresent(decided::add));
        reader.decisions().stream()
                .filter(each -> Seen.isAbout(each, party))
                .forEach(each -> decided.add(each.id()));
        return new Own(
                new Entry(self.id(), self.name(), places),
                asOf,
                List.copyOf(arrangements),
                List.copyOf(against),
                reader.decisions().stream().filter(each -> decided.contains(each.id())).toList(),
                List.copyOf(asks));
    }

    // What is above all that the party may be now, by who decides on it.
    private static List<Ask> asks(Charter in, Place place) {
        int rank =
                place.standings().stream().mapToInt(each -> in.rank(each.type())).min().orElse(0);
        List<String> above =
                in.words().standings().stream()
                        .map(StandingType::name)
                        .filter(each -> in.rank(each) < rank)
                        .toList();
        List<Ask> asks = new ArrayList<>();
        Set<String> open = new LinkedHashSet<>(above);
        in.procedures()
                .forEach(each -> {
                    List<String> sought = above.stream().filter(each.seeks()::contains).toList();
                    if (!sought.isEmpty() && open.removeAll(sought)) {
                        asks.add(
                                new Ask(
                                        in.body(),
                                        sought,
                                        each.organs(),
                                        each.days().answer(),
                                        each.instrument()));
                    }
                });
        if (!open.isEmpty()) {
            List<String> itself = List.of(in.body().name());
            asks.add(new Ask(in.body(), List.copyOf(open), itself, 0, ""));
        }
        return asks;
    }

    private World world() {
        return transactions.read(connection -> {
            long facts = Order.state(connection).facts();
            Known last = known.get();
            if (last != null && last.facts() == facts) {
                return last.world();
            }
            World world = institutions.world(connection);
            known.set(new Known(facts, world));
            return world;
        });
    }

    /** Parties before the facts of one moment. */
    private record Seen(World world, AsOf asOf) {
        Optional<Charter> charter(BodyId body) {
            return world.rules(asOf).charter(body);
        }

        Optional<Entry> entry(
                StixId reader, boolean all, org.commonwatch.access.world.Party party) {
            List<BodyId> bodies =
                    bodies(party.id()).stream()
                            .filter(body ->
                                    all || reader.equals(party.id()) || shares(reader, party, body))
                            .toList();
            boolean known =
                    all
                            || reader.equals(party.id())
                            || !bodies.isEmpty()
                            || agreed(reader, party.id());
            return known
                    ? Optional.of(
                            new Entry(
                                    party.id(),
                                    party.name(),
                                    bodies.stream().map(body -> place(party.id(), body)).toList()))
                    : Optional.empty();
        }

        private boolean shares(
                StixId reader, org.commonwatch.access.world.Party party, BodyId body) {
            return serves(reader, body)
                    || (belongs(reader, body)
                            && (belongs(party.id(), body) || isDesignated(party.id(), body)));
        }

        private boolean serves(StixId party, BodyId body) {
            return world.readers(party, View.EVERYBODY, asOf).stream()
                    .allMatch(each -> each.groups().contains(Institutions.OFFICE + body));
        }

        // Whatever is open must not matter: who may belong does not.
        private boolean belongs(StixId party, BodyId body) {
            return standing(party, body).all().stream()
                    .allMatch(each -> BELONGING.contains(each.kind()));
        }

        private boolean isDesignated(StixId party, BodyId body) {
            return designation(party, body).all().stream().allMatch(Optional::isPresent);
        }

        private boolean agreed(StixId one, StixId other) {
            return world.readers(one, View.EVERYBODY, asOf).stream()
                    .allMatch(reader ->
                            reader.arrangements().agreements().stream()
                                    .map(Agreement::covers)
                                    .anyMatch(each -> each.parties().contains(other)));
        }

        /** The bodies in which anything was ever claimed about a party, as known. */
        Set<BodyId> bodies(StixId party) {
            Set<BodyId> bodies = new LinkedHashSet<>();
            world.ledger().known(asOf.knownAt()).stream()
                    .flatMap(each -> each.fact().stream())
                    .map(fact -> body(fact, party))
                    .flatMap(Optional::stream)
                    .forEach(bodies::add);
            return bodies;
        }

        private static Optional<BodyId> body(Fact fact, StixId party) {
            return switch (fact) {
                case org.commonwatch.access.Standing each when each.party().equals(party) ->
                        Optional.of(each.body());
                case Designation each when each.party().equals(party) -> Optional.of(each.body());
                case Request each when each.party().equals(party) -> Optional.of(each.body());
                case Decision each when isAbout(each, party) -> Optional.of(each.body());
                case Restriction each when each.party().equals(party) -> Optional.of(each.body());
                case Right each when each.party().equals(party) -> Optional.of(each.body());
                default -> Optional.empty();
            };
        }

        private static boolean isAbout(Decision decision, StixId party) {
            return decision.about().party().filter(party::equals).isPresent();
        }

        Place place(StixId party, BodyId body) {
            Answer<Held> standing = standing(party, body);
            return new Place(
                    body,
                    designation(party, body).all().stream().flatMap(Optional::stream).toList(),
                    standing.all(),
                    standing instanceof Answer.Uncertain<Held> uncertain
                            ? uncertain.because()
                            : List.of());
        }

        private Answer<Held> standing(StixId party, BodyId body) {
            return world.standing(party, body, View.EVERYBODY, asOf);
        }

        private Answer<Optional<String>> designation(StixId party, BodyId body) {
            return world.designation(party, body, View.EVERYBODY, asOf);
        }
    }
}
