package org.commonwatch.server.procedure;

import org.commonwatch.access.AccessRefusedException;
import org.commonwatch.access.AsOf;
import org.commonwatch.access.Correspondence;
import org.commonwatch.access.Moment;
import org.commonwatch.access.Request;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.charter.Procedure;
import org.commonwatch.access.history.Answer;
import org.commonwatch.access.history.Assertion;
import org.commonwatch.access.history.View;
import org.commonwatch.access.request.Progress;
import org.commonwatch.access.saying.Phrase;
import org.commonwatch.access.saying.Saying;
import org.commonwatch.access.world.World;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Order;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Institutions;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Requests and letters, as far as they are there for who asks. */
public final class Registry {
    /** No page has more requests or letters. */
    public static final int LIMIT = 1_000;

    // By which name nobody signs in.
    private static final String DUE = "what is due";

    private final Transactions transactions;
    private final Institutions institutions;
    private final InstantSource clock;
    private final AtomicReference<Optional<Current>> current =
            new AtomicReference<>(Optional.empty());

    // What is true for as long as no fact changes.
    private record Current(long facts, Docket docket) {}

    /** Over everything that is claimed. */
    public Registry(Transactions transactions, Institutions institutions, InstantSource clock) {
        this.transactions = transactions;
        this.institutions = institutions;
        this.clock = clock;
    }

    /**
     * A part of a list.
     *
     * @param after the last id of the part before
     */
    public record Part(Optional<String> after, int limit) {
        public Part {
            limit = Math.clamp(limit, 1, LIMIT);
        }
    }

    /** The requests that somebody may know of, in the order in which they came to be known. */
    public List<Filed> requests(Credential who, AsOf asOf, Part part) {
        Sight sight = sight(who);
        List<Request> seen = sight.docket().requests().stream().filter(sight::sees).toList();
        return after(seen, Request::id, part).stream()
                .map(each -> filed(sight, each, View.EVERYBODY, asOf))
                .toList();
    }

    /** One request, as a view has it; throws that there is none if it is not there for who asks. */
    public Filed request(Credential who, String id, View view, AsOf asOf) {
        Sight sight = sight(who);
        Request request = sight.request(id).orElseThrow(() -> absent("request", id));
        return filed(sight, request, view, asOf);
    }

    /** The requests that were not answered in time, the longest overdue first. */
    public List<Filed> overdue(Credential who, AsOf asOf) {
        return filed(sight(who), asOf, Filed::isOverdue);
    }

    /** That a party waits for an answer, or owes one. */
    public record Due(StixId party, Filed filed) {}

    /**
     * The requests that are to be answered within a time from now, each for its party and for those
     * who work for the body, as far as they may know of it.
     */
    public List<Due> due(Duration within) {
        Docket docket = transactions.read(this::docket);
        Instant now = clock.instant();
        List<Due> due = new ArrayList<>();
        for (Request request : docket.requests()) {
            Set<StixId> parties = new TreeSet<>();
            parties.add(request.party());
            docket.serving(request.body(), now).forEach(each -> parties.add(StixId.parse(each)));
            for (StixId party : parties) {
                var all = Set.of(Credential.Role.CLERK, Credential.Role.SECRETARY);
                Sight sight = new Sight(docket, new Credential(DUE, party, all, Tlp.RED), now);
                sight.request(request.id())
                        .map(each -> filed(sight, each, View.EVERYBODY, AsOf.then(now)))
                        .filter(each -> each.isOpen() && isWithin(each, now, within))
                        .ifPresent(each -> due.add(new Due(party, each)));
            }
        }
        return due;
    }

    private static boolean isWithin(Filed filed, Instant now, Duration within) {
        return filed.due()
                .map(Moment::latest)
                .filter(each -> each.isAfter(now) && !each.isAfter(now.plus(within)))
                .isPresent();
    }

    /** The letters that somebody may know of, all or those about a request. */
    public List<Letter> letters(Credential who, Optional<String> request, Part part) {
        Sight sight = sight(who);
        request.filter(each -> sight.request(each).isEmpty())
                .ifPresent(each -> {
                    throw absent("request", each);
                });
        List<Letter> seen =
                sight.docket().letters().stream()
                        .flatMap(claims -> Letter.of(claims, sight).stream())
                        .filter(each -> request.isEmpty() || each.request().equals(request))
                        .toList();
        return after(seen, each -> each.told().id(), part);
    }

    /** One letter; throws that there is none if it is not there for who asks. */
    public Letter letter(Credential who, String id) {
        Sight sight = sight(who);
        return Letter.of(sight.docket().letter(id), sight).orElseThrow(() -> absent("letter", id));
    }

    /**
     * The requests and letters that wait for somebody, by the days that are left; drafts are not
     * among them.
     */
    List<Waiting> waiting(Credential who, AsOf asOf) {
        Sight sight = sight(who);
        List<Waiting> waiting = new ArrayList<>();
        for (Filed each : filed(sight, asOf, one -> one.isOpen() || one.isOverdue())) {
            if (who.is(Credential.Role.SECRETARY) && sight.serves(each.request().body())) {
                waiting.add(waiting(sight, Waiting.Act.ANSWER, each));
            } else if (who.is(Credential.Role.CLERK)
                    && sight.isOwn(each.request())
                    && each.isOverdue()) {
                waiting.add(waiting(sight, Waiting.Act.PURSUE, each));
            }
        }
        if (who.is(Credential.Role.CLERK) || who.is(Credential.Role.SECRETARY)) {
            for (List<Assertion> claims : sight.docket().letters()) {
                Letter.of(claims, sight)
                        .filter(each -> isNew(sight, each, asOf))
                        .ifPresent(each -> waiting.add(waiting(sight, each)));
            }
        }
        return waiting;
    }

    private static boolean isNew(Sight sight, Letter letter, AsOf asOf) {
        return letter.received().isEmpty()
                && sight.isToUs(letter.told())
                && !letter.told().transit().sent().earliest().isAfter(asOf.validAt());
    }

    private static Waiting waiting(Sight sight, Waiting.Act act, Filed filed) {
        Request request = filed.request();
        Matter about =
                Matter.asks(
                        sight.docket().named(request.party().toString()),
                        request.body().toString(),
                        request.seeks());
        return new Waiting(act, request.id(), about, filed.due());
    }

    private static Waiting waiting(Sight sight, Letter letter) {
        Correspondence told = letter.told();
        Matter about =
                Matter.writes(sight.docket().named(told.from()), sight.docket().named(told.to()));
        return new Waiting(Waiting.Act.RECEIVE, told.id(), about, Optional.empty());
    }

    private List<Filed> filed(Sight sight, AsOf asOf, Predicate<Filed> which) {
        return sight.docket().requests().stream()
                .filter(sight::sees)
                .map(each -> filed(sight, each, View.EVERYBODY, asOf))
                .filter(which)
                .sorted(
                        Comparator.comparing((Filed each) ->
                                each.due().map(due -> due.latest()).orElse(Instant.MAX)))
                .toList();
    }

    private static Filed filed(Sight sight, Request request, View view, AsOf asOf) {
        World all = sight.docket().world();
        World seen =
                new World(
                        all.parties(),
                        all.charters(),
                        List.of(),
                        all.ledger().about(sight.matters(request.id())),
                        List.of());
        List<String> organs =
                Charter.inForce(all.charters(), asOf).stream()
                        .filter(each -> each.body().equals(request.body()))
                        .flatMap(each -> each.procedure(request.seeks()).stream())
                        .map(Procedure::organs)
                        .findFirst()
                        .orElse(List.of());
        return new Filed(request, progress(seen, request, view, asOf), organs);
    }

    // One request about which too much is open must not keep all others from being told.
    private static Answer<Optional<Progress>> progress(
            World seen, Request request, View view, AsOf asOf) {
        try {
            return seen.request(request.id(), view, asOf);
        } catch (AccessRefusedException e) {
            return new Answer.Uncertain<>(
                    List.of(),
                    List.of(Saying.of(Phrase.VERBATIM).with("text", e.refusal().message())));
        }
    }

    private static <T> List<T> after(List<T> all, Function<T, String> idOf, Part part) {
        long skipped =
                part.after()
                        .map(last ->
                                all.stream()
                                                .takeWhile(each -> !idOf.apply(each).equals(last))
                                                .count()
                                        + 1)
                        .orElse(0L);
        return all.stream().skip(skipped).limit(part.limit()).toList();
    }

    /** What writes texts with parties by their names, in place of their ids. */
    public UnaryOperator<String> names() {
        return transactions.read(this::docket)::named;
    }

    /** A view: whom it believes, parties by their names, and which organs it contests. */
    public View view(List<String> sources, Set<String> contested) {
        Docket docket = transactions.read(this::docket);
        return new View("asked", sources.stream().map(docket::source).toList(), contested);
    }

    /** What somebody may see now. */
    Sight sight(Credential who) {
        return new Sight(transactions.read(this::docket), who, clock.instant());
    }

    private Docket docket(Connection connection) throws SQLException {
        long facts = Order.state(connection).facts();
        Optional<Current> known = current.get().filter(each -> each.facts() == facts);
        if (known.isPresent()) {
            return known.get().docket();
        }
        // Read after its number: should more have been claimed meanwhile, it is read once more.
        Docket docket = new Docket(institutions.world(connection));
        current.set(Optional.of(new Current(facts, docket)));
        return docket;
    }

    static ProblemException absent(String what, String id) {
        return new ProblemException(new Problem.NotFound(what, id));
    }
}
