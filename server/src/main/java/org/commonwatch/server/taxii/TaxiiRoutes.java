package org.commonwatch.server.taxii;

import static org.springframework.web.servlet.function.RequestPredicates.path;
import static org.springframework.web.servlet.function.RouterFunctions.route;

import org.commonwatch.access.BodyId;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.sharing.Sharing;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Every TAXII endpoint; addresses end in a slash, as the standard has them. */
public final class TaxiiRoutes {
    private TaxiiRoutes() {}

    /** The path of a body's API root, without the final slash. */
    public static String root(BodyId body) {
        return "/" + body.name();
    }

    /** The routes for one body, whose name is the API root. */
    public static RouterFunction<ServerResponse> of(BodyId body, Sharing sharing) {
        String root = root(body);
        return route().GET("/taxii2/", new GetDiscovery(root + "/"))
                .GET(root + "/", new GetRoot(body.name()))
                .GET(root + "/collections/", new GetCollections())
                .GET(root + "/collections/{id}/", new GetCollection())
                .GET(root + "/collections/{id}/objects/", new GetObjects(sharing))
                .route(
                        path("/taxii2/**").or(path(root + "/**")),
                        request -> {
                            throw new ProblemException(
                                    new Problem.NotFound("resource", request.path()));
                        })
                .build()
                .filter((request, next) -> {
                    try {
                        return TaxiiMedia.negotiate(request, next);
                    } catch (ProblemException e) {
                        return TaxiiMedia.refused(e.problem());
                    }
                });
    }

    /** A refusal that arises outside the routes, as they would tell it. */
    public static ServerResponse refused(Problem problem) {
        return TaxiiMedia.refused(problem);
    }

    /** The text of {@link #refused}. */
    public static String error(Problem problem) {
        return TaxiiMedia.error(problem);
    }

    /** The media type of {@link #error}. */
    public static String mediaType() {
        return TaxiiMedia.TYPE;
    }
}
