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
import org.springframework.http.MediaType;
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

    /** What a page of the console sends, and a form in words. */
    record Wanted(String key, String name, String password) {
        @Override
        public String toString() {
            return "Wanted[" + name + "]";
        }
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        boolean json =
                request.headers()
                        .contentType()
                        .filter(MediaType.APPLICATION_JSON::isCompatibleWith)
                        .isPresent();
        Wanted wanted =
                json
                        ? Requests.body(request, Wanted.class)
                        : new Wanted(
                                Requests.needed(request, "key"),
                                Requests.needed(request, "name"),
                                Requests.needed(request, "password"));
        links.check(wanted.key()); // before any password is digested
        Credential who =
                credentials.addOperator(
                        wanted.name(), new Proof.Password(wanted.password()), wanted.key());
        Pass.Issued session = Sessions.begin(credentials.passes(), who);
        return json
                ? Sessions.begun(session)
                : Pages.page(
                        "You run this server",
                        "<p>You have signed in, and can with your name and password from now on."
                                + " <a href=\"/\">Go on</a>.</p>",
                        HostCookie.SESSION.set(session.secret(), Passes.SESSION));
    }
}
