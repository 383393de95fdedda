package org.commonwatch.access.world;

import org.commonwatch.access.AccessRefusal;
import org.commonwatch.access.AccessRefusedException;
import org.commonwatch.access.Affiliation;
import org.commonwatch.access.Agreement;
import org.commonwatch.access.AsOf;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.Correspondence;
import org.commonwatch.access.Decision;
import org.commonwatch.access.Designation;
import org.commonwatch.access.Fact;
import org.commonwatch.access.Moment;
import org.commonwatch.access.Request;
import org.commonwatch.access.RequestStep;
import org.commonwatch.access.Restriction;
import org.commonwatch.access.Right;
import org.commonwatch.access.Standing;
import org.commonwatch.access.StandingKind;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.charter.StandingType;
import org.commonwatch.access.history.Answer;
import org.commonwatch.access.history.Ledger;
import org.commonwatch.access.history.Reading;
import org.commonwatch.access.history.View;
import org.commonwatch.access.request.Procedures;
import org.commonwatch.access.request.Progress;
import org.commonwatch.access.ruling.Asking;
import org.commonwatch.access.ruling.Handling;
import org.commonwatch.access.ruling.Reader;
import org.commonwatch.access.ruling.Rulebook;
import org.commonwatch.access.ruling.Ruling;
import org.commonwatch.access.saying.Saying;
import org.commonwatch.stix.StixId;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Parties, bodies, claims and objects. */
public record World(
        List<Party> parties,
        List<Charter> charters,
        List<View> views,
        Ledger ledger,
        List<SharedObject> objects) {
    public World {
        parties = List.copyOf(parties);
        charters = List.copyOf(charters);
        views = List.copyOf(views);
        objects = List.copyOf(objects);
    }

    /** The party of a key. */
    public Party party(String key) {
        return named("party", key, parties, Party::key);
    }

    /** The object of a name, if there is one. */
    public Optional<SharedObject> object(String name) {
        return objects.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** The view of a name; {@code everybody} is always there. */
    public View view(String name) {
        List<View> all = new ArrayList<>(views);
        all.add(View.EVERYBODY);
        return named("view", name, all, View::name);
    }

    /** The body of a name, which must have a charter. */
    public BodyId body(String name) {
        return named("body", name, charters, each -> each.body().name()).body();
    }

    /** A type of standing of a body, which its charter must list. */
    public String type(BodyId body, String name) {
        List<StandingType> types =
                charters.stream()
                        .filter(each -> each.body().equals(body))
                        .flatMap(each -> each.words().standings().stream())
                        .distinct()
                        .toList();
        return named("standing", name, types, StandingType::name).name();
    }

    private static <T> T named(String what, String name, List<T> all, Function<T, String> nameOf) {
        return all.stream()
                .filter(each -> nameOf.apply(each).equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new AccessRefusedException(
                                new AccessRefusal.Unknown(
                                        what, name, all.stream().map(nameOf).distinct().toList())));
    }

    /** The rules in force. */
    public Rulebook rules(AsOf asOf) {
        return new Rulebook(Charter.inForce(charters, asOf));
    }

    /** What a party is to a body. */
    public Answer<Held> standing(StixId party, BodyId body, View view, AsOf asOf) {
        Predicate<Fact> about =
                fact ->
                        switch (fact) {
                            case Standing each ->
                                    each.party().equals(party) && each.body().equals(body);
                            case Restriction each ->
                                    each.party().equals(party) && each.body().equals(body);
                            default -> false;
                        };
        Optional<Charter> charter = rules(asOf).charter(body);
        return Answer.of(ledger.readings(view, asOf, about), reading -> held(reading, charter));
    }

    private static Held held(Reading reading, Optional<Charter> charter) {
        List<String> cut =
                reading.inForce(Restriction.class).stream().map(Restriction::id).toList();
        Comparator<Standing> byRank =
                Comparator.comparing(each -> charter.map(in -> in.rank(each.type())).orElse(0));
        return reading.inForce(Standing.class).stream()
                .min(byRank)
                .map(each ->
                        new Held(
                                each.type(),
                                charter.map(in -> in.kind(each.type())).orElse(StandingKind.NONE),
                                each.scope(),
                                each.begunBy(),
                                cut))
                .orElse(
                        new Held(
                                Charter.NONE,
                                StandingKind.NONE,
                                Optional.empty(),
                                Optional.empty(),
                                cut));
    }

    /** What a body calls a party, if that is claimed. */
    public Answer<Optional<String>> designation(StixId party, BodyId body, View view, AsOf asOf) {
        Predicate<Fact> about =
                fact ->
                        fact instanceof Designation each
                                && each.party().equals(party)
                                && each.body().equals(body);
        return Answer.of(
                ledger.readings(view, asOf, about),
                reading ->
                        reading.inForce(Designation.class).stream()
                                .map(Designation::name)
                                .findFirst());
    }

    /**
     * Rules on a handling for a party.
     *
     * @param asking what is asked, of a reader as each reading has it
     */
    public Answer<Ruling> ruling(
            StixId party,
            Handling handling,
            View view,
            AsOf asOf,
            Function<Reader, Asking> asking) {
        Rulebook rules = rules(asOf);
        List<Decision> decisions = ledger.decisions(view, asOf);
        return Answer.of(
                ledger.readings(view, asOf, concerning(party)),
                reading -> rules.rule(asking.apply(reader(party, reading, decisions)), handling),
                World::told);
    }

    // Rulings that differ only in what they rest on are one answer; not those that other acts would
    // change, since what changes one need not change the other.
    private static Object told(Ruling ruling) {
        return switch (ruling) {
            case Ruling.Permit permit -> permit.verdict();
            case Ruling.Redact redact -> List.of(redact.verdict(), redact.flip().changes());
            case Ruling.Withhold withhold -> List.of(withhold.verdict(), withhold.flip().changes());
        };
    }

    /** A party as each reading has it. */
    public List<Reader> readers(StixId party, View view, AsOf asOf) {
        List<Decision> decisions = ledger.decisions(view, asOf);
        return ledger.readings(view, asOf, concerning(party)).stream()
                .map(reading -> reader(party, reading, decisions))
                .toList();
    }

    // Decisions of anybody tell what a standing rests on. They decide no ruling, so what is open
    // about them leaves none open.
    private static Reader reader(StixId party, Reading reading, List<Decision> decisions) {
        List<Fact> facts = new ArrayList<>(reading.facts());
        facts.addAll(decisions);
        return Reader.of(party, facts);
    }

    private static Predicate<Fact> concerning(StixId party) {
        return fact ->
                switch (fact) {
                    case Standing each -> each.party().equals(party);
                    case Agreement each -> each.covers().parties().contains(party);
                    case Right each -> each.party().equals(party);
                    case Restriction each -> each.party().equals(party);
                    case Affiliation each -> each.party().equals(party);
                    default -> false;
                };
    }

    /** What became of a request; empty if it was not drafted by then. */
    public Answer<Optional<Progress>> request(String id, View view, AsOf asOf) {
        var procedures = new Procedures(Charter.inForce(charters, asOf), view, asOf);
        List<Reading> readings = ledger.readings(view, asOf, fact -> isOf(id, fact));
        // A date that is not exact may be taken early or late; if that matters, it is uncertain.
        Set<Optional<Progress>> found = new LinkedHashSet<>();
        Set<Saying> open = new LinkedHashSet<>();
        for (Reading reading : readings) {
            found.add(procedures.progress(id, reading, Moment::earliest));
            found.add(procedures.progress(id, reading, Moment::latest));
            open.addAll(reading.open());
        }
        return Answer.of(List.copyOf(found), List.copyOf(open));
    }

    private static boolean isOf(String request, Fact fact) {
        return switch (fact) {
            case Request each -> each.id().equals(request);
            case RequestStep each -> each.request().equals(request);
            case Correspondence each -> each.request().filter(request::equals).isPresent();
            case Decision each -> each.about().request().filter(request::equals).isPresent();
            default -> false;
        };
    }
}
