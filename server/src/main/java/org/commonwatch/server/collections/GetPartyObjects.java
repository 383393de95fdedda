package org.commonwatch.server.collections;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Directory;
import org.commonwatch.server.sharing.Match;
import org.commonwatch.server.sharing.Page;
import org.commonwatch.server.sharing.Question;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.sharing.Surface;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.Instant;
import java.util.Optional;

/**
 * {@code GET /api/v1/parties/{party}/objects?collection=…&at=…}: a collection as another party
 * would see it, of what the caller may read itself.
 */
final class GetPartyObjects implements HandlerFunction<ServerResponse> {
    private final Asked asked;
    private final Sharing sharing;
    private final Directory directory;

    GetPartyObjects(Asked asked, Sharing sharing, Directory directory) {
        this.asked = asked;
        this.sharing = sharing;
        this.directory = directory;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential who = request.principal().map(Credential::signedIn).orElseThrow();
        Directory.Entry other =
                directory.party(
                        who.party(),
                        who.is(Credential.Role.AUDITOR),
                        request.pathVariable("party"));
        Page.Query query = Asked.query(request, Asked.match(request, Match.Versions.LAST));
        Question question =
                asked.question(
                        request, Surface.VIEW_AS, query, Requests.needed(request, "collection"));
        Optional<Instant> at = request.param("at").map(each -> Requests.time("at", each));
        return Answers.ok(
                request, sharing.readAs(question, other.id(), at, GetObjects::written).body());
    }
}
