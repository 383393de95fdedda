package org.commonwatch.server.indicators;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import org.commonwatch.server.matching.Entries;
import org.commonwatch.server.matching.Matching;
import org.commonwatch.server.matching.Proposals;
import org.commonwatch.server.matching.Telling;
import org.commonwatch.server.membership.Parties;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The endpoints about what is looked for. */
public final class IndicatorRoutes {
    private IndicatorRoutes() {}

    /** What is looked for, and what of it is told. */
    public record Desk(Entries entries, Proposals proposals, Matching matching, Telling telling) {}

    /** What analysts and the operator say and ask. */
    public static RouterFunction<ServerResponse> of(Desk desk, Parties parties) {
        return route().POST("/api/v1/indicators", new PostIndicators(desk.entries(), parties))
                .POST("/api/v1/indicators/paste", new PostPaste(desk.entries(), parties))
                .GET("/api/v1/proposals", new GetProposals(desk.proposals()))
                .POST("/api/v1/proposals/{proposal}", new PostProposal(desk.proposals()))
                .GET("/api/v1/matching", new GetMatching(desk.matching()))
                .PUT("/api/v1/parties/{party}/sightings", new PutSightings(desk.telling(), parties))
                .build();
    }
}
