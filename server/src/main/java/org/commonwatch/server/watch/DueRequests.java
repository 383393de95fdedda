package org.commonwatch.server.watch;

import org.commonwatch.access.Moment;
import org.commonwatch.access.Request;
import org.commonwatch.server.notices.Notice.Episode;
import org.commonwatch.server.notices.Notices;
import org.commonwatch.server.procedure.Registry;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Notices that a request is to be answered soon: its party and those who work for the body are told
 * once, until it is answered, overdue or to be answered later.
 */
public final class DueRequests {
    /** So long before its deadline a request is near it. */
    public static final Duration NEAR = Duration.ofDays(7);

    private static final String KIND = "request-due";

    private final Registry registry;
    private final Notices notices;

    /** Of all requests. */
    public DueRequests(Registry registry, Notices notices) {
        this.registry = registry;
        this.notices = notices;
    }

    /** Begins an episode for each that is near its deadline, and ends those of others. */
    public void look() {
        UnaryOperator<String> named = registry.names();
        Set<Episode> near = new HashSet<>();
        for (Registry.Due each : registry.due(NEAR)) {
            Request request = each.filed().request();
            Episode episode = new Episode(each.party(), KIND, request.id());
            near.add(episode);
            notices.begin(
                    episode,
                    "The request '%s' of %s to %s to be %s is to be answered by %s."
                            .formatted(
                                    request.id(),
                                    named.apply(request.party().toString()),
                                    request.body(),
                                    request.seeks(),
                                    each.filed().due().map(Moment::toString).orElse("")),
                    "/api/v1/requests/" + request.id());
        }
        notices.underWay(KIND).stream().filter(each -> !near.contains(each)).forEach(notices::end);
    }
}
