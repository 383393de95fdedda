package org.commonwatch.server.procedure;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.jspecify.annotations.Nullable;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What somebody drafts, with all that follows from it filled in: ids, the party that says so, and
 * what its parts say of each other. Names of parties are never looked up, for that would tell which
 * there are; whoever is meant goes by the identity.
 */
final class Wording {
    /** The sorts of facts that a draft may hold, in the order in which they are claimed. */
    static final List<String> SORTS =
            List.of("request", "letter", "step", "decision", "standing", "restriction");

    private static final String DOCUMENT = "document";
    private static final int DOCUMENT_LENGTH = 200;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Credential who;
    private final Sight sight;
    private final Map<String, Map<String, Json>> facts = new LinkedHashMap<>();

    private Wording(Credential who, Sight sight) {
        this.who = who;
        this.sight = sight;
    }

    /** What is kept of what somebody wants to draft. */
    static JsonObject of(JsonObject wanted, Credential who, Sight sight) {
        Wording wording = new Wording(who, sight);
        wanted.forEach(wording::take);
        if (wording.facts.isEmpty()) {
            throw malformed("The draft says nothing.", "Write one of " + words() + ".");
        }
        for (String sort : SORTS) {
            Map<String, Json> fact = wording.facts.get(sort);
            if (fact != null) {
                wording.complete(sort, fact);
            }
        }
        JsonObject.Builder kept = JsonObject.builder();
        kept.put(DOCUMENT, document(wanted.get(DOCUMENT), "as signed"));
        SORTS.stream()
                .filter(wording.facts::containsKey)
                .forEach(sort -> kept.put(sort, object(wording.fact(sort))));
        return kept.build();
    }

    private void take(String key, Json value) {
        if (SORTS.contains(key) && value instanceof JsonObject fact) {
            Map<String, Json> members = new LinkedHashMap<>();
            fact.forEach(members::put);
            facts.put(key, members);
        } else if (!key.equals(DOCUMENT)) {
            throw malformed(
                    "The property '" + key + "' is not what a draft says.",
                    "Write objects under " + words() + ".");
        }
    }

    /** What shows a claim, in a few words. */
    static String document(@Nullable Json value, String otherwise) {
        if (value == null) {
            return otherwise;
        }
        return text(value)
                .filter(each -> each.length() <= DOCUMENT_LENGTH)
                .orElseThrow(() ->
                        malformed(
                                "The property 'document' is no text of up to "
                                        + DOCUMENT_LENGTH
                                        + " characters.",
                                "Name the paper, or leave it out."));
    }

    private static String words() {
        return String.join(", ", SORTS);
    }

    private Map<String, Json> fact(String sort) {
        return facts.getOrDefault(sort, Map.of());
    }

    private void complete(String sort, Map<String, Json> fact) {
        switch (sort) {
            case "request" -> {
                given(fact, "id", id(sort));
                given(fact, "party", who.party().toString());
                if (fact.get("supporters") instanceof JsonArray supporters) {
                    supporters.items().forEach(each -> checkParty(text(each)));
                }
            }
            case "letter" -> {
                given(fact, "id", id(sort));
                given(fact, "from", who.party().toString());
                usual(fact, "request", text(fact("request").get("id")));
                if (facts.containsKey("request")) {
                    usual(fact, "to", text(fact("request").get("body")));
                    usual(fact, "role", Optional.of("body"));
                }
                checkDigest(fact);
            }
            case "step" -> usual(fact, "request", text(fact("request").get("id")));
            case "decision" -> {
                given(fact, "id", id(sort));
                text(fact.get("request"))
                        .flatMap(sight::request)
                        .ifPresent(request -> {
                            usual(fact, "body", Optional.of(request.body().name()));
                            usual(fact, "party", Optional.of(request.party().toString()));
                        });
                checkParty(text(fact.get("party")));
            }
            case "standing" -> follow(fact);
            case "restriction" -> {
                given(fact, "id", id(sort));
                follow(fact);
            }
            default -> throw new IllegalStateException("no such fact: " + sort);
        }
    }

    // What a decision does is for whom and by what it was decided.
    private void follow(Map<String, Json> fact) {
        usual(fact, "body", text(fact("decision").get("body")));
        usual(fact, "party", text(fact("decision").get("party")));
        usual(fact, "by", text(fact("decision").get("id")));
        checkParty(text(fact.get("party")));
    }

    private void checkParty(Optional<String> id) {
        id.filter(each -> !sight.docket().isParty(each))
                .ifPresent(each -> {
                    throw Registry.absent("party", each);
                });
    }

    /** Refuses what is no SHA-256 of a document. */
    static void checkDigest(Map<String, Json> letter) {
        text(letter.get("sha256"))
                .filter(each -> !SHA256.matcher(each).matches())
                .ifPresent(each -> {
                    throw malformed(
                            "The property 'sha256' is '" + each + "'.",
                            "Give the SHA-256 of the document as 64 small hexadecimal digits.");
                });
    }

    /** Writes what is not the caller's to say. */
    static void given(Map<String, Json> fact, String key, String value) {
        if (fact.putIfAbsent(key, new JsonString(value)) != null) {
            throw malformed(
                    "The property '" + key + "' is not yours to give.",
                    "Leave it out: it is filled in.");
        }
    }

    private static void usual(Map<String, Json> fact, String key, Optional<String> value) {
        value.ifPresent(each -> fact.putIfAbsent(key, new JsonString(each)));
    }

    /** An id that nobody can guess, and that tells what it is of. */
    static String id(String sort) {
        return sort + "-" + Long.toUnsignedString(RANDOM.nextLong(), Character.MAX_RADIX);
    }

    /**
     * The claims that a draft becomes when it is signed, in the form of a world's file: what has no
     * date happens then.
     */
    static List<String> claims(JsonObject draft, String source, Instant now) {
        List<String> claims = new ArrayList<>();
        for (String sort : SORTS) {
            if (draft.get(sort) instanceof JsonObject written) {
                Map<String, Json> fact = new LinkedHashMap<>();
                written.forEach(fact::put);
                Optional<String> date = Optional.of(now.toString());
                switch (sort) {
                    case "request" -> usual(fact, "drafted", date);
                    case "letter" -> usual(fact, "sent", date);
                    case "step" -> usual(fact, "at", date);
                    case "decision" -> usual(fact, "taken", date);
                    default -> usual(fact, "from", taken(draft).or(() -> date));
                }
                claims.add(claim(sort, fact, text(draft.get(DOCUMENT)).orElse(""), source, now));
            }
        }
        return claims;
    }

    /** One claim, made now. */
    static String claim(
            String sort, Map<String, Json> fact, String document, String source, Instant now) {
        String id = text(fact.get("id")).orElseGet(() -> id(sort));
        return JsonObject.builder()
                .put("id", id)
                .put("matter", id)
                .put("source", source)
                .put(DOCUMENT, document)
                .put("recorded", now.toString())
                .put(sort, object(fact))
                .build()
                .toString();
    }

    private static Optional<String> taken(JsonObject draft) {
        return draft.get("decision") instanceof JsonObject decision
                ? text(decision.get("taken"))
                : Optional.empty();
    }

    static Json object(Map<String, Json> members) {
        JsonObject.Builder object = JsonObject.builder();
        members.forEach(object::put);
        return object.build();
    }

    static Optional<String> text(@Nullable Json json) {
        return json instanceof JsonString text ? Optional.of(text.value()) : Optional.empty();
    }

    static ProblemException malformed(String message, String remedy) {
        return new ProblemException(new Problem.Malformed(message, remedy));
    }
}
