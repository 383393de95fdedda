package org.commonwatch.server.api;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.sharing.Counts;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/**
 * {@code GET /api/v1/counts?from=…&to=…}: every cell of a time, with all that a number must carry.
 */
final class GetCounts implements HandlerFunction<ServerResponse> {
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

    private final Counts counts;

    GetCounts(Counts counts) {
        this.counts = counts;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        return Answers.ok(
                counts.between(
                        hour(request, "from", "0001-01-01T00:00:00Z"),
                        hour(request, "to", "9999-12-31T23:00:00Z")));
    }

    private static Instant hour(ServerRequest request, String name, String otherwise) {
        String text = request.param(name).orElse(otherwise);
        try {
            if (TIME.matcher(text).matches()) {
                return Instant.parse(text);
            }
        } catch (DateTimeParseException notATime) {
            // told below, as any other text that is no time
        }
        throw new ProblemException(
                new Problem.Malformed(
                        "The parameter '" + name + "' is '" + text + "', which is not a time.",
                        "Write it as 2018-11-24T08:00:00Z."));
    }
}
