package org.commonwatch.server.api;

import static org.springframework.web.servlet.function.RequestPredicates.path;
import static org.springframework.web.servlet.function.RouterFunctions.route;

import org.commonwatch.server.backup.Backup;
import org.commonwatch.server.membership.Collections;
import org.commonwatch.server.membership.Institutions;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.record.Record;
import org.commonwatch.server.sharing.Counts;
import org.commonwatch.server.sharing.Sharing;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Every endpoint of the product's own API, as {@code openapi.yaml} tells it. */
public final class ApiRoutes {
    private ApiRoutes() {}

    /** Where the operator takes a backup. */
    public static RouterFunction<ServerResponse> backup(Backup backup, Record record) {
        return route().GET("/api/v1/backup", new GetBackup(backup, record)).build();
    }

    /**
     * What the operator may ask; at any other address of the API there is nothing, so these routes
     * come last.
     */
    public static RouterFunction<ServerResponse> of(Parties parties, Counts counts, Record record) {
        return route().POST("/api/v1/parties", new PostParty(parties))
                .GET("/api/v1/counts", new GetCounts(counts))
                .GET("/api/v1/record", new GetRecord(record))
                .GET("/api/v1/record/head", new GetRecordHead(record))
                .route(
                        path("/api/**"),
                        request -> {
                            throw new ProblemException(
                                    new Problem.NotFound("endpoint", request.path()));
                        })
                .build();
    }

    /** Where the operator records what parties and bodies are. */
    public static RouterFunction<ServerResponse> institutions(
            Parties parties, Institutions institutions) {
        return route().POST("/api/v1/assertions", new PostAssertion(institutions))
                .GET("/api/v1/assertions", new GetAssertions(institutions))
                .POST("/api/v1/charters", new PostCharter(institutions))
                .POST("/api/v1/standings", new PostStanding(parties, institutions))
                .build();
    }

    /** What the operator may do about API roots and collections. */
    public static RouterFunction<ServerResponse> taxii(
            Institutions institutions, Parties parties, Sharing sharing) {
        Collections collections = institutions.collections();
        return route().POST("/api/v1/taxii/roots", new PostRoot(institutions.roots()))
                .POST("/api/v1/taxii/collections", new PostCollection(collections, parties))
                .GET("/api/v1/taxii/collections", new GetTaxiiCollections(collections))
                .POST("/api/v1/taxii/import", new PostImport(collections, parties, sharing))
                .build();
    }
}
