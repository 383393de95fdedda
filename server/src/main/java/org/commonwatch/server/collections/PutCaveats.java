package org.commonwatch.server.collections;

import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.commonwatch.stix.json.JsonReader;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * {@code PUT /api/v1/collections/{collection}/objects/{object}/caveats}: what its owner says about
 * an object from now on, in place of what it said before.
 */
final class PutCaveats implements HandlerFunction<ServerResponse> {
    private final Asked asked;
    private final Sharing sharing;

    PutCaveats(Asked asked, Sharing sharing) {
        this.asked = asked;
        this.sharing = sharing;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        String object = request.pathVariable("object");
        int versions =
                sharing.caveat(
                        Asked.caller(request),
                        asked.collection(request),
                        object,
                        Posted.caveats(new JsonReader().read(Requests.bytes(request))));
        return Answers.ok(new Changed(object, versions));
    }
}
