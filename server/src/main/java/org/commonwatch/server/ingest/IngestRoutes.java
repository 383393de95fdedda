package org.commonwatch.server.ingest;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.pipeline.IndicatorImport;
import org.commonwatch.server.pipeline.Pipeline;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.InstantSource;

/** Every endpoint that takes something in. */
public final class IngestRoutes {
    private IngestRoutes() {}

    /** Telemetry from sensors and lists of indicators from the operator. */
    public static RouterFunction<ServerResponse> of(
            Pipeline pipeline, IndicatorImport indicators, Parties parties, InstantSource clock) {
        return route().POST("/api/v1/ingest", new PostSegment(pipeline, clock))
                .POST("/api/v1/indicators", new PostIndicators(indicators, parties))
                .build();
    }
}
