package org.commonwatch.server.people;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Passes;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;
import java.util.Optional;

/**
 * {@code GET /api/v1/tokens} and {@code /api/v1/me/tokens}: every token that opens the door, or
 * those of whoever asks; the newest first, never with its secret.
 */
final class GetTokens implements HandlerFunction<ServerResponse> {
    private static final int LIMIT = 10_000;

    private final Passes passes;
    private final boolean onlyOwn;

    /** The tokens. */
    record Found(List<TokenText.Told> tokens) {}

    GetTokens(Passes passes, boolean onlyOwn) {
        this.passes = passes;
        this.onlyOwn = onlyOwn;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential who = request.principal().map(Credential::signedIn).orElseThrow();
        Optional<String> name = onlyOwn ? Optional.of(who.name()) : Optional.empty();
        return Answers.ok(
                new Found(passes.tokens(name, LIMIT).stream().map(TokenText::told).toList()));
    }
}
