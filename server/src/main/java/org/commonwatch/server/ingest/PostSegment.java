package org.commonwatch.server.ingest;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.pipeline.Delivery;
import org.commonwatch.server.pipeline.Formats;
import org.commonwatch.server.pipeline.Pipeline;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.Answers;
import org.commonwatch.telemetry.sensor.dialect.ReadingOptions;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * {@code POST /api/v1/ingest?format=…&year=…}: counts lines of the signed-in sensor; the answer is
 * a receipt.
 */
final class PostSegment implements HandlerFunction<ServerResponse> {
    private final Pipeline pipeline;
    private final InstantSource clock;

    PostSegment(Pipeline pipeline, InstantSource clock) {
        this.pipeline = pipeline;
        this.clock = clock;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential sensor = request.principal().map(Credential::signedIn).orElseThrow();
        Optional<String> id = Optional.ofNullable(request.headers().firstHeader("Segment-Id"));
        var form = new Delivery.Form(request.param("format").map(Formats::named), year(request));
        Delivery delivery = new Delivery(request.servletRequest().getInputStream(), id, form);
        return Answers.ok(pipeline.take(sensor, delivery));
    }

    private int year(ServerRequest request) {
        int now = clock.instant().atOffset(ZoneOffset.UTC).getYear();
        try {
            int year = request.param("year").map(Integer::parseInt).orElse(now);
            if (ReadingOptions.isYear(year)) {
                return year;
            }
        } catch (NumberFormatException e) {
            // no number at all is no year either
        }
        throw new ProblemException(
                new Problem.Malformed(
                        "The year of the lines is none of telemetry.",
                        "Give one from 1900 to 2999, or leave it out."));
    }
}
