package org.commonwatch.server.procedure;

import org.commonwatch.access.Correspondence;
import org.commonwatch.access.Moment;
import org.commonwatch.access.history.Assertion;

import java.util.List;
import java.util.Optional;

/**
 * One letter, as its reader may know of it.
 *
 * @param told what is claimed of it, by whoever said so first
 * @param received when it came to its addressee, if anybody says so
 * @param request which it is about, if that is there for the reader
 * @param claimedBy everybody who says that it was
 */
public record Letter(
        Correspondence told,
        Optional<Moment> received,
        Optional<String> request,
        Optional<String> inReplyTo,
        List<String> claimedBy) {
    public Letter {
        claimedBy = List.copyOf(claimedBy);
    }

    static Optional<Letter> of(List<Assertion> claims, Sight sight) {
        List<Assertion> seen = claims.stream().filter(sight::sees).toList();
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        Correspondence first = told(seen.getFirst());
        return Optional.of(
                new Letter(
                        first,
                        seen.stream()
                                .map(Letter::told)
                                .flatMap(each -> each.transit().received().stream())
                                .findFirst(),
                        first.request().filter(each -> sight.request(each).isPresent()),
                        first.inReplyTo()
                                .filter(each ->
                                        sight.docket().letter(each).stream().anyMatch(sight::sees)),
                        seen.stream()
                                .map(Assertion::source)
                                .distinct()
                                .map(sight.docket()::named)
                                .toList()));
    }

    private static Correspondence told(Assertion claim) {
        return (Correspondence) claim.fact().orElseThrow();
    }
}
