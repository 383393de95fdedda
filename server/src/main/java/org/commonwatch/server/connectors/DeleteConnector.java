package org.commonwatch.server.connectors;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.peers.Connectors;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** {@code DELETE /api/v1/connectors/{connector}}: ends one; what came by it stays. */
final class DeleteConnector implements HandlerFunction<ServerResponse> {
    private final Connectors connectors;

    /** What was ended. */
    record Ended(String name) {}

    DeleteConnector(Connectors connectors) {
        this.connectors = connectors;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        String name = request.pathVariable("connector");
        Credential operator = request.principal().map(Credential::signedIn).orElseThrow();
        connectors.end(name, operator.name());
        return Answers.ok(new Ended(name));
    }
}
