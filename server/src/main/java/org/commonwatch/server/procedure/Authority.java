package org.commonwatch.server.procedure;

import org.commonwatch.access.AccessRefusedException;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.Correspondence;
import org.commonwatch.access.Decision;
import org.commonwatch.access.Fact;
import org.commonwatch.access.Moment;
import org.commonwatch.access.Request;
import org.commonwatch.access.RequestState;
import org.commonwatch.access.RequestStep;
import org.commonwatch.access.Restriction;
import org.commonwatch.access.Standing;
import org.commonwatch.access.history.Assertion;
import org.commonwatch.archive.world.WorldTexts;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Credential.Role;
import org.commonwatch.server.membership.Institutions;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether claims are a party's to make; what it may not know of is refused as absent. */
final class Authority {
    private static final Set<RequestState> BY_APPLICANT =
            EnumSet.of(
                    RequestState.SENT,
                    RequestState.WITHDRAWN,
                    RequestState.RE_APPLIED,
                    RequestState.APPEALED);
    private static final Set<RequestState> BY_BODY =
            EnumSet.of(
                    RequestState.RECEIVED,
                    RequestState.ADMISSIBLE,
                    RequestState.INADMISSIBLE,
                    RequestState.UNDER_REVIEW,
                    RequestState.ON_AGENDA,
                    RequestState.DEFERRED,
                    RequestState.IN_FORCE,
                    RequestState.EXPIRED);

    private final Sight sight;
    private final Instant now;
    private final List<Assertion> claims = new ArrayList<>();

    private Authority(Sight sight, Instant now) {
        this.sight = sight;
        this.now = now;
    }

    /** Checks all claims of one draft; throws what refuses them. */
    static List<Assertion> check(List<String> texts, Sight sight, Instant now) {
        Authority authority = new Authority(sight, now);
        WorldTexts world = Institutions.texts(sight.docket().world());
        texts.forEach(each -> authority.claims.add(world.assertion("the draft", each)));
        for (Assertion each : authority.claims) {
            authority.check(each.fact().orElseThrow());
        }
        try {
            sight.docket().world().ledger().with(authority.claims);
        } catch (AccessRefusedException e) {
            throw new ProblemException(
                    new Problem.Conflict(e.refusal().message(), e.refusal().remedy()));
        }
        return authority.claims;
    }

    /** Checks that somebody has one of these roles; an auditor changes nothing, whatever else. */
    static void checkRole(Credential who, Role... roles) {
        if (who.is(Role.AUDITOR) || Stream.of(roles).noneMatch(who::is)) {
            throw refused(
                    "This is not for '" + who.name() + "' to do.",
                    "It needs the role "
                            + Stream.of(roles).map(Role::label).collect(Collectors.joining(" or "))
                            + ", and not that of an auditor; ask the operator.");
        }
    }

    /** Checks that somebody is one who drafts such claims. */
    static void checkDrafter(List<Assertion> claims, Credential who) {
        for (Assertion claim : claims) {
            boolean may =
                    switch (claim.fact().orElseThrow()) {
                        case Request each -> who.is(Role.CLERK);
                        case RequestStep each ->
                                who.is(
                                        BY_APPLICANT.contains(each.to())
                                                ? Role.CLERK
                                                : Role.SECRETARY);
                        case Correspondence each -> who.is(Role.CLERK) || who.is(Role.SECRETARY);
                        default -> who.is(Role.SECRETARY);
                    };
            if (!may) {
                throw refused(
                        "What is drafted here is not for '" + who.name() + "' to draft.",
                        "Requests are drafted by a clerk of the party, decisions by a secretary of"
                                + " the body; ask the operator for the role.");
            }
        }
    }

    private void check(Fact fact) {
        switch (fact) {
            case Request each -> happened("request", each.drafted(), now);
            case Correspondence each -> {
                happened("letter", each.transit().sent(), now);
                each.transit().received().ifPresent(at -> happened("receipt", at, now));
                each.request().ifPresent(this::request);
                each.inReplyTo().ifPresent(this::checkLetter);
            }
            case RequestStep each -> {
                happened("step", each.at(), now);
                check(each, request(each.request()));
            }
            case Decision each -> {
                happened("decision", each.taken(), now);
                check(each);
            }
            case Standing each -> check(each.body(), each.begunBy());
            case Restriction each -> check(each.body(), each.begunBy());
            default -> throw new IllegalStateException("no draft says this: " + fact);
        }
    }

    /** Refuses what is dated later than now. */
    static void happened(String what, Moment at, Instant now) {
        if (at.earliest().isAfter(now)) {
            throw Wording.malformed(
                    "The " + what + " is dated " + at + ", which is in the future.",
                    "Give the time at which it happened, or leave it out for now.");
        }
    }

    // Of this draft, or one that is there for whoever says so.
    private Request request(String id) {
        return claims.stream()
                .flatMap(each -> each.fact().stream())
                .filter(Request.class::isInstance)
                .map(Request.class::cast)
                .filter(each -> each.id().equals(id))
                .findFirst()
                .or(() -> sight.request(id))
                .orElseThrow(() -> Registry.absent("request", id));
    }

    private void checkLetter(String id) {
        if (sight.docket().letter(id).stream().noneMatch(sight::sees)) {
            throw Registry.absent("letter", id);
        }
    }

    private void check(RequestStep step, Request request) {
        boolean may =
                sight.isOwn(request)
                        ? BY_APPLICANT.contains(step.to())
                        : sight.serves(request.body()) && BY_BODY.contains(step.to());
        if (!may) {
            throw refused(
                    "That the request is " + step.to().label() + " is not for your party to say.",
                    "A decision of the body's organ grants or refuses, the procedure lets lapse,"
                            + " and its party alone withdraws it or applies again.");
        }
    }

    private void check(Decision decision) {
        checkServed(decision.body());
        decision.about()
                .request()
                .map(this::request)
                .filter(each -> !each.body().equals(decision.body()))
                .ifPresent(each -> {
                    throw Registry.absent("request", each.id());
                });
        decision.about().cites().forEach(this::decision);
    }

    private Decision decision(String id) {
        return sight.docket()
                .decision(id)
                .filter(sight::sees)
                .orElseThrow(() -> Registry.absent("decision", id));
    }

    private void check(BodyId body, Optional<String> by) {
        checkServed(body);
        String id =
                by.orElseThrow(() ->
                        Wording.malformed(
                                "No decision is named.",
                                "Draft it with the decision, or name one as 'by'."));
        BodyId decidedIn =
                claims.stream()
                        .flatMap(each -> each.fact().stream())
                        .filter(Decision.class::isInstance)
                        .map(Decision.class::cast)
                        .filter(each -> each.id().equals(id))
                        .findFirst()
                        .orElseGet(() -> decision(id))
                        .body();
        if (!decidedIn.equals(body)) {
            throw Registry.absent("decision", id);
        }
    }

    private void checkServed(BodyId body) {
        if (!sight.serves(body)) {
            throw refused(
                    "Your party does not work for '" + body + "'.",
                    "Ask the operator whether it should be recorded as its secretariat.");
        }
    }

    static ProblemException refused(String message, String remedy) {
        return new ProblemException(new Problem.NotAllowed(message, remedy));
    }
}
