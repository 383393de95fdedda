package org.commonwatch.server.sharing;

import org.commonwatch.access.Action;
import org.commonwatch.access.Agreement;
import org.commonwatch.access.AsOf;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.Fact;
import org.commonwatch.access.Interval;
import org.commonwatch.access.Moment;
import org.commonwatch.access.Scope;
import org.commonwatch.access.StandingKind;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.charter.Priority;
import org.commonwatch.access.charter.Rule;
import org.commonwatch.access.history.Answer;
import org.commonwatch.access.history.Assertion;
import org.commonwatch.access.history.View;
import org.commonwatch.access.marking.Condition;
import org.commonwatch.access.marking.Marking;
import org.commonwatch.access.ruling.Asking;
import org.commonwatch.access.ruling.Ground;
import org.commonwatch.access.ruling.Handling;
import org.commonwatch.access.ruling.Reader;
import org.commonwatch.access.ruling.Rulebook;
import org.commonwatch.access.ruling.Ruling;
import org.commonwatch.access.world.Party;
import org.commonwatch.access.world.World;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.world.WorldTexts;
import org.commonwatch.server.intel.Audiences;
import org.commonwatch.server.intel.Audiences.Audience;
import org.commonwatch.server.intel.Audiences.Numbered;
import org.commonwatch.server.membership.Collection;
import org.commonwatch.server.membership.Collection.Shows;
import org.commonwatch.server.membership.Institutions;
import org.commonwatch.server.membership.Root;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may read what, as the facts have it at one generation: institutions, what is offered where,
 * and how every object is to be handled. Handlings and audiences are only ever added.
 */
final class Policy {
    private static final StixId NOBODY = new StixId("identity", new UUID(0, 0));

    private final World world;
    private final List<Root> roots;
    private final List<Collection> collections;
    private final Optional<String> mark;
    private final WorldTexts texts;
    private final Map<Integer, Handling> handlings = new HashMap<>();
    private final List<Numbered> audiences = new ArrayList<>();
    private final AtomicInteger lastHandling = new AtomicInteger();

    /**
     * Of facts.
     *
     * @param mark what is left out where addresses of one's own networks are replaced
     */
    Policy(World world, List<Root> roots, List<Collection> collections, Optional<String> mark) {
        this.mark = mark;
        this.world = world;
        this.roots = List.copyOf(roots);
        this.collections = List.copyOf(collections);
        this.texts = Institutions.texts(world);
    }

    List<Root> roots() {
        return roots;
    }

    List<Collection> collections() {
        return collections;
    }

    List<Party> parties() {
        return world.parties();
    }

    /** What a party is called. */
    String name(StixId party) {
        return world.parties().stream()
                .filter(each -> each.id().equals(party))
                .findFirst()
                .map(Party::name)
                .orElse(party.toString());
    }

    /** Reads what was added since; whoever holds the state's row does so alone. */
    synchronized void extend(Connection connection) throws SQLException {
        Audiences.handlings(connection, lastHandling.get())
                .forEach((number, text) -> {
                    lastHandling.accumulateAndGet(number, Math::max);
                    handling(text).ifPresent(each -> handlings.put(number, each));
                });
        int last = audiences.isEmpty() ? 0 : audiences.getLast().number();
        audiences.addAll(Audiences.audiences(connection, last));
    }

    // What cannot be read as a handling nobody may read.
    private Optional<Handling> handling(String text) {
        try {
            return Optional.of(texts.handling("a handling", text));
        } catch (ArchiveRefusedException notOurs) {
            return Optional.empty();
        }
    }

    synchronized List<Numbered> audiences() {
        return List.copyOf(audiences);
    }

    synchronized Optional<Handling> handling(int number) {
        return Optional.ofNullable(handlings.get(number));
    }

    /** An audience by its number, if it is known already. */
    synchronized Optional<Audience> audience(int number) {
        return audiences.stream()
                .filter(each -> each.number() == number)
                .map(Numbered::audience)
                .findFirst();
    }

    /** One party before these facts. */
    Standpoint standpoint(StixId party, AsOf asOf) {
        List<Reader> readers = world.readers(party, View.EVERYBODY, asOf);
        return new Standpoint(this, party, world.rules(asOf), readers, asOf);
    }

    /**
     * A party, as each reading of what is open has it, and the rules: what not every reading
     * permits is not permitted.
     */
    record Standpoint(
            Policy policy, StixId party, Rulebook rules, List<Reader> readers, AsOf asOf) {
        /** The same party if it were otherwise. */
        Standpoint as(UnaryOperator<Reader> supposed) {
            List<Reader> others = readers.stream().map(supposed).toList();
            return new Standpoint(policy, party, rules, others, asOf);
        }

        /**
         * The ruling on what is handled in a way, with all that can be said about it.
         *
         * @param supposed the party if it were otherwise
         */
        Answer<Ruling> ruling(Handling handling, UnaryOperator<Reader> supposed) {
            return policy.world.ruling(
                    party,
                    handling,
                    View.EVERYBODY,
                    asOf,
                    reader -> Asking.toRead(supposed.apply(reader), asOf));
        }

        /** The editions of the rules, such as {@code commons 1}. */
        String editions() {
            return rules.charters().stream()
                    .map(each -> each.body() + " " + each.edition().version())
                    .sorted()
                    .collect(Collectors.joining(", "));
        }

        /** The properties that are left out for it; empty if it sees nothing. */
        Optional<List<String>> hidden(Handling handling) {
            Set<String> hidden = new LinkedHashSet<>();
            for (Reader reader : readers) {
                Optional<List<String>> each = rules.hidden(Asking.toRead(reader, asOf), handling);
                if (each.isEmpty()) {
                    return Optional.empty();
                }
                hidden.addAll(each.get());
            }
            mark(handling).ifPresent(hidden::add);
            return Optional.of(List.copyOf(hidden));
        }

        /**
         * What is left out of it where addresses of one's own networks are replaced; empty if none
         * are, or an agreement with the owner covers data about persons.
         */
        Optional<String> mark(Handling handling) {
            return policy.mark.filter(mark ->
                    !handling.owner().equals(party)
                            && !readers.stream().allMatch(each -> coversPersons(each, handling)));
        }

        private boolean coversPersons(Reader reader, Handling handling) {
            return reader.arrangements().agreements().stream()
                    .filter(each -> each.terms().personalData())
                    .map(Agreement::covers)
                    .anyMatch(each -> each.gives(handling.owner(), party, handling.dataClass()));
        }

        /** Whether it may add what is handled so. */
        boolean mayAdd(Handling handling) {
            return readers.stream()
                    .map(each -> asking(each, Action.CONTRIBUTE))
                    .allMatch(asking -> rules.hidden(asking, handling).isPresent());
        }

        private Asking asking(Reader reader, Action action) {
            return new Asking(reader, action, Charter.DIRECT, Optional.empty(), asOf);
        }

        /**
         * Why it may not do something in a collection that it knows. All that is told is about the
         * party itself: its standing, what its bodies decided, and which body to ask.
         */
        Problem refusal(Collection collection, Action action) {
            Set<String> grounds = new LinkedHashSet<>();
            Set<String> ask = new LinkedHashSet<>();
            for (Reader reader : readers) {
                if (rules.rule(asking(reader, action), open(collection))
                        instanceof Ruling.Withhold withheld) {
                    withheld.grounds().stream()
                            .filter(each -> !each.permits())
                            .filter(each -> !(each instanceof Ground.NoAgreement))
                            .forEach(each -> grounds.add(each.text()));
                    withheld.flip().ask().stream()
                            .filter(each -> !each.equals(NOBODY.toString()))
                            .forEach(ask::add);
                }
            }
            return new Problem.NotPermitted(
                    action.label(), collection.title(), List.copyOf(grounds), List.copyOf(ask));
        }

        private static Handling open(Collection collection) {
            return open(collection, NOBODY);
        }

        private static Handling open(Collection collection, StixId owner) {
            return new Handling(
                    owner,
                    collection.root(),
                    collection.shows().dataClass(),
                    collection.shows().priority(),
                    List.of(Marking.of(Tlp.CLEAR)));
        }

        /** Whether it works for a body. */
        boolean serves(BodyId body) {
            return readers.stream()
                    .allMatch(each -> each.groups().contains(Institutions.OFFICE + body));
        }

        /** Who looks first at what it adds to a collection; nobody, if it is empty. */
        Optional<String> reviewer(Collection collection) {
            return readers.stream()
                    .map(each -> reviewer(each, collection))
                    .flatMap(Optional::stream)
                    .findFirst();
        }

        // Whoever has no standing, and was given no right, contributes to review.
        private Optional<String> reviewer(Reader reader, Collection collection) {
            BodyId body = collection.root();
            String dataClass = collection.shows().dataClass();
            Predicate<Scope> covers =
                    scope -> scope.has(Action.CONTRIBUTE, dataClass, Charter.DIRECT);
            Optional<String> named =
                    reader.arrangements().restrictions().stream()
                            .filter(each -> each.body().equals(body))
                            .filter(each -> covers.test(each.scope()))
                            .flatMap(each -> each.reviewer().stream())
                            .findFirst();
            boolean given =
                    reader.arrangements().rights().stream()
                            .anyMatch(
                                    each -> each.body().equals(body) && covers.test(each.scope()));
            boolean stands =
                    reader.standings().stream()
                            .filter(each -> each.body().equals(body) && each.scope().isEmpty())
                            .anyMatch(each ->
                                    rules.charter(body)
                                            .filter(in -> in.kind(each.type()) != StandingKind.NONE)
                                            .isPresent());
            return named.isPresent() || given || stands || serves(body)
                    ? named
                    : Optional.of(body.name());
        }

        // Whether it may read what one with whom it agreed may have given there.
        private boolean isAgreed(Collection collection) {
            return readers.stream()
                    .flatMap(each -> each.arrangements().agreements().stream())
                    .flatMap(each -> each.covers().parties().stream())
                    .filter(each -> !each.equals(party))
                    .distinct()
                    .anyMatch(owner -> hidden(open(collection, owner)).isPresent());
        }

        /** Whether it may read, and add to, a collection, whatever is in it. */
        Optional<Offered> offered(Collection collection) {
            Shows shows = collection.shows();
            Handling open = open(collection);
            boolean canWrite = mayAdd(open);
            // Where rules tell who reads what, whoever may add may read what it has added.
            boolean own = canWrite && shows.dataClass().equals(Charter.INTELLIGENCE);
            boolean canRead = own || hidden(open).isPresent() || isAgreed(collection);
            return canRead || canWrite
                    ? Optional.of(new Offered(collection, canRead, canWrite))
                    : Optional.empty();
        }
    }

    /** When time alone may next change an answer. */
    synchronized Instant until(Instant now) {
        return Stream.concat(ends(), facts())
                .filter(each -> each.isAfter(now))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /** Every instant at which an answer, as it was known then, may have become another. */
    synchronized SortedSet<Instant> turns() {
        Stream<Instant> recorded =
                Stream.concat(
                        world.ledger().all().stream().map(Assertion::recorded),
                        world.charters().stream().map(each -> each.edition().recorded()));
        return Stream.of(ends(), facts(), recorded)
                .flatMap(each -> each)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether a rule or a condition began or ended after an instant, until another. */
    synchronized boolean hasEnd(Instant after, Instant until) {
        return ends().anyMatch(each -> each.isAfter(after) && !each.isAfter(until));
    }

    // Of rules and conditions, whatever is claimed.
    private Stream<Instant> ends() {
        Stream<Instant> charters =
                world.charters().stream()
                        .flatMap(each ->
                                Stream.concat(
                                        Stream.of(each.edition().valid()),
                                        Stream.concat(
                                                each.rules().stream().map(Rule::valid),
                                                each.words().priorities().stream()
                                                        .map(Priority::valid))))
                        .flatMap(Policy::ends);
        Stream<Instant> conditions =
                handlings.values().stream()
                        .flatMap(each -> each.markings().stream())
                        .flatMap(each -> each.means().stream())
                        .flatMap(Policy::ends);
        return Stream.concat(charters, conditions);
    }

    private Stream<Instant> facts() {
        return world.ledger().all().stream()
                .map(Assertion::fact)
                .flatMap(Optional::stream)
                .map(Fact::span)
                .flatMap(each -> Stream.concat(ends(each.from()), ends(each.to())));
    }

    private static Stream<Instant> ends(Interval interval) {
        return Stream.of(interval.from(), interval.to());
    }

    private static Stream<Instant> ends(Moment moment) {
        return Stream.of(moment.earliest(), moment.latest());
    }

    private static Stream<Instant> ends(Condition condition) {
        return switch (condition) {
            case Condition.Embargo embargo -> Stream.of(embargo.until());
            case Condition.Expiry expiry -> Stream.of(expiry.at());
            default -> Stream.empty();
        };
    }
}
