package org.commonwatch.server.surges;

import org.commonwatch.insight.surge.Calendar;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;

/**
 * {@code GET /api/v1/elections/{election}}: an election, and what the caller asked about it before
 * its window began.
 */
final class GetElection implements HandlerFunction<ServerResponse> {
    private final SurgeRoutes.Desk desk;

    /** One of them, with questions. */
    record Told(ElectionText election, List<RampTestText> rampTests) {}

    GetElection(SurgeRoutes.Desk desk) {
        this.desk = desk;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential reader = request.principal().map(Credential::signedIn).orElseThrow();
        var election = desk.elections().named(request.pathVariable("election"));
        Calendar calendar = desk.elections().calendar();
        List<RampTestText> tests =
                desk.tests().of(reader, election.id()).stream()
                        .map(each -> RampTestText.of(each, reader, desk.counts(), calendar))
                        .toList();
        return Answers.ok(request, new Told(ElectionText.of(election), tests));
    }
}
