package org.commonwatch.server.feeds;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import org.commonwatch.server.sharing.Sharing;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.InstantSource;

/** The endpoints that sensors and what feeds them ask. */
public final class FeedRoutes {
    private FeedRoutes() {}

    /**
     * Every feed, for whoever reads.
     *
     * @param pageObjects how many objects are read at once
     */
    public static RouterFunction<ServerResponse> of(
            Sharing sharing, int pageObjects, InstantSource clock) {
        Feeds feeds = new Feeds(sharing, pageObjects, clock);
        return route().GET("/api/v1/feeds/{feed}", new GetFeed(feeds)).build();
    }
}
