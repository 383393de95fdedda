package org.commonwatch.server.people;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.Pages;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.regex.Pattern;

/** {@code GET /api/v1/set-up?key=…}: the form in which the first operator chooses a password. */
final class GetSetUp implements HandlerFunction<ServerResponse> {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{43}");

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        String key = request.param("key").orElse("");
        if (!KEY.matcher(key).matches()) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "This is no link to set the server up.",
                            "Open the link as the server printed it."));
        }
        return Pages.page(
                "Who runs this server?",
                """
                <form method="post" action="/api/v1/set-up">
                <input type="hidden" name="key" value="%s">
                <p><label>Name <input name="name" required autocomplete="username"></label></p>
                <p><label>Password, of 8 characters or more
                <input name="password" type="password" required minlength="8"
                 autocomplete="new-password"></label></p>
                <p><button>Begin</button></p>
                </form>
                """
                        .formatted(key));
    }
}
