package org.commonwatch.server.retention;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** {@code POST /api/v1/retention/run}: lets go of what is to go now. */
final class PostRun implements HandlerFunction<ServerResponse> {
    private final Retention retention;

    PostRun(Retention retention) {
        this.retention = retention;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential operator = request.principal().map(Credential::signedIn).orElseThrow();
        return Answers.ok(Told.of(retention.run(operator.name()), retention.holds()));
    }
}
