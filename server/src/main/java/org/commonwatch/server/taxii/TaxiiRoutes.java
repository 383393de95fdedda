package org.commonwatch.server.taxii;

import static org.springframework.web.servlet.function.RouterFunctions.nest;
import static org.springframework.web.servlet.function.RouterFunctions.route;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.web.Area;
import org.commonwatch.server.web.Intake;
import org.commonwatch.stix.RefusedException;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;

/** Every TAXII endpoint; addresses end in a slash, as the standard has them. */
public final class TaxiiRoutes {
    private TaxiiRoutes() {}

    /**
     * The routes to every API root, which is looked up for who asks.
     *
     * @param intake of what is posted
     * @param maxContentLength how many bytes may be posted at once
     * @param pageObjects how many objects a page has at most
     */
    public static RouterFunction<ServerResponse> of(
            Sharing sharing, Intake intake, long maxContentLength, int pageObjects) {
        Addressed addressed = new Addressed(sharing, pageObjects);
        String collection = "/{root}/collections/{collection}/";
        String objects = collection + "objects/";
        String object = objects + "{object}/";
        RouterFunction<ServerResponse> routes =
                route().GET("/taxii2/", new GetDiscovery(sharing))
                        .GET("/{root}/", new GetRoot(addressed, maxContentLength))
                        .GET("/{root}/status/{status}/", new GetStatus(addressed, sharing))
                        .GET("/{root}/collections/", new GetCollections(addressed, sharing))
                        .GET(collection, new GetCollection(addressed))
                        .GET(collection + "manifest/", new GetManifest(addressed, sharing))
                        .GET(objects, new GetObjects(addressed, sharing))
                        .POST(objects, new PostObjects(addressed, sharing, intake))
                        .GET(object, new GetObject(addressed, sharing))
                        .DELETE(object, new DeleteObject(addressed, sharing))
                        .GET(object + "versions/", new GetVersions(addressed, sharing))
                        .route(any -> true, TaxiiRoutes::nothing)
                        .build()
                        .filter(TaxiiRoutes::told);
        return nest(request -> Area.isTaxii(request.servletRequest().getServletPath()), routes);
    }

    private static ServerResponse nothing(ServerRequest request) {
        throw new ProblemException(new Problem.NotFound("resource", request.path()));
    }

    private static ServerResponse told(ServerRequest request, HandlerFunction<ServerResponse> next)
            throws Exception {
        try {
            List<String> accept = request.headers().header("Accept");
            if (!MediaTypes.accepted(accept)) {
                throw new ProblemException(
                        new Problem.NotAcceptable(String.join(", ", accept), TaxiiMedia.TYPE));
            }
            return next.handle(request);
        } catch (ProblemException e) {
            return TaxiiMedia.refused(e.problem());
        } catch (RefusedException e) {
            return TaxiiMedia.refused(
                    new Problem.Malformed(e.refusal().message(), e.refusal().remedy()));
        }
    }

    /** A refusal that arises outside the routes, as they would tell it. */
    public static ServerResponse refused(Problem problem) {
        return TaxiiMedia.refused(problem);
    }

    /** The text of {@link #refused}, in UTF-8. */
    public static byte[] error(Problem problem) {
        return TaxiiMedia.error(problem);
    }

    /** The media type of {@link #error}. */
    public static String mediaType() {
        return TaxiiMedia.TYPE;
    }
}
