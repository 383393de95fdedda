package org.commonwatch.server.retention;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** {@code DELETE /api/v1/holds/{hold}}: lifts a legal hold. */
final class DeleteHold implements HandlerFunction<ServerResponse> {
    private final Holds holds;

    DeleteHold(Holds holds) {
        this.holds = holds;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential operator = request.principal().map(Credential::signedIn).orElseThrow();
        return Answers.ok(holds.lift(number(request.pathVariable("hold")), operator.name()));
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new ProblemException(new Problem.NotFound("hold", text));
        }
    }
}
