package org.commonwatch.server.surges;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import org.commonwatch.server.occasions.Elections;
import org.commonwatch.server.occasions.RampTests;
import org.commonwatch.server.sharing.Counts;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The endpoints about surges and elections. */
public final class SurgeRoutes {
    private SurgeRoutes() {}

    /** What they are answered from. */
    public record Desk(Counts counts, Watching watching, Elections elections, RampTests tests) {}

    /** What people ask and put down. */
    public static RouterFunction<ServerResponse> of(Desk desk) {
        return route().GET("/api/v1/series", new GetSeries(desk.counts(), desk.watching()))
                .GET("/api/v1/attacks", new GetAttacks(desk.counts()))
                .GET("/api/v1/surges", new GetSurges(desk))
                .GET("/api/v1/elections", new GetElections(desk.elections()))
                .POST("/api/v1/elections", new PostElection(desk.elections()))
                .GET("/api/v1/elections/{election}", new GetElection(desk))
                .POST(
                        "/api/v1/elections/{election}/postponements",
                        new PostPostponement(desk.elections()))
                .POST("/api/v1/elections/{election}/ramp-tests", new PostRampTest(desk))
                .build();
    }
}
