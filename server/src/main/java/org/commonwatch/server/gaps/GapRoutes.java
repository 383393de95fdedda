package org.commonwatch.server.gaps;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The endpoint about gaps. */
public final class GapRoutes {
    private GapRoutes() {}

    /** The route. */
    public static RouterFunction<ServerResponse> of(Gaps gaps) {
        return route().GET("/api/v1/gap", new GetGap(gaps)).build();
    }
}
