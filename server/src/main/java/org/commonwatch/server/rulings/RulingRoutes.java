package org.commonwatch.server.rulings;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import org.commonwatch.server.membership.Directory;
import org.commonwatch.server.sharing.Sharing;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The endpoints for who asks why. */
public final class RulingRoutes {
    private RulingRoutes() {}

    /** The routes: those below a party are for whoever may ask for another. */
    public static RouterFunction<ServerResponse> of(Sharing sharing, Directory directory) {
        var asker = new Asker(directory);
        var rulings = new GetRulings(asker, sharing.rulings());
        return route().GET("/api/v1/standing", new GetStanding(directory, sharing))
                .GET("/api/v1/parties", new GetParties(directory))
                .GET("/api/v1/parties/{party}", new GetParty(directory))
                .GET("/api/v1/rulings", rulings)
                .GET("/api/v1/parties/{party}/rulings", rulings)
                .GET("/api/v1/parties/{party}/what-if", new GetWhatIf(asker, sharing.rulings()))
                .build();
    }
}
