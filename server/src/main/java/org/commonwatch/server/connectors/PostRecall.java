package org.commonwatch.server.connectors;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.recalls.Recalls;
import org.commonwatch.server.sharing.Caller;
import org.commonwatch.server.web.Requests;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * {@code POST /api/v1/recalls}: a signed notice of a peer that something it gave is to be taken
 * out. The answer is a signed receipt.
 */
final class PostRecall implements HandlerFunction<ServerResponse> {
    private final Recalls recalls;

    PostRecall(Recalls recalls) {
        this.recalls = recalls;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential who = request.principal().map(Credential::signedIn).orElseThrow();
        byte[] receipt = recalls.heed(new Caller(who.party(), who.name()), Requests.bytes(request));
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).body(receipt);
    }
}
