package org.commonwatch.server.taxii;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Root;
import org.commonwatch.server.sharing.Caller;
import org.commonwatch.server.sharing.Offered;
import org.commonwatch.server.sharing.Page;
import org.commonwatch.server.sharing.Question;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.sharing.Surface;
import org.springframework.web.servlet.function.ServerRequest;

import java.util.Optional;

/**
 * What the address of a request names, as far as it is there for who asks; anything else is not
 * found, whether it is hidden or does not exist.
 */
final class Addressed {
    private final Sharing sharing;
    private final int pageObjects;

    /**
     * Of a server.
     *
     * @param pageObjects no page has more
     */
    Addressed(Sharing sharing, int pageObjects) {
        this.sharing = sharing;
        this.pageObjects = pageObjects;
    }

    /** Who asks. */
    static Caller caller(ServerRequest request) {
        Credential credential = request.principal().map(Credential::signedIn).orElseThrow();
        return new Caller(credential.party(), credential.name());
    }

    /** The API root. */
    Root root(ServerRequest request) {
        return sharing.root(caller(request), request.pathVariable("root"));
    }

    /** The collection, by its id or alias. */
    Offered collection(ServerRequest request) {
        return sharing.collection(
                caller(request), request.pathVariable("root"), request.pathVariable("collection"));
    }

    /** What is asked of the collection, and of the object if the address names one. */
    Question question(ServerRequest request, Surface surface, Page.Query query) {
        return new Question(
                caller(request),
                surface,
                collection(request).collection(),
                query.atMost(pageObjects),
                Optional.ofNullable(request.pathVariables().get("object")));
    }
}
