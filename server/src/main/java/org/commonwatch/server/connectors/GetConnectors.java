package org.commonwatch.server.connectors;

import org.commonwatch.server.connectors.ConnectorText.Told;
import org.commonwatch.server.peers.Connectors;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;

/** {@code GET /api/v1/connectors}: all of them, and what became of each last. */
final class GetConnectors implements HandlerFunction<ServerResponse> {
    private final Connectors connectors;
    private final ConnectorText text;

    /** All of them. */
    record All(List<Told> connectors) {}

    GetConnectors(Connectors connectors, ConnectorText text) {
        this.connectors = connectors;
        this.text = text;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        return Answers.ok(new All(connectors.all().stream().map(text::of).toList()));
    }
}
