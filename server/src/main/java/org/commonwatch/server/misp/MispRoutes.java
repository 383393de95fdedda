package org.commonwatch.server.misp;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import org.commonwatch.server.sharing.Sharing;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The addresses of feeds, under each collection, as MISP asks for them. */
public final class MispRoutes {
    private MispRoutes() {}

    /** Of every collection, which is looked up for who asks. */
    public static RouterFunction<ServerResponse> of(Sharing sharing) {
        Feed feed = new Feed(sharing);
        String misp = "/api/v1/collections/{collection}/misp";
        return route().GET(misp + "/manifest.json", new GetManifest(feed))
                .GET(misp + "/hashes.csv", new GetHashes(feed))
                .GET(misp + "/{event}", new GetEvent(feed))
                .build();
    }
}
