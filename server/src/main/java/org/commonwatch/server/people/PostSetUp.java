package org.commonwatch.server.people;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Credentials;
import org.commonwatch.server.membership.Pass;
import org.commonwatch.server.membership.Passes;
import org.commonwatch.server.membership.Proof;
import org.commonwatch.server.membership.SetUpLinks;
import org.commonwatch.server.web.HostCookie;
import org.commonwatch.server.web.Pages;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * {@code POST /api/v1/set-up}: whoever has the link becomes an operator, with a name and a password
 * of this server: the way in when no issuer answers.
 */
final class PostSetUp implements HandlerFunction<ServerResponse> {
    private final Credentials credentials;
    private final SetUpLinks links;

    PostSetUp(Credentials credentials, SetUpLinks links) {
        this.credentials = credentials;
        this.links = links;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        String key = Requests.needed(request, "key");
        links.check(key); // before any password is digested
        Credential who =
                credentials.addOperator(
                        Requests.needed(request, "name"),
                        new Proof.Password(Requests.needed(request, "password")),
                        key);
        Pass.Issued session = Sessions.begin(credentials.passes(), who);
        return Pages.page(
                "You run this server",
                "<p>You have signed in, and can with your name and password from now on."
                        + " <a href=\"/\">Go on</a>.</p>",
                HostCookie.SESSION.set(session.secret(), Passes.SESSION));
    }
}
