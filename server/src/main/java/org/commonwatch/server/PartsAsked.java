package org.commonwatch.server;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.gaps.GapRoutes;
import org.commonwatch.server.gaps.Gaps;
import org.commonwatch.server.hindsight.Hindsight;
import org.commonwatch.server.matching.Matching;
import org.commonwatch.server.membership.Credentials;
import org.commonwatch.server.membership.Directory;
import org.commonwatch.server.notices.Notices;
import org.commonwatch.server.occasions.Elections;
import org.commonwatch.server.occasions.RampTests;
import org.commonwatch.server.procedure.Registry;
import org.commonwatch.server.record.Record;
import org.commonwatch.server.sharing.Counts;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.surges.SurgeNotices;
import org.commonwatch.server.surges.SurgeRoutes;
import org.commonwatch.server.surges.Watching;
import org.commonwatch.server.watch.DueRequests;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.InstantSource;

/** What analysts ask, and what people are told by itself. */
@Configuration(proxyBeanMethods = false)
class PartsAsked {
    @Bean
    SurgeRoutes.Desk surgeDesk(
            Counts counts, Transactions transactions, Record record, InstantSource clock) {
        return new SurgeRoutes.Desk(
                counts,
                new Watching(),
                new Elections(transactions, record, clock),
                new RampTests(transactions, record, clock));
    }

    @Bean
    SurgeNotices surgeNotices(
            SurgeRoutes.Desk desk, Credentials credentials, Notices notices, InstantSource clock) {
        return new SurgeNotices(desk, credentials, notices, clock);
    }

    @Bean
    DueRequests dueRequests(Registry registry, Notices notices) {
        return new DueRequests(registry, notices);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> surges(SurgeRoutes.Desk desk) {
        return Refusals.told(SurgeRoutes.of(desk));
    }

    @Bean
    Hindsight hindsight(
            Transactions transactions,
            Settings settings,
            Matching matching,
            Sharing sharing,
            InstantSource clock) {
        var stores =
                new Hindsight.Stores(
                        transactions, settings.archive(), matching.knownGood(), settings.body());
        return new Hindsight(stores, sharing, clock);
    }

    @Bean
    Gaps gaps(Hindsight hindsight, Directory directory, Settings settings) {
        return new Gaps(hindsight, directory, settings.body());
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> gapsApi(Gaps gaps) {
        return Refusals.told(GapRoutes.of(gaps));
    }
}
