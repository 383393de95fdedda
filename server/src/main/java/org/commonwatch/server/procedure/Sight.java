package org.commonwatch.server.procedure;

import org.commonwatch.access.BodyId;
import org.commonwatch.access.Correspondence;
import org.commonwatch.access.Correspondence.Role;
import org.commonwatch.access.Decision;
import org.commonwatch.access.Request;
import org.commonwatch.access.RequestStep;
import org.commonwatch.access.history.Assertion;
import org.commonwatch.server.membership.Credential;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one person may see of a docket: what its party asked, wrote or was written; what was
 * addressed to a body that it works for; as an auditor everything.
 */
final class Sight {
    private final Docket docket;
    private final Credential who;
    private final Set<BodyId> served;
    private final Set<String> colleagues = new HashSet<>();

    Sight(Docket docket, Credential who, Instant now) {
        this.docket = docket;
        this.who = who;
        this.served =
                who.is(Credential.Role.SECRETARY) || who.is(Credential.Role.SIGNER)
                        ? docket.served(who.party(), now)
                        : Set.of();
        colleagues.add(who.party().toString());
        served.forEach(body -> colleagues.addAll(docket.serving(body, now)));
    }

    Docket docket() {
        return docket;
    }

    /** Whether it works for a body. */
    boolean serves(BodyId body) {
        return served.contains(body);
    }

    /** A request, if it is there for this person. */
    Optional<Request> request(String id) {
        return docket.request(id).filter(this::sees);
    }

    boolean sees(Request request) {
        return who.is(Credential.Role.AUDITOR)
                || isOwn(request)
                || (serves(request.body()) && isWithBody(request));
    }

    boolean isOwn(Request request) {
        return request.party().equals(who.party());
    }

    // A request that nobody has sent yet is its party's alone.
    private boolean isWithBody(Request request) {
        return docket.about(request.id()).stream()
                .anyMatch(claim ->
                        switch (claim.fact().orElseThrow()) {
                            case Correspondence each ->
                                    each.role() == Role.BODY
                                            && each.from().equals(request.party().toString());
                            case RequestStep each -> true;
                            case Decision each -> true;
                            default -> false;
                        });
    }

    /** Whether a claim is there for this person. */
    boolean sees(Assertion claim) {
        if (who.is(Credential.Role.AUDITOR)) {
            return true;
        }
        return switch (claim.fact().orElse(null)) {
            case Request each -> sees(each);
            case RequestStep each -> request(each.request()).isPresent();
            case Decision each -> sees(each);
            case Correspondence each -> sees(claim, each);
            case null, default -> false;
        };
    }

    /** Whether a decision is there: on a request as that is, any other for those in office. */
    boolean sees(Decision decision) {
        return who.is(Credential.Role.AUDITOR)
                || serves(decision.body())
                || decision.about()
                        .request()
                        .map(each -> request(each).isPresent())
                        .orElse(!served.isEmpty());
    }

    // What one side of a letter says of it reaches the other; what third parties say of it stays
    // theirs, for else anybody could put letters on anybody's desk.
    private boolean sees(Assertion claim, Correspondence letter) {
        if (colleagues.contains(claim.source())) {
            return true;
        }
        boolean onRecord = !docket.isParty(claim.source());
        boolean bySender = claim.source().equals(letter.from());
        if (isToUs(letter)) {
            return bySender || onRecord;
        }
        if (isOurs(letter.from())) {
            return onRecord || byAddressee(claim, letter);
        }
        return letter.role() == Role.PUBLIC
                && (bySender || onRecord)
                && letter.request().filter(each -> request(each).isPresent()).isPresent();
    }

    private boolean byAddressee(Assertion claim, Correspondence letter) {
        return claim.source().equals(letter.to())
                || addressed(letter)
                        .filter(body ->
                                docket.serving(body, claim.recorded()).contains(claim.source()))
                        .isPresent();
    }

    /** The body that a letter is addressed to, by its name or as the one a request is made to. */
    private Optional<BodyId> addressed(Correspondence letter) {
        if (letter.role() != Role.BODY) {
            return Optional.empty();
        }
        return docket.world().charters().stream()
                .map(each -> each.body())
                .filter(each -> each.name().equals(letter.to()))
                .findFirst()
                .or(() -> letter.request().flatMap(docket::request).map(Request::body));
    }

    /** Whether a letter came to this person's party, or to a body that it works for. */
    boolean isToUs(Correspondence letter) {
        return isOurs(letter.to()) || addressed(letter).filter(this::serves).isPresent();
    }

    /** Whether a letter is of this person's party, or of a body that it works for. */
    boolean isFromUs(Correspondence letter) {
        return isOurs(letter.from());
    }

    private boolean isOurs(String who) {
        return colleagues.contains(who)
                || served.stream().anyMatch(each -> each.name().equals(who));
    }

    /** The matters that are told of a request, as far as they are there for this person. */
    Set<String> matters(String request) {
        return docket.about(request).stream()
                .filter(this::sees)
                .map(Assertion::matter)
                .collect(Collectors.toSet());
    }
}
