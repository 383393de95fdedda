package org.commonwatch.server.people;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Pass;
import org.commonwatch.server.membership.Passes;
import org.commonwatch.server.web.HostCookie;
import org.commonwatch.server.web.Scope;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.Map;

/** How a browser's session begins. */
final class Sessions {
    private Sessions() {}

    static Pass.Issued begin(Passes passes, Credential who) {
        return passes.issue(
                who, new Pass.Wish(Pass.Kind.SESSION, "", who.roles(), Scope.ALL), Passes.SESSION);
    }

    /** The session in its cookie, and what a page has to send with changes. */
    static ServerResponse begun(Pass.Issued session) throws Exception {
        return ServerResponse.ok()
                .header(
                        HttpHeaders.SET_COOKIE,
                        HostCookie.SESSION.set(session.secret(), Passes.SESSION))
                .contentType(MediaType.APPLICATION_JSON)
                .body(
                        Map.of(
                                "name",
                                session.pass().name(),
                                "csrf",
                                HostCookie.proof(session.secret())));
    }
}
