package org.commonwatch.server.api;

import org.commonwatch.access.StandingKind;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.membership.Party;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** {@code POST /api/v1/parties}: adds a party and says what it is to the body. */
final class PostParty implements HandlerFunction<ServerResponse> {
    private final Parties parties;

    /** What is asked for. */
    record Wanted(String name, String standing) {}

    /** What there is now. */
    record Added(String id, String name, String body, String standing) {}

    PostParty(Parties parties) {
        this.parties = parties;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Wanted wanted = Requests.body(request, Wanted.class);
        StandingKind kind = Requests.word(StandingKind.class, "standing", wanted.standing());
        Party party = parties.add(wanted.name(), kind);
        return Answers.ok(
                new Added(
                        party.id().toString(), party.name(), parties.body().name(), kind.label()));
    }
}
