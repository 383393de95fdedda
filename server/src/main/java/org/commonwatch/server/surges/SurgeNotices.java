package org.commonwatch.server.surges;

import org.commonwatch.insight.InsightRefusedException;
import org.commonwatch.insight.series.Series;
import org.commonwatch.insight.surge.Surge;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Credential.Role;
import org.commonwatch.server.membership.Credentials;
import org.commonwatch.server.notices.Notice.Episode;
import org.commonwatch.server.notices.Notices;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.Languages;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Notices that the alerts of a party's own sensors have risen: the party is told once, until it has
 * been calm for a week.
 */
public final class SurgeNotices {
    private static final String KIND = "surge";
    private static final Reasons ENGLISH = new Reasons(Languages.SHIPPED, "en");
    private static final Duration CALM = Duration.ofDays(Watching.BUDGET.calmDays());

    private final SurgeRoutes.Desk desk;
    private final Credentials credentials;
    private final Notices notices;
    private final InstantSource clock;

    /** Tells nothing before it looks. */
    public SurgeNotices(
            SurgeRoutes.Desk desk, Credentials credentials, Notices notices, InstantSource clock) {
        this.desk = desk;
        this.credentials = credentials;
        this.notices = notices;
        this.clock = clock;
    }

    /** Begins an episode for each party whose alerts have risen, and ends those of others. */
    public void look() {
        Set<Episode> rising = new HashSet<>();
        for (StixId party : credentials.partiesWithSensors()) {
            Episode episode = new Episode(party, KIND, Asked.UNIT);
            underWay(party)
                    .ifPresent(surge -> {
                        rising.add(episode);
                        notices.begin(episode, surge, "/api/v1/surges");
                    });
        }
        notices.underWay(KIND).stream()
                .filter(each -> !rising.contains(each))
                .forEach(notices::end);
    }

    // What is said of it.
    private Optional<String> underWay(StixId party) {
        var reader = new Credential(KIND, party, Set.of(Role.READER), Tlp.RED);
        var what =
                new Asked.What(
                        Asked.UNIT,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        try {
            Asked.Found found = Asked.days(what, Optional.empty()).find(desk.counts(), reader);
            Series all = found.all();
            Instant end = all.start(all.size());
            if (end.isBefore(clock.instant().minus(CALM))) {
                return Optional.empty();
            }
            Watching.Read read = desk.watching().read(all);
            List<Surge> surges =
                    desk.watching().surges(found.counted(), read, desk.elections().calendar());
            String why =
                    read.method() == Watching.Method.EARS
                            ? " " + ENGLISH.of(read.method(), all.size())
                            : "";
            return surges.stream()
                    .filter(each -> !each.extent().to().isBefore(end.minus(CALM)))
                    .reduce((earlier, later) -> later)
                    .map(each -> each.reason() + why);
        } catch (InsightRefusedException | ProblemException tooLittle) {
            return Optional.empty(); // nothing counted, under one rule, for long enough
        }
    }
}
