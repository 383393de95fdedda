package org.commonwatch.server.findings;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import org.commonwatch.server.doctor.Doctor;
import org.commonwatch.server.gaps.Gaps;
import org.commonwatch.server.membership.Directory;
import org.commonwatch.server.procedure.Drafts;
import org.commonwatch.server.procedure.Registry;
import org.commonwatch.server.record.Record;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.surges.SurgeRoutes;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.InstantSource;

/** Where a page asks what it has to say. */
public final class FindingRoutes {
    private FindingRoutes() {}

    /** What findings about parties are made of. */
    public record Institutional(
            Directory directory, Registry registry, Drafts drafts, Sharing sharing, Gaps gaps) {}

    /** What findings about the server itself are made of. */
    public record Floor(Record record, Doctor doctor, boolean synthetic) {}

    /** All that there is to say. */
    public static Findings findings(
            SurgeRoutes.Desk surges, Institutional parties, Floor floor, InstantSource clock) {
        return new Findings(
                new Rises(surges, clock, floor.synthetic()),
                new Standings(
                        parties.directory(),
                        new Standings.Procedures(parties.registry(), parties.drafts()),
                        parties.sharing(),
                        clock),
                new Floors(floor.record(), floor.doctor(), clock),
                new Lags(parties.gaps()));
    }

    /** The route. */
    public static RouterFunction<ServerResponse> of(Findings findings) {
        return route().GET("/api/v1/findings", new GetFindings(findings)).build();
    }
}
