package org.commonwatch.server.ingest;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.pipeline.Delivery;
import org.commonwatch.server.pipeline.Pipeline;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.Optional;

/** {@code POST /api/v1/ingest}: counts lines of the signed-in sensor; the answer is a receipt. */
final class PostSegment implements HandlerFunction<ServerResponse> {
    private final Pipeline pipeline;

    PostSegment(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential sensor = request.principal().map(Credential::signedIn).orElseThrow();
        Optional<String> id = Optional.ofNullable(request.headers().firstHeader("Segment-Id"));
        Delivery delivery = new Delivery(request.servletRequest().getInputStream(), id);
        return Answers.ok(pipeline.take(sensor, delivery));
    }
}
