package org.commonwatch.server.reports;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import org.commonwatch.server.findings.Findings;
import org.commonwatch.server.membership.Directory;
import org.commonwatch.server.procedure.Registry;
import org.commonwatch.server.surges.SurgeRoutes;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where reports are asked for. */
public final class ReportRoutes {
    private ReportRoutes() {}

    /** The routes. */
    public static RouterFunction<ServerResponse> of(
            Findings findings,
            SurgeRoutes.Desk desk,
            Directory directory,
            Registry registry,
            Letterhead letterhead) {
        var dossier = new Dossier(findings, directory, registry, letterhead.clock());
        Map<String, Report> reports = new LinkedHashMap<>();
        reports.put("monthly", new Monthly(findings, desk));
        reports.put("request-pack", dossier::requestPack);
        reports.put("gap", dossier::gap);
        reports.put("decision", dossier::decision);
        return route().GET("/api/v1/reports", new GetReports(reports.keySet()))
                .GET("/api/v1/reports/{report}", new GetReport(reports, letterhead))
                .build();
    }
}
