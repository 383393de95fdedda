package org.commonwatch.server.collections;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import org.commonwatch.server.membership.Directory;
import org.commonwatch.server.procedure.Registry;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.web.Intake;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The endpoints for who reads and writes collections. */
public final class CollectionRoutes {
    private CollectionRoutes() {}

    /** The route to the table of objects and parties. */
    public static RouterFunction<ServerResponse> matrix(
            Sharing sharing, Directory directory, Registry registry, int pageObjects) {
        Asked asked = new Asked(sharing, pageObjects);
        return route().GET("/api/v1/matrix", new GetMatrix(asked, sharing, directory, registry))
                .build();
    }

    /**
     * The routes to every collection, which is looked up for who asks.
     *
     * @param pageObjects how many objects a page has at most
     */
    public static RouterFunction<ServerResponse> of(
            Sharing sharing, Directory directory, Intake intake, Streams streams, int pageObjects) {
        Asked asked = new Asked(sharing, pageObjects);
        String collection = "/api/v1/collections/{collection}";
        String objects = collection + "/objects";
        String object = objects + "/{object}";
        return route().GET("/api/v1/collections", new GetCollections(sharing))
                .GET(
                        "/api/v1/parties/{party}/objects",
                        new GetPartyObjects(asked, sharing, directory))
                .GET("/api/v1/indicators", new GetOfType(asked, sharing, "indicator"))
                .GET("/api/v1/sightings", new GetOfType(asked, sharing, "sighting"))
                .GET("/api/v1/receipts", new GetReceipts(sharing))
                .GET("/api/v1/receipts/{receipt}", new GetReceipt(sharing))
                .DELETE("/api/v1/receipts/{receipt}", new DeleteReceipt(sharing))
                .GET("/api/v1/reviews", new GetReviews(sharing, directory))
                .POST("/api/v1/reviews/{review}", new PostReview(sharing))
                .GET("/api/v1/deliveries", new GetDeliveries(sharing))
                .GET(collection + "/counts", new GetObjectCounts(asked, sharing))
                .GET(collection + "/events", new GetEvents(asked, sharing, streams))
                .GET(collection + "/export", new GetExport(asked, sharing))
                .GET(objects, new GetObjects(asked, sharing))
                .POST(objects, new PostObjects(asked, sharing, intake))
                .GET(object, new GetObject(asked, sharing))
                .DELETE(object, new DeleteObject(asked, sharing))
                .PUT(object + "/caveats", new PutCaveats(asked, sharing))
                .build();
    }
}
