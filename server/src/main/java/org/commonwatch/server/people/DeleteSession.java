package org.commonwatch.server.people;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Passes;
import org.commonwatch.server.web.HostCookie;
import org.commonwatch.server.web.Presented;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.Duration;
import java.util.Map;

/** {@code DELETE /api/v1/session}: ends the session or token with which whoever asks came in. */
final class DeleteSession implements HandlerFunction<ServerResponse> {
    private final Passes passes;

    DeleteSession(Passes passes) {
        this.passes = passes;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential who = request.principal().map(Credential::signedIn).orElseThrow();
        Presented.by(request.servletRequest())
                .ifPresent(presented -> {
                    switch (presented) {
                        case Presented.Session(String secret) -> passes.end(who.name(), secret);
                        case Presented.Bearer(String token) -> passes.end(who.name(), token);
                        case Presented.NameAndSecret _, Presented.Certificate _ -> {}
                    }
                });
        return ServerResponse.ok()
                .header(HttpHeaders.SET_COOKIE, HostCookie.SESSION.set("", Duration.ZERO))
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("name", who.name()));
    }
}
