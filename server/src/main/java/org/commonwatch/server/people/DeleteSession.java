package org.commonwatch.server.people;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Passes;
import org.commonwatch.server.web.HostCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.Duration;
import java.util.Map;

/** {@code DELETE /api/v1/session}: signs a browser out. */
final class DeleteSession implements HandlerFunction<ServerResponse> {
    private final Passes passes;

    DeleteSession(Passes passes) {
        this.passes = passes;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential who = request.principal().map(Credential::signedIn).orElseThrow();
        HostCookie.SESSION.in(request.servletRequest())
                .ifPresent(secret -> passes.end(who.name(), secret));
        return ServerResponse.ok()
                .header(HttpHeaders.SET_COOKIE, HostCookie.SESSION.set("", Duration.ZERO))
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("name", who.name()));
    }
}
