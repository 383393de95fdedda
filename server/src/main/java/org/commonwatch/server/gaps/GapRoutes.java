package org.commonwatch.server.gaps;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import org.commonwatch.access.BodyId;
import org.commonwatch.server.hindsight.Hindsight;
import org.commonwatch.server.membership.Directory;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The endpoint about gaps. */
public final class GapRoutes {
    private GapRoutes() {}

    /**
     * The route.
     *
     * @param own the body that the deployment serves
     */
    public static RouterFunction<ServerResponse> of(
            Hindsight hindsight, Directory directory, BodyId own) {
        return route().GET("/api/v1/gap", new GetGap(hindsight, directory, own)).build();
    }
}
