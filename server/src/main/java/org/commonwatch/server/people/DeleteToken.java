package org.commonwatch.server.people;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Passes;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code DELETE /api/v1/tokens/{token}} and {@code /api/v1/me/tokens/{token}}: a token opens
 * nothing any more. That of somebody else is not there for whoever may end its own only.
 */
final class DeleteToken implements HandlerFunction<ServerResponse> {
    private final Passes passes;
    private final boolean onlyOwn;

    DeleteToken(Passes passes, boolean onlyOwn) {
        this.passes = passes;
        this.onlyOwn = onlyOwn;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential who = request.principal().map(Credential::signedIn).orElseThrow();
        UUID id = Requests.uuid("token", request.pathVariable("token"));
        passes.end(id, onlyOwn ? Optional.of(who.name()) : Optional.empty(), who.name());
        return Answers.ok(Map.of("id", id.toString()));
    }
}
