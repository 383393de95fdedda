package org.commonwatch.server.connectors;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import org.commonwatch.server.membership.Collections;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.notices.Notices;
import org.commonwatch.server.peers.Connectors;
import org.commonwatch.server.peers.Exchange;
import org.commonwatch.server.recalls.Peers;
import org.commonwatch.server.recalls.Recalls;
import org.commonwatch.server.recalls.Signer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Every endpoint about connectors. */
public final class ConnectorRoutes {
    private ConnectorRoutes() {}

    /** What the operator may do about them. */
    public static RouterFunction<ServerResponse> of(
            Connectors connectors, Exchange exchange, Parties parties, Collections collections) {
        ConnectorText text = new ConnectorText(parties);
        return route().POST(
                        "/api/v1/connectors",
                        new PostConnector(connectors, parties, collections, text))
                .GET("/api/v1/connectors", new GetConnectors(connectors, text))
                .DELETE("/api/v1/connectors/{connector}", new DeleteConnector(connectors))
                .POST("/api/v1/connectors/{connector}/run", new PostRun(exchange))
                .POST("/api/v1/connectors/{connector}/test", new PostTest(exchange))
                .build();
    }

    /** Where the operator sees what was told. */
    public static RouterFunction<ServerResponse> notices(Notices notices, Parties parties) {
        return route().GET("/api/v1/notices", new GetNotices(notices, parties)).build();
    }

    /** What the operator may do about peers and recalls, and where peers bring their notices. */
    public static RouterFunction<ServerResponse> recalls(
            Recalls recalls, Peers peers, Parties parties, Signer signer) {
        return route().POST("/api/v1/peers", new PostPeer(peers, parties))
                .GET("/api/v1/peers", new GetPeers(peers, parties, signer))
                .POST("/api/v1/recalls", new PostRecall(recalls))
                .GET("/api/v1/recalls", new GetRecalls(recalls, parties))
                .build();
    }
}
