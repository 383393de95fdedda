package org.commonwatch.server.membership;

import org.commonwatch.access.BodyId;
import org.commonwatch.access.Moment;
import org.commonwatch.access.Standing;
import org.commonwatch.access.history.Assertion;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonObject;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What the operator says a party is to a body from an instant on, in the form of a world's file.
 */
record Standings(Party party, BodyId body, Instant now) {
    /** Whether a claim is one that the operator no longer makes. */
    boolean isReplaced(Assertion claim) {
        return claim.source().equals(Institutions.OPERATOR)
                && standing(claim)
                        .filter(each ->
                                each.party().equals(party.id())
                                        && each.body().equals(body)
                                        && each.scope().isEmpty()
                                        && each.span().to().latest().isAfter(now))
                        .isPresent();
    }

    private static Optional<Standing> standing(Assertion claim) {
        return claim.fact().filter(Standing.class::isInstance).map(Standing.class::cast);
    }

    /** In place of such a claim: that it ends now, or, if it had not begun, that it never was. */
    String end(Assertion claim) {
        Standing standing = standing(claim).orElseThrow();
        String id = "standing-" + UUID.randomUUID();
        JsonObject.Builder text = about(id, claim.matter()).put("supersedes", claim.id());
        Moment from = standing.span().from();
        if (!from.latest().isBefore(now)) {
            return text.put("denied", "true").build().toString();
        }
        JsonObject.Builder fact =
                fact(standing.type())
                        .put("from", from.earliest() + "/" + from.latest())
                        .put("to", now.toString());
        standing.begunBy().ifPresent(by -> fact.put("by", by));
        return text.put("standing", (Json) fact.build()).build().toString();
    }

    /** That it is something from now on. */
    String begin(String type) {
        String id = "standing-" + UUID.randomUUID();
        Json fact = fact(type).put("from", now.toString()).build();
        return about(id, id).put("standing", fact).build().toString();
    }

    private JsonObject.Builder fact(String type) {
        return JsonObject.builder()
                .put("party", party.id().toString())
                .put("body", body.name())
                .put("type", type);
    }

    private JsonObject.Builder about(String id, String matter) {
        return JsonObject.builder()
                .put("id", id)
                .put("matter", matter)
                .put("source", Institutions.OPERATOR)
                .put("document", Institutions.ENTERED)
                .put("recorded", now.toString());
    }
}
