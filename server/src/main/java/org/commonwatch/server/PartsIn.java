package org.commonwatch.server;

import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.raw.RawFiles;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.backup.KeptFiles;
import org.commonwatch.server.health.Meters;
import org.commonwatch.server.indicators.IndicatorRoutes;
import org.commonwatch.server.ingest.Sensors;
import org.commonwatch.server.ingest.syslog.Syslog;
import org.commonwatch.server.intel.Indicators;
import org.commonwatch.server.matching.Entries;
import org.commonwatch.server.matching.KnownGoodLists;
import org.commonwatch.server.matching.Matching;
import org.commonwatch.server.matching.Proposals;
import org.commonwatch.server.matching.Telling;
import org.commonwatch.server.membership.Credentials;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.pipeline.Commits;
import org.commonwatch.server.pipeline.Delivery.Receipt;
import org.commonwatch.server.pipeline.Merging;
import org.commonwatch.server.pipeline.Pipeline;
import org.commonwatch.server.pipeline.RawSegments;
import org.commonwatch.server.record.Record;
import org.commonwatch.server.retention.Retention;
import org.commonwatch.server.retention.RetentionRoutes;
import org.commonwatch.server.retention.Stocks;
import org.commonwatch.server.surges.SurgeNotices;
import org.commonwatch.server.synthetic.Synthetic;
import org.commonwatch.server.synthetic.SyntheticAnswers;
import org.commonwatch.server.watch.DueRequests;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Makes every part by which something comes in, in the order in which they need each other. */
@Configuration(proxyBeanMethods = false)
class PartsIn {
    @Bean(destroyMethod = "close")
    Commits commits(
            Transactions transactions,
            Settings settings,
            InstantSource clock,
            Meters meters,
            RawFiles raw)
            throws IOException {
        Settings.Intake intake = settings.limits().intake();
        var manner =
                new Commits.Manner(
                        settings.archive(),
                        Duration.ofMillis(intake.groupMillis()),
                        Pipeline.AT_ONCE,
                        intake.rawDays() == 0 ? Optional.empty() : Optional.of(raw));
        return Commits.open(
                manner, transactions, settings.body(), clock, receipt -> count(meters, receipt));
    }

    // Also if nothing is kept: what was kept before is still there.
    @Bean(destroyMethod = "close")
    RawFiles rawFiles(Transactions transactions, Settings settings) throws IOException {
        return RawFiles.open(
                settings.data().resolve("raw"), transactions.read(RawSegments::lengths));
    }

    @Bean
    Pipeline pipeline(
            Commits commits, Transactions transactions, Matching matching, Settings settings) {
        return new Pipeline(
                commits, transactions, matching, settings.limits().intake().sensorRate());
    }

    @Bean
    Synthetic synthetic(
            Transactions transactions,
            Credentials credentials,
            Matching matching,
            Settings settings,
            InstantSource clock) {
        return new Synthetic(transactions, credentials, matching, settings.body(), clock);
    }

    // Right after what measures, so that what is refused says so too.
    @Bean
    FilterRegistrationBean<SyntheticAnswers> syntheticAnswers(Synthetic synthetic) {
        var registration = new FilterRegistrationBean<>(new SyntheticAnswers(synthetic));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }

    @Bean
    Merging merging(
            Commits commits, Transactions transactions, Matching matching, InstantSource clock) {
        return new Merging(commits, transactions, matching, clock);
    }

    @Bean
    KeptFiles keptFiles(Commits commits, RawFiles raw) {
        return new KeptFiles(commits.archive(), raw);
    }

    @Bean
    Stocks stocks(RawFiles raw, Commits commits, Settings settings) {
        return new Stocks(
                raw,
                settings.limits().intake().rawDays(),
                commits.archive(),
                settings.listening().flows().sources().inbox());
    }

    @Bean
    Retention retention(
            Transactions transactions, Record record, Stocks stocks, InstantSource clock) {
        return new Retention(transactions, record, stocks, clock);
    }

    @Bean(destroyMethod = "close")
    Upkeep upkeep(Retention retention, Merging merging, SurgeNotices surges, DueRequests due) {
        return new Upkeep(retention, merging, surges, due);
    }

    // When it answers itself, and not for one command.
    @Bean
    ApplicationRunner kept(Settings settings, Upkeep upkeep) {
        return started -> {
            if (settings.listening().flows().outgoing().scheduled()) {
                upkeep.start();
            }
        };
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> retained(Retention retention) {
        return Refusals.told(RetentionRoutes.of(retention));
    }

    private static void count(Meters meters, Receipt receipt) {
        meters.lines("counted", receipt.counted());
        meters.lines("context", receipt.context());
        meters.lines("skipped", receipt.skipped());
        meters.lines("rejected", receipt.rejected());
    }

    @Bean(destroyMethod = "close")
    Matching matching(Transactions transactions, Settings settings, InstantSource clock) {
        var manner =
                new Matching.Manner(
                        settings.archive(),
                        knownGood(settings.data().resolve("known-good")),
                        settings.body());
        return Matching.open(transactions, manner, clock);
    }

    private static KnownGoodLists knownGood(Path folder) {
        try {
            return KnownGoodLists.read(folder);
        } catch (ArchiveRefusedException e) {
            throw new CannotStart(e.refusal().message(), e.refusal().remedy());
        }
    }

    @Bean
    Entries entries(
            Indicators indicators, Matching matching, Settings settings, InstantSource clock) {
        return new Entries(indicators, matching, settings.body(), clock);
    }

    @Bean
    Proposals proposals(
            Transactions transactions, Matching matching, Entries entries, InstantSource clock) {
        return new Proposals(transactions, matching, entries, clock);
    }

    @Bean
    IndicatorRoutes.Desk desk(
            Entries entries,
            Proposals proposals,
            Matching matching,
            Transactions transactions,
            InstantSource clock) {
        return new IndicatorRoutes.Desk(
                entries, proposals, matching, new Telling(transactions, clock));
    }

    @Bean
    SmartLifecycle proposing(Proposals proposals) {
        return new Proposing(proposals);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> indicatorsApi(IndicatorRoutes.Desk desk, Parties parties) {
        return Refusals.told(IndicatorRoutes.of(desk, parties));
    }

    @Bean
    Sensors sensors(Credentials credentials, Pipeline pipeline, InstantSource clock) {
        return new Sensors(credentials, pipeline, clock);
    }

    @Bean(destroyMethod = "close")
    Ears ears(
            Settings settings,
            Sensors sensors,
            Transactions transactions,
            Meters meters,
            SslBundles certificates)
            throws IOException {
        Settings.Listening listening = settings.listening();
        Optional<Syslog.Cover> cover =
                listening.tls().map(tls -> accepted -> WebFloor.covered(certificates, accepted));
        return Ears.open(listening.flows().sources(), cover, sensors, transactions, meters);
    }
}
