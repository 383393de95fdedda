package org.commonwatch.server.gaps;

import org.commonwatch.access.saying.Saying;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.web.Languages;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * {@code GET /api/v1/gap?from=…&to=…}: of what hit a party, what others knew and could not tell it.
 */
final class GetGap implements HandlerFunction<ServerResponse> {
    private final Gaps gaps;

    GetGap(Gaps gaps) {
        this.gaps = gaps;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential who = request.principal().map(Credential::signedIn).orElseThrow();
        Saying.Texts language = Languages.SHIPPED.sayings(Languages.SHIPPED.asked(request));
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(gaps.report(who, request::param, language));
    }
}
