package org.commonwatch.server.connectors;

import org.commonwatch.server.peers.Exchange;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.Duration;

/**
 * {@code POST /api/v1/connectors/{connector}/run}: runs a round now, for half a minute at most;
 * {@code more} says whether to ask again.
 */
final class PostRun implements HandlerFunction<ServerResponse> {
    private static final Duration BUDGET = Duration.ofSeconds(30);

    private final Exchange exchange;

    PostRun(Exchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        return Answers.ok(exchange.run(request.pathVariable("connector"), BUDGET));
    }
}
