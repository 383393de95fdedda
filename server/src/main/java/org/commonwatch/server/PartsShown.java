package org.commonwatch.server;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.collections.CollectionRoutes;
import org.commonwatch.server.console.ConsoleRoutes;
import org.commonwatch.server.console.Deployment;
import org.commonwatch.server.doctor.Doctor;
import org.commonwatch.server.findings.FindingRoutes;
import org.commonwatch.server.findings.Findings;
import org.commonwatch.server.gaps.Gaps;
import org.commonwatch.server.health.HealthRoutes;
import org.commonwatch.server.membership.Directory;
import org.commonwatch.server.procedure.Drafts;
import org.commonwatch.server.procedure.Registry;
import org.commonwatch.server.record.Record;
import org.commonwatch.server.reports.Letterhead;
import org.commonwatch.server.reports.ReportRoutes;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.surges.SurgeRoutes;
import org.commonwatch.server.synthetic.Synthetic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.InstantSource;

/** What people see, in a browser and on paper. */
@Configuration(proxyBeanMethods = false)
class PartsShown {
    @Bean
    Deployment deployment(Settings settings, Synthetic synthetic) {
        Settings.Shown shown = settings.listening().flows().shown();
        return new Deployment(
                shown.name(),
                shown.zone(),
                isSynthetic(settings, synthetic),
                settings.body().name(),
                settings.listening().issuer().isPresent());
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> matrix(
            Sharing sharing, Directory directory, Registry registry, Settings settings) {
        return Refusals.told(
                CollectionRoutes.matrix(
                        sharing, directory, registry, settings.limits().pageObjects()));
    }

    @Bean
    FindingRoutes.Institutional institutional(
            Directory directory, Registry registry, Drafts drafts, Sharing sharing, Gaps gaps) {
        return new FindingRoutes.Institutional(directory, registry, drafts, sharing, gaps);
    }

    @Bean
    Doctor diagnoses(
            Settings settings, Transactions transactions, Record record, InstantSource clock) {
        return new Doctor(settings.place(), transactions, record, clock);
    }

    @Bean
    FindingRoutes.Floor ownFloor(
            Record record, Settings settings, Doctor doctor, Synthetic synthetic) {
        return new FindingRoutes.Floor(record, doctor, isSynthetic(settings, synthetic));
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> whatIsSet(Settings settings) {
        return Refusals.told(HealthRoutes.settings(settings.listening().flows().shown().told()));
    }

    // A store that was restored elsewhere has its mark, and no file beside it.
    private static boolean isSynthetic(Settings settings, Synthetic synthetic) {
        return settings.isSynthetic() || synthetic.mark().isPresent();
    }

    @Bean
    Findings sayings(
            SurgeRoutes.Desk surges,
            FindingRoutes.Institutional parties,
            FindingRoutes.Floor floor,
            InstantSource clock) {
        return FindingRoutes.findings(surges, parties, floor, clock);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> findings(Findings findings) {
        return Refusals.told(FindingRoutes.of(findings));
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> reports(
            Findings findings,
            SurgeRoutes.Desk surges,
            FindingRoutes.Institutional parties,
            Deployment deployment,
            InstantSource clock) {
        var letterhead = new Letterhead(deployment.name(), deployment.synthetic(), clock);
        return Refusals.told(
                ReportRoutes.of(
                        findings, surges, parties.directory(), parties.registry(), letterhead));
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> console(Deployment deployment) {
        return Refusals.told(ConsoleRoutes.of(ConsoleRoutes.FOLDER, deployment));
    }
}
