package org.commonwatch.server.connectors;

import org.commonwatch.server.connectors.PostPeer.Named;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.membership.Party;
import org.commonwatch.server.recalls.Peers;
import org.commonwatch.server.recalls.Signer;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;

/** {@code GET /api/v1/peers}: every other Commonwatch, and the key by which they know this one. */
final class GetPeers implements HandlerFunction<ServerResponse> {
    private final Peers peers;
    private final Parties parties;
    private final Signer signer;

    /** Our own key, and all of them. */
    record All(String key, List<Named> peers) {}

    GetPeers(Peers peers, Parties parties, Signer signer) {
        this.peers = peers;
        this.parties = parties;
        this.signer = signer;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        List<Named> named =
                peers.all().stream()
                        .map(each ->
                                new Named(
                                        each.name(),
                                        parties.withId(each.party())
                                                .map(Party::name)
                                                .orElse(each.party().toString()),
                                        each.url(),
                                        each.key()))
                        .toList();
        return Answers.ok(new All(signer.publicKey(), named));
    }
}
