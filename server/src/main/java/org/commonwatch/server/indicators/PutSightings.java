package org.commonwatch.server.indicators;

import org.commonwatch.server.matching.Telling;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * {@code PUT /api/v1/parties/{party}/sightings}: whether a party's sightings are told by the hour
 * or by the day.
 */
final class PutSightings implements HandlerFunction<ServerResponse> {
    private final Telling telling;
    private final Parties parties;

    /** What is wanted: {@code hourly} or {@code daily}. */
    record Wanted(String told) {}

    private enum Told {
        HOURLY,
        DAILY
    }

    PutSightings(Telling telling, Parties parties) {
        this.telling = telling;
        this.parties = parties;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Wanted wanted = Requests.body(request, Wanted.class);
        Told told = Requests.word(Told.class, "told", wanted.told() == null ? "" : wanted.told());
        telling.set(parties.named(request.pathVariable("party")).id(), told == Told.DAILY);
        return Answers.ok(wanted);
    }
}
