package org.commonwatch.server.indicators;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import org.commonwatch.server.matching.Entries;
import org.commonwatch.server.matching.Matching;
import org.commonwatch.server.membership.Parties;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The endpoints about what is looked for. */
public final class IndicatorRoutes {
    private IndicatorRoutes() {}

    /** What analysts and the operator say and ask. */
    public static RouterFunction<ServerResponse> of(
            Entries entries, Matching matching, Parties parties) {
        return route().POST("/api/v1/indicators/paste", new PostPaste(entries, parties))
                .GET("/api/v1/matching", new GetMatching(matching))
                .build();
    }
}
