package org.commonwatch.server.findings;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Languages;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** {@code GET /api/v1/findings?page=…}: what a page has to say to who asks. */
final class GetFindings implements HandlerFunction<ServerResponse> {
    private final Map<String, Function<Wish, Finding>> pages = new LinkedHashMap<>();

    GetFindings(Rises rises, Standings standings, Floors floors) {
        pages.put("overview", rises::overview);
        pages.put("surges", rises::surges);
        pages.put("attacks", rises::attacks);
        pages.put("who-sees-what", standings::whoSeesWhat);
        pages.put("standing", standings::standing);
        pages.put("record", floors::record);
        pages.put("health", floors::health);
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        String page = Requests.needed(request, "page");
        Function<Wish, Finding> finding = pages.get(page);
        if (finding == null) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "There are no findings of a page '" + page + "'.",
                            "Ask for one of " + String.join(", ", pages.keySet()) + "."));
        }
        Credential who = request.principal().map(Credential::signedIn).orElseThrow();
        Languages languages = Languages.SHIPPED;
        var phrases = new Phrases(languages, languages.asked(request));
        return Answers.ok(request, finding.apply(new Wish(who, phrases, request::param)));
    }
}
