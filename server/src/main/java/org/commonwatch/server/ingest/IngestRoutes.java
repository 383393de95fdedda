package org.commonwatch.server.ingest;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import org.commonwatch.server.pipeline.Pipeline;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.InstantSource;

/** The endpoint that sensors deliver to. */
public final class IngestRoutes {
    private IngestRoutes() {}

    /** Telemetry from sensors. */
    public static RouterFunction<ServerResponse> of(Pipeline pipeline, InstantSource clock) {
        return route().POST("/api/v1/ingest", new PostSegment(pipeline, clock)).build();
    }
}
