package org.commonwatch.server.connectors;

import org.commonwatch.server.peers.Check;
import org.commonwatch.server.peers.Exchange;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;

/** {@code POST /api/v1/connectors/{connector}/test}: what it needs, and whether that is there. */
final class PostTest implements HandlerFunction<ServerResponse> {
    private final Exchange exchange;

    /** Up to the first that does not hold. */
    record Tested(boolean works, List<Check> checks) {}

    PostTest(Exchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        List<Check> checks = exchange.test(request.pathVariable("connector"));
        return Answers.ok(new Tested(checks.stream().allMatch(Check::holds), checks));
    }
}
