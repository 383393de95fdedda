package org.commonwatch.server.connectors;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.recalls.Peer;
import org.commonwatch.server.recalls.Peers;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** {@code POST /api/v1/peers}: adds another Commonwatch, known by its key from now on. */
final class PostPeer implements HandlerFunction<ServerResponse> {
    private final Peers peers;
    private final Parties parties;

    /** What is asked for, and what is told of one. */
    record Named(String name, String party, String url, String key) {}

    PostPeer(Peers peers, Parties parties) {
        this.peers = peers;
        this.parties = parties;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Named wanted = Requests.body(request, Named.class);
        Credential operator = request.principal().map(Credential::signedIn).orElseThrow();
        Peer peer =
                new Peer(
                        wanted.name(),
                        parties.named(wanted.party()).id(),
                        wanted.url(),
                        wanted.key());
        peers.add(peer, operator.name());
        return Answers.ok(wanted);
    }
}
