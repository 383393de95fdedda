package org.commonwatch.server.collections;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.sharing.Caller;
import org.commonwatch.server.sharing.Match;
import org.commonwatch.server.sharing.Offered;
import org.commonwatch.server.sharing.Page;
import org.commonwatch.server.sharing.Question;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.sharing.Surface;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.ServerRequest;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a signed-in reader asks for by an address, as far as it is there for who asks. */
final class Asked {
    private static final int USUAL = 100;

    private final Sharing sharing;
    private final int pageObjects;

    Asked(Sharing sharing, int pageObjects) {
        this.sharing = sharing;
        this.pageObjects = pageObjects;
    }

    /** Who asks. */
    static Caller caller(ServerRequest request) {
        Credential credential = request.principal().map(Credential::signedIn).orElseThrow();
        return new Caller(credential.party(), credential.name());
    }

    /** The collection. */
    Offered collection(ServerRequest request) {
        return sharing.collection(caller(request), request.pathVariable("collection"));
    }

    /** What is asked of a collection that the address does not name. */
    Question question(ServerRequest request, Surface surface, Page.Query query, String collection) {
        Caller caller = caller(request);
        return new Question(
                caller,
                surface,
                sharing.collection(caller, collection).collection(),
                query.atMost(pageObjects),
                Optional.empty());
    }

    /** What is asked of the collection. */
    Question question(ServerRequest request, Surface surface, Page.Query query) {
        return new Question(
                caller(request),
                surface,
                collection(request).collection(),
                query.atMost(pageObjects),
                Optional.ofNullable(request.pathVariables().get("object")));
    }

    /** The objects that the parameters mean, in these versions if none are named. */
    static Match match(ServerRequest request, Match.Versions otherwise) {
        Set<String> types =
                request.param("type").stream()
                        .flatMap(each -> Arrays.stream(each.split(",")))
                        .filter(each -> !each.isEmpty())
                        .collect(Collectors.toSet());
        Match.Versions versions = request.param("version").map(Asked::versions).orElse(otherwise);
        Set<String> words = request.param("q").map(Asked::words).orElse(Set.of());
        return new Match(Set.of(), types, Set.of(), versions, words);
    }

    /** The ids of the objects that are asked about, if any are. */
    static Set<String> of(ServerRequest request) {
        Set<String> ids =
                request.param("of").stream()
                        .flatMap(each -> Arrays.stream(each.split(",")))
                        .filter(each -> !each.isEmpty())
                        .collect(Collectors.toSet());
        if (ids.size() > Seen.LIMIT) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "The parameter 'of' has " + ids.size() + " ids.",
                            "Give up to " + Seen.LIMIT + ", or leave it out."));
        }
        return ids;
    }

    private static Match.Versions versions(String text) {
        return switch (text) {
            case "last" -> Match.Versions.LAST;
            case "first" -> new Match.Versions(false, true, false, List.of());
            case "all" -> Match.Versions.ALL;
            default ->
                    new Match.Versions(
                            false, false, false, List.of(Requests.time("version", text)));
        };
    }

    private static Set<String> words(String text) {
        Set<String> words = Match.words(text);
        if (words.isEmpty() || words.size() > Match.WORDS) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "The parameter 'q' has " + words.size() + " words.",
                            "Give 1 to " + Match.WORDS + ", or leave it out."));
        }
        return words;
    }

    /** The part of it that the parameters mean. */
    static Page.Query query(ServerRequest request, Match match) {
        Optional<Instant> after = request.param("after").map(each -> Requests.time("after", each));
        return new Page.Query(match, after, request.param("cursor"), limit(request));
    }

    /** How many are wanted, at most. */
    static int limit(ServerRequest request) {
        long limit = Requests.number(request, "limit").orElse(USUAL);
        if (limit < 1) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "The parameter 'limit' is " + limit + ".",
                            "Ask for 1 to " + Page.Query.LIMIT + "."));
        }
        return (int) Math.min(limit, Page.Query.LIMIT);
    }

    /** The same from the start, or after a date, in pages as large as there are. */
    static Page.Query whole(ServerRequest request, Match match) {
        Optional<Instant> after = request.param("after").map(each -> Requests.time("after", each));
        return new Page.Query(match, after, Optional.empty(), Page.Query.LIMIT);
    }
}
