package org.commonwatch.server.procedure;

import org.commonwatch.access.Correspondence;
import org.commonwatch.access.history.Assertion;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Credential.Role;
import org.commonwatch.server.membership.Institutions;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Letters that came in: by this server, where their addressee takes note of them, or otherwise. */
public final class Mailroom {
    private static final String SORT = "letter";

    private final Institutions institutions;

    /** Recorded among what is claimed. */
    public Mailroom(Institutions institutions) {
        this.institutions = institutions;
    }

    /**
     * Records a letter that came otherwise, or that somebody learnt of.
     *
     * @param wanted as a world's file has a letter, without {@code id}; and maybe the {@code
     *     document} that shows it
     * @return its id
     */
    public String enter(Credential who, JsonObject wanted) {
        Authority.checkRole(who, Role.CLERK, Role.SECRETARY);
        Map<String, Json> letter = new LinkedHashMap<>();
        wanted.forEach(letter::put);
        String document = Wording.document(letter.remove("document"), "as received");
        Wording.given(letter, "id", Wording.id(SORT));
        letter.putIfAbsent("to", new JsonString(who.party().toString()));
        Wording.checkDigest(letter);
        return institutions.change((connection, now) -> {
            Sight sight = new Sight(new Docket(institutions.world(connection)), who, now);
            letter.putIfAbsent("received", new JsonString(now.toString()));
            Map<String, Json> fact = Map.copyOf(letter);
            String text = Wording.claim(SORT, fact, document, who.party().toString(), now);
            Correspondence told = told(Authority.check(List.of(text), sight, now).getFirst());
            if (sight.isFromUs(told)) {
                throw Authority.refused(
                        "A letter from your own party is not received but sent.",
                        "Draft it, and have another person sign it.");
            }
            institutions.claim(connection, text, now, who.name());
            return told.id();
        });
    }

    /**
     * Takes note of a letter that came by this server.
     *
     * @param received when it came, as a world's file has it; now if nothing is said
     */
    public void receive(Credential who, String id, Optional<String> received) {
        Authority.checkRole(who, Role.CLERK, Role.SECRETARY);
        institutions.change((connection, now) -> {
            Sight sight = new Sight(new Docket(institutions.world(connection)), who, now);
            Letter letter =
                    Letter.of(sight.docket().letter(id), sight)
                            .orElseThrow(() -> Registry.absent(SORT, id));
            if (!sight.isToUs(letter.told())) {
                throw Authority.refused(
                        "The letter '" + id + "' is not addressed to your party.",
                        "Its addressee says when it was received.");
            }
            if (letter.received().isPresent()) {
                throw new ProblemException(
                        new Problem.Conflict(
                                "That the letter '" + id + "' was received is known already.",
                                "Nothing is left to do."));
            }
            String text = receipt(who, letter, received, now);
            Assertion claim = institutions.claim(connection, text, now, who.name());
            Authority.happened("receipt", told(claim).transit().received().orElseThrow(), now);
            return id;
        });
    }

    private static String receipt(
            Credential who, Letter letter, Optional<String> received, Instant now) {
        Correspondence told = letter.told();
        JsonObject.Builder fact =
                JsonObject.builder()
                        .put("id", told.id())
                        .put("from", told.from())
                        .put("to", told.to())
                        .put("sent", Dated.text(told.transit().sent()))
                        .put("received", received.orElse(now.toString()))
                        .put("channel", told.transit().channel())
                        .put("role", told.role().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        told.request().ifPresent(each -> fact.put("request", each));
        told.inReplyTo().ifPresent(each -> fact.put("in-reply-to", each));
        fact.put("sha256", told.sha256());
        String claim = Wording.id("receipt");
        return JsonObject.builder()
                .put("id", claim)
                .put("matter", claim)
                .put("source", who.party().toString())
                .put("document", "receipt of " + told.id())
                .put("recorded", now.toString())
                .put(SORT, (Json) fact.build())
                .build()
                .toString();
    }

    private static Correspondence told(Assertion claim) {
        return (Correspondence) claim.fact().orElseThrow();
    }
}
