package org.commonwatch.server.indicators;

import org.commonwatch.server.matching.Proposals;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;

/** {@code GET /api/v1/proposals}: what the caller's own sensors saw and waits for a decision. */
final class GetProposals implements HandlerFunction<ServerResponse> {
    private final Proposals proposals;

    /** All of them. */
    record Listed(List<Told> proposals) {}

    GetProposals(Proposals proposals) {
        this.proposals = proposals;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential analyst = request.principal().map(Credential::signedIn).orElseThrow();
        return Answers.ok(
                request,
                new Listed(proposals.waiting(analyst.party()).stream().map(Told::of).toList()));
    }
}
