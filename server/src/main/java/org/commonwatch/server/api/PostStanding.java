package org.commonwatch.server.api;

import org.commonwatch.access.BodyId;
import org.commonwatch.server.membership.Institutions;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.membership.Party;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * {@code POST /api/v1/standings}: what a party is to a body from now on, in place of what the
 * operator said before.
 */
final class PostStanding implements HandlerFunction<ServerResponse> {
    private final Parties parties;
    private final Institutions institutions;

    /** What is asked for; an empty body is the deployment's own. */
    record Wanted(String party, String body, String standing) {}

    PostStanding(Parties parties, Institutions institutions) {
        this.parties = parties;
        this.institutions = institutions;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Wanted wanted = Requests.body(request, Wanted.class);
        Party party = parties.named(wanted.party());
        BodyId body = wanted.body().isEmpty() ? parties.body() : body(wanted.body());
        institutions.stand(party, body, wanted.standing());
        return Answers.ok(
                new PostParty.Added(
                        party.id().toString(), party.name(), body.name(), wanted.standing()));
    }

    private static BodyId body(String name) {
        try {
            return new BodyId(name);
        } catch (IllegalArgumentException notAName) {
            throw new ProblemException(new Problem.NotFound("body", name));
        }
    }
}
