package org.commonwatch.server.hindsight;

import org.commonwatch.access.BodyId;
import org.commonwatch.access.ruling.Handling;
import org.commonwatch.archive.events.ArchivedEvents;
import org.commonwatch.database.Transactions;
import org.commonwatch.insight.gap.ToldGap;
import org.commonwatch.server.matching.KnownGoodLists;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.sharing.Caller;
import org.commonwatch.server.sharing.Past;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.StixId;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Looks back: what hit a party, who held it since when, and since when the party could read it. */
public final class Hindsight {
    private final Stores stores;
    private final Sharing sharing;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock(true);

    /**
     * Where it looks.
     *
     * @param archive of events, which need not be there
     * @param own the body in which sightings are shared
     */
    public record Stores(
            Transactions transactions, Path archive, KnownGoodLists knownGood, BodyId own) {}

    /** Looks nowhere before it is asked. */
    public Hindsight(Stores stores, Sharing sharing, InstantSource clock) {
        this.stores = stores;
        this.sharing = sharing;
        this.clock = clock;
    }

    /** All that there is, for whoever may know it, and who is named in it. */
    public record Whole(Looked looked, Function<StixId, String> names, Instant knownAt) {}

    /**
     * What a party is told.
     *
     * @param states whose numbers may be stated
     * @param delaySeconds with which it was told
     */
    public record Own(
            Looked looked,
            ToldGap told,
            Predicate<StixId> states,
            long delaySeconds,
            Instant knownAt) {}

    /** Tells everything; one at a time, for each takes a processor. */
    public byte[] whole(Caller caller, Wanted wanted, Function<Whole, byte[]> write) {
        lock.lock();
        try {
            Past past = sharing.rulings().past();
            Instant now = clock.instant();
            check(past, wanted, now);
            var words = new Words(List.of(), text -> named(past, text));
            Looked looked = look(past, wanted, everything(), Reasons.whole(words), words);
            byte[] body = write.apply(new Whole(looked, past::name, now));
            past.record(caller, asked(wanted, "whole"), past.at(wanted.party(), now), body);
            return body;
        } finally {
            lock.unlock();
        }
    }

    /** Tells a party what it may know. */
    public byte[] own(Caller caller, Wanted wanted, Function<Own, byte[]> write) {
        lock.lock();
        try {
            Past past = sharing.rulings().past();
            Instant now = clock.instant();
            Past.Then then = past.at(wanted.party(), now);
            var editions = new Editions(stores.transactions, wanted.party());
            Words words = editions.words();
            var grants = new Granted(past, then, stores.own);
            Looked looked = look(past, wanted, grants, Reasons.own(words), words);
            Editions.Told told = editions.tell(looked, wanted, now);
            byte[] body =
                    write.apply(
                            new Own(looked, told.gap(), grants::states, told.delaySeconds(), now));
            past.record(caller, asked(wanted, "own"), then, body);
            return body;
        } finally {
            lock.unlock();
        }
    }

    private static String asked(Wanted wanted, String scope) {
        return scope
                + " of "
                + wanted.party()
                + ", "
                + wanted.window()
                + wanted.instead()
                        .map(each -> ", if standing " + each.type() + " in " + each.body())
                        .orElse("");
    }

    private static String named(Past past, String text) {
        String named = text;
        for (var each : past.parties()) {
            named = named.replace(each.id().toString(), each.name());
        }
        return named;
    }

    private static void check(Past past, Wanted wanted, Instant now) {
        wanted.instead()
                .ifPresent(each -> {
                    List<String> types = past.at(wanted.party(), now).types(each.body());
                    if (!types.contains(each.type())) {
                        throw new ProblemException(
                                new Problem.Unprocessable(
                                        "There is no standing '"
                                                + each.type()
                                                + "' in "
                                                + each.body()
                                                + ".",
                                        types.isEmpty()
                                                ? "It has none; name another body with 'body'."
                                                : "Use one of "
                                                        + String.join(", ", types)
                                                        + ", or name another body with 'body'."));
                    }
                });
    }

    private Looked look(
            Past past, Wanted wanted, Assembly.Grants grants, Reasons reasons, Words words) {
        // By itself, so that no transaction waits for the archive.
        Set<String> sensors =
                stores.transactions.read(connection -> Sighted.sensors(connection, wanted.party()));
        var shown = Sighted.shown(stores.archive, sensors, wanted.from(), wanted.to());
        Assembly.Found found =
                stores.transactions.read(connection -> found(connection, shown, wanted.to()));
        var is = overTime(past, wanted, reasons, UnaryOperator.identity());
        var assembly = new Assembly(wanted, grants, is, found);
        Optional<OverTime> instead =
                wanted.instead()
                        .map(each -> overTime(past, wanted, reasons, at -> supposed(each, at)));
        return assembly.looked(words, this::isGood, instead);
    }

    private static Assembly.Found found(
            Connection connection, List<ArchivedEvents.Shown> shown, Instant to)
            throws SQLException {
        Map<String, List<Observable>> things = Held.things(connection);
        return new Assembly.Found(
                Held.by(connection, things, to),
                Named.by(connection, things, to),
                Sighted.by(connection, shown, to));
    }

    private static OverTime.At supposed(Wanted.Supposed supposed, OverTime.At at) {
        boolean begun = supposed.since().filter(at.instant()::isBefore).isEmpty();
        return begun
                ? new OverTime.At(at.instant(), at.then().with(supposed.body(), supposed.type()))
                : at;
    }

    private static OverTime overTime(
            Past past, Wanted wanted, Reasons reasons, UnaryOperator<OverTime.At> supposed) {
        Optional<Instant> since = wanted.instead().flatMap(Wanted.Supposed::since);
        var asked = new OverTime.Asked(wanted.party(), wanted.to(), since);
        return new OverTime(past, reasons, asked, supposed);
    }

    private boolean isGood(Observable thing) {
        return !stores.knownGood.isEmpty() && stores.knownGood.listWith(thing).isPresent();
    }

    private static Assembly.Grants everything() {
        return new Assembly.Grants() {
            @Override
            public boolean states(Handled held) {
                return true;
            }

            @Override
            public boolean states(StixId party) {
                return true;
            }
        };
    }

    /** What owners granted to one reader, as it is now. */
    private static final class Granted implements Assembly.Grants {
        private final Past past;
        private final Past.Then then;
        private final BodyId own;
        private final Map<Place, Boolean> known = new HashMap<>();

        private record Place(StixId owner, BodyId body) {}

        Granted(Past past, Past.Then then, BodyId own) {
            this.past = past;
            this.then = then;
            this.own = own;
        }

        @Override
        public boolean states(Handled held) {
            List<BodyId> bodies =
                    held.terms().getFirst().needs().stream()
                            .map(past::handling)
                            .flatMap(Optional::stream)
                            .filter(each -> each.owner().equals(held.owner()))
                            .map(Handling::body)
                            .distinct()
                            .toList();
            return !bodies.isEmpty()
                    && bodies.stream().allMatch(body -> states(held.owner(), body));
        }

        @Override
        public boolean states(StixId party) {
            return states(party, own);
        }

        private boolean states(StixId owner, BodyId body) {
            return known.computeIfAbsent(
                    new Place(owner, body), place -> then.states(place.owner, place.body));
        }
    }
}
