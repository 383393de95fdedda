package org.commonwatch.server.surges;

import org.commonwatch.insight.surge.Occasion.Postponement;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.occasions.Elections;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** {@code POST /api/v1/elections/{election}/postponements}: another date is known. */
final class PostPostponement implements HandlerFunction<ServerResponse> {
    private final Elections elections;

    /** What is sent. */
    record Sent(String announced, String date) {}

    PostPostponement(Elections elections) {
        this.elections = elections;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential operator = request.principal().map(Credential::signedIn).orElseThrow();
        Sent sent = Requests.body(request, Sent.class);
        var to =
                new Postponement(
                        PostElection.date("announced", sent.announced()),
                        PostElection.date("date", sent.date()));
        String election = request.pathVariable("election");
        elections.postpone(election, to, operator.name());
        return Answers.ok(ElectionText.of(elections.named(election)));
    }
}
