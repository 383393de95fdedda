package org.commonwatch.server.retention;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Every endpoint about what is let go of. */
public final class RetentionRoutes {
    private RetentionRoutes() {}

    /** What the operator may do about it. */
    public static RouterFunction<ServerResponse> of(Retention retention) {
        return route().GET("/api/v1/retention", new GetRetention(retention))
                .PUT("/api/v1/retention/{class}", new PutRetention(retention))
                .GET("/api/v1/retention/preview", new GetPreview(retention))
                .POST("/api/v1/retention/run", new PostRun(retention))
                .GET("/api/v1/holds", new GetHolds(retention.holds()))
                .POST("/api/v1/holds", new PostHold(retention.holds()))
                .DELETE("/api/v1/holds/{hold}", new DeleteHold(retention.holds()))
                .build();
    }
}
