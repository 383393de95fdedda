package org.commonwatch.server.findings;

import org.commonwatch.access.AsOf;
import org.commonwatch.access.Decision;
import org.commonwatch.access.Moment;
import org.commonwatch.access.StandingKind;
import org.commonwatch.access.world.Held;
import org.commonwatch.server.membership.Credential.Role;
import org.commonwatch.server.membership.Directory;
import org.commonwatch.server.membership.Root;
import org.commonwatch.server.procedure.Dated;
import org.commonwatch.server.procedure.Drafts;
import org.commonwatch.server.procedure.Registry;
import org.commonwatch.server.procedure.Waiting;
import org.commonwatch.server.sharing.Caller;
import org.commonwatch.server.sharing.Rulings;
import org.commonwatch.server.sharing.Rulings.Inquiry;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.stix.StixId;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What there is to say of standing, of what waits for somebody, and of who sees what. */
final class Standings {
    private static final String STANDING = "/api/v1/standing";
    private static final String INBOX = "/api/v1/inbox";
    private static final String MATRIX = "/api/v1/matrix";

    /** Each is a question of its own. */
    private static final int OUTSIDE = 12;

    private static final Set<StandingKind> BELONGING =
            EnumSet.of(StandingKind.MEMBER, StandingKind.ASSOCIATE, StandingKind.OBSERVER);

    private static final Role[] PEOPLE = {
        Role.READER, Role.CLERK, Role.SIGNER, Role.SECRETARY, Role.ANALYST, Role.AUDITOR
    };

    private final Directory directory;
    private final Procedures procedures;
    private final Sharing sharing;
    private final InstantSource clock;

    /** Requests and drafts. */
    record Procedures(Registry registry, Drafts drafts) {}

    Standings(Directory directory, Procedures procedures, Sharing sharing, InstantSource clock) {
        this.directory = directory;
        this.procedures = procedures;
        this.sharing = sharing;
        this.clock = clock;
    }

    Finding standing(Wish wish) {
        String page = "standing";
        wish.checkIs(
                Role.READER, Role.CLERK, Role.SIGNER, Role.SECRETARY, Role.ANALYST, Role.AUDITOR);
        Instant now = clock.instant();
        List<Waiting> waiting = procedures.drafts().inbox(wish.who(), AsOf.then(now));
        List<Fact> facts = new ArrayList<>();
        Phrases phrases = wish.phrases();
        if (!waiting.isEmpty()) {
            facts.add(phrases.count("waiting", waiting.size(), Fact.Basis.of("matter", INBOX)));
            Optional<Moment> due = waiting.getFirst().due();
            if (due.isEmpty()) {
                return wish.finding(page, "inbox", facts);
            }
            // As GET /api/v1/inbox counts them: a day that has begun is not left, or is over.
            long days =
                    Math.floorDiv(
                            Duration.between(now, due.get().latest()).toSeconds(),
                            Duration.ofDays(1).toSeconds());
            String name = days < 0 ? "overdue" : "days";
            facts.add(phrases.count(name, Math.abs(days), Fact.Basis.of("day", INBOX)));
            return wish.finding(page, days < 0 ? "inbox.overdue" : "inbox.due", facts);
        }
        return own(wish);
    }

    /** What the party of who asks is. */
    Finding own(Wish wish) {
        String page = "standing";
        wish.checkIs(PEOPLE);
        List<Fact> facts = new ArrayList<>();
        Phrases phrases = wish.phrases();
        var caller = new Caller(wish.who().party(), wish.who().name());
        Directory.Own own =
                directory.own(
                        wish.who().party(),
                        sharing.roots(caller).stream().map(Root::body).toList());
        facts.add(phrases.word("party", own.entry().name(), STANDING));
        if (own.entry().bodies().isEmpty()) {
            return wish.finding(page, "standing.nowhere", facts);
        }
        Optional<String> body = wish.parameters().apply("body");
        Directory.Place place =
                own.entry().bodies().stream()
                        .filter(each -> body.filter(each.body().name()::equals).isPresent())
                        .findFirst()
                        .orElse(own.entry().bodies().getFirst());
        facts.add(phrases.word("body", place.body().name(), STANDING));
        if (place.standings().size() != 1) {
            return wish.finding(page, "standing.open", facts);
        }
        return wish.finding(page, held(wish, own, place.standings().getFirst(), facts), facts);
    }

    private static String held(Wish wish, Directory.Own own, Held held, List<Fact> facts) {
        Phrases phrases = wish.phrases();
        if (held.kind() == StandingKind.NONE) {
            return "standing.none";
        }
        facts.add(phrases.word("standing", held.type(), STANDING));
        Optional<Decision> decision =
                own.decisions().stream()
                        .filter(each -> held.begunBy().filter(each.id()::equals).isPresent())
                        .findFirst();
        if (decision.isEmpty()) {
            return "standing.held";
        }
        facts.add(phrases.word("decision", decision.get().id(), STANDING));
        facts.add(phrases.word("taken", Dated.text(decision.get().taken()), STANDING));
        return "standing.decided";
    }

    Finding whoSeesWhat(Wish wish) {
        String page = "who-sees-what";
        wish.checkIs(Role.READER, Role.ANALYST, Role.AUDITOR);
        var caller = new Caller(wish.who().party(), wish.who().name());
        boolean auditor = wish.who().is(Role.AUDITOR);
        boolean asksForOthers = auditor || wish.who().is(Role.ANALYST);
        Optional<Directory.Entry> about =
                wish.parameters()
                        .apply("party")
                        .filter(each -> asksForOthers)
                        .map(each -> directory.party(caller.party(), auditor, each));
        Rulings.Tally tally = tally(caller, about.map(Directory.Entry::id).orElse(caller.party()));
        String collection = "/api/v1/collections/" + tally.collection();
        List<Fact> facts = new ArrayList<>();
        Phrases phrases = wish.phrases();
        facts.add(
                phrases.count(
                        "yours", tally.yours(), Fact.Basis.of("object", collection + "/counts")));
        if (about.isEmpty()) {
            facts.add(phrases.word("body", tally.body(), collection));
            List<StixId> outside =
                    asksForOthers ? outside(caller, auditor, tally.body()) : List.of();
            if (outside.isEmpty() || tally.yours() == 0) {
                return wish.finding(page, "reads", facts);
            }
            long read = outside.stream().mapToLong(each -> tally(caller, each).theirs()).sum();
            double unread = 1 - (double) read / (outside.size() * tally.yours());
            facts.add(phrases.share("unread", unread, Fact.Basis.of("object", MATRIX)));
            facts.add(phrases.count("parties", outside.size(), Fact.Basis.of("party", MATRIX)));
            return wish.finding(page, "reads.outside", facts);
        }
        String link =
                "/api/v1/parties/" + about.get().id() + "/objects?collection=" + tally.collection();
        facts.add(phrases.word("party", about.get().name(), "/api/v1/parties/" + about.get().id()));
        facts.add(phrases.count("theirs", tally.theirs(), Fact.Basis.of("object", link)));
        return wish.finding(page, "reads.other", facts);
    }

    private Rulings.Tally tally(Caller caller, StixId about) {
        var inquiry = new Inquiry(caller, false, about, Optional.empty(), Optional.empty());
        return sharing.rulings().tally(inquiry);
    }

    // Of those that one may know of, as the matrix groups them.
    private List<StixId> outside(Caller caller, boolean all, String body) {
        return directory.parties(caller.party(), all).stream()
                .filter(each -> !each.id().equals(caller.party()))
                .filter(each ->
                        each.bodies().stream()
                                .filter(place -> place.body().name().equals(body))
                                .flatMap(place -> place.standings().stream())
                                .noneMatch(held -> BELONGING.contains(held.kind())))
                .map(Directory.Entry::id)
                .limit(OUTSIDE)
                .toList();
    }
}
