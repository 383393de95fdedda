package org.commonwatch.server.findings;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Languages;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** {@code GET /api/v1/findings?page=…}: what a page has to say to who asks. */
final class GetFindings implements HandlerFunction<ServerResponse> {
    private final Findings findings;

    GetFindings(Findings findings) {
        this.findings = findings;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        String page = Requests.needed(request, "page");
        Credential who = request.principal().map(Credential::signedIn).orElseThrow();
        Languages languages = Languages.SHIPPED;
        var phrases = new Phrases(languages, languages.asked(request));
        return Answers.ok(request, findings.about(page, new Wish(who, phrases, request::param)));
    }
}
