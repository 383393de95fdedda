package org.commonwatch.server;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.commonwatch.database.Database;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.api.ApiRoutes;
import org.commonwatch.server.backup.Backup;
import org.commonwatch.server.backup.KeptFiles;
import org.commonwatch.server.collections.CollectionRoutes;
import org.commonwatch.server.collections.Streams;
import org.commonwatch.server.connectors.ConnectorRoutes;
import org.commonwatch.server.database.Pulse;
import org.commonwatch.server.doctor.Doctor;
import org.commonwatch.server.doctor.Hearing;
import org.commonwatch.server.exposure.Exposure;
import org.commonwatch.server.feeds.FeedRoutes;
import org.commonwatch.server.health.HealthRoutes;
import org.commonwatch.server.health.Meters;
import org.commonwatch.server.health.Phase;
import org.commonwatch.server.health.Porch;
import org.commonwatch.server.health.Progress;
import org.commonwatch.server.health.Traffic;
import org.commonwatch.server.ingest.IngestRoutes;
import org.commonwatch.server.intel.CellSums;
import org.commonwatch.server.intel.Cells;
import org.commonwatch.server.intel.Indicators;
import org.commonwatch.server.intel.StixObjects;
import org.commonwatch.server.membership.Credentials;
import org.commonwatch.server.membership.Directory;
import org.commonwatch.server.membership.Institutions;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.membership.RefusedSignIns;
import org.commonwatch.server.membership.SetUpLinks;
import org.commonwatch.server.misp.MispRoutes;
import org.commonwatch.server.notices.Notices;
import org.commonwatch.server.oidc.CodeSignIn;
import org.commonwatch.server.oidc.TrustedIssuer;
import org.commonwatch.server.outbound.Authorities;
import org.commonwatch.server.outbound.Limits;
import org.commonwatch.server.outbound.Outbound;
import org.commonwatch.server.peers.Connectors;
import org.commonwatch.server.peers.Exchange;
import org.commonwatch.server.peers.Secrets;
import org.commonwatch.server.peers.Sender;
import org.commonwatch.server.people.PeopleRoutes;
import org.commonwatch.server.pipeline.Pipeline;
import org.commonwatch.server.procedure.Drafts;
import org.commonwatch.server.procedure.Mailroom;
import org.commonwatch.server.procedure.Registry;
import org.commonwatch.server.pseudonyms.Pseudonyms;
import org.commonwatch.server.recalls.Peers;
import org.commonwatch.server.recalls.Recalls;
import org.commonwatch.server.recalls.Signer;
import org.commonwatch.server.record.Record;
import org.commonwatch.server.requests.RequestRoutes;
import org.commonwatch.server.rulings.RulingRoutes;
import org.commonwatch.server.sharing.Counts;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.taxii.TaxiiRoutes;
import org.commonwatch.server.watch.SilentSensors;
import org.commonwatch.server.web.Intake;
import org.commonwatch.server.web.Shares;
import org.commonwatch.server.web.SignIn;
import org.flywaydb.core.Flyway;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

import javax.sql.DataSource;

/**
 * Makes every part of the server, in the order in which they need each other; what comes in has
 * {@link PartsIn}.
 */
@Configuration(proxyBeanMethods = false)
@Import({WebFloor.Brought.class, PartsIn.class, PartsAsked.class, PartsShown.class})
class Parts {
    private static final int CONNECTIONS = 10;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int STATEMENT_SECONDS = 60;

    /** SHA-256 of the operator's token, in hexadecimal. */
    record OperatorDigest(String hex) {}

    /** A database that is still started; whoever asks for it waits until it has been. */
    record Coming(Supplier<Database> database) {}

    /** Who else says who signs in, and how people get there and back. */
    record Trusted(Optional<TrustedIssuer> issuer, Optional<CodeSignIn> people) {}

    // the floor --------------------------------------------------------------------------------

    @Bean(destroyMethod = "close")
    Meters meters(Progress progress) {
        return new Meters(progress);
    }

    @Bean
    Database database(Coming coming) {
        return coming.database().get();
    }

    @Bean(destroyMethod = "close")
    HikariDataSource pool(Meters meters, Database database) {
        HikariDataSource pool = pool(database);
        meters.watch(pool);
        return pool;
    }

    static HikariDataSource pool(Database database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(CONNECTIONS);
        // Rows that are added together go in one statement.
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.setConnectionTimeout(CONNECT_MILLIS);
        // To compile a statement takes a hundred times as long as to find the rows of a page.
        config.setConnectionInitSql(
                "SET statement_timeout = '" + STATEMENT_SECONDS + "s'; SET jit = off");
        return new HikariDataSource(config);
    }

    @Bean
    Transactions transactions(DataSource pool, Progress progress) {
        progress.enter(Phase.MIGRATION);
        Flyway.configure().dataSource(pool).load().migrate();
        progress.enter(Phase.LOADING);
        return new Transactions(pool);
    }

    @Bean
    Record record(Database database, Transactions transactions, InstantSource clock) {
        return Record.open(database, transactions, clock);
    }

    // Before all others, so that what they refuse is measured too.
    @Bean
    FilterRegistrationBean<Traffic> traffic(Meters meters) {
        var registration = new FilterRegistrationBean<>(new Traffic(meters));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    RouterFunction<ServerResponse> health(
            Progress progress, DataSource pool, Meters meters, Record record) {
        meters.watchRecord(() -> record.head().number());
        meters.watchSensors(() ->
                new Transactions(pool)
                        .read(each -> Hearing.of(each, Instant.now()))
                        .silent()
                        .size());
        return HealthRoutes.of(progress, new Pulse(pool), meters);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE) // before the routes that end the API
    RouterFunction<ServerResponse> doctor(Doctor doctor) {
        return Refusals.told(HealthRoutes.doctor(doctor));
    }

    @Bean
    SmartLifecycle leaving(Porch porch) {
        return new Leaving(porch);
    }

    @Bean
    SignIn.Door door(Credentials credentials, Trusted trusted) {
        return credentials.door(trusted.issuer().map(issuer -> issuer));
    }

    @Bean
    RefusedSignIns refusedSignIns(Transactions transactions, Record record, InstantSource clock) {
        return new RefusedSignIns(transactions, record, clock);
    }

    @Bean(destroyMethod = "close")
    Handshakes handshakes(RefusedSignIns refused) {
        return Handshakes.watched(refused);
    }

    @Bean
    Trusted trusted(
            Settings settings, Parties parties, RefusedSignIns refused, InstantSource clock) {
        Optional<TrustedIssuer> issuer =
                settings.listening()
                        .issuer()
                        .map(trust -> new TrustedIssuer(trust, parties, refused, clock));
        return new Trusted(issuer, issuer.map(each -> new CodeSignIn(each, refused, clock)));
    }

    // In place of Spring Boot's own, which makes a user of its own.
    @Bean
    AuthenticationManager noOtherUsers() {
        return attempt -> {
            throw new BadCredentialsException("nobody signs in but at the door");
        };
    }

    @Bean
    SecurityFilterChain signIn(HttpSecurity http, SignIn.Door door, Shares shares) {
        return SignIn.chain(http, door, shares, Refusals.beforeRoutes());
    }

    @Bean
    Shares shares(Settings settings) {
        return new Shares(settings.limits().partyRate());
    }

    // Beside HTTPS, a door for the operator's commands that needs no certificate.
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> doorOfTheOperator(Settings settings) {
        return factory -> {
            if (settings.listening().tls().isPresent()) {
                factory.addAdditionalConnectors(Urls.loopback());
            }
        };
    }

    // In place of Spring Boot's own, which writes errors in a form of its own.
    @Bean
    ErrorController noOtherErrors() {
        return new ErrorController() {};
    }

    @Bean
    RouterFunction<ServerResponse> errors() {
        return Refusals.ofTheServer();
    }

    // membership, intel ------------------------------------------------------------------------

    @Bean
    Institutions institutions(
            Transactions transactions, Record record, Settings settings, InstantSource clock) {
        return new Institutions(transactions, record, settings.body(), clock);
    }

    @Bean
    Parties parties(
            Transactions transactions, Record record, Settings settings, InstantSource clock) {
        return new Parties(transactions, record, settings.body(), clock);
    }

    @Bean
    Credentials credentials(
            Transactions transactions,
            Record record,
            InstantSource clock,
            OperatorDigest operator) {
        return new Credentials(transactions, record, clock, operator.hex());
    }

    @Bean
    SetUpLinks setUpLinks(Transactions transactions, InstantSource clock) {
        return new SetUpLinks(transactions, clock);
    }

    @Bean
    StixObjects objects(Transactions transactions) {
        return new StixObjects(transactions);
    }

    @Bean
    Indicators indicators(Transactions transactions) {
        return new Indicators(transactions);
    }

    @Bean
    Registry registry(Transactions transactions, Institutions institutions, InstantSource clock) {
        return new Registry(transactions, institutions, clock);
    }

    @Bean
    Drafts drafts(
            Transactions transactions,
            Institutions institutions,
            Registry registry,
            Record record,
            InstantSource clock) {
        return new Drafts(transactions, institutions, registry, record, clock);
    }

    // out --------------------------------------------------------------------------------------

    @Bean
    Sharing.Store store(StixObjects objects, Settings settings) {
        return new Sharing.Store(
                objects,
                Pseudonyms.of(
                        settings.listening().flows().own(), settings.data().resolve("secrets")));
    }

    @Bean
    Sharing sharing(
            Transactions transactions,
            Sharing.Store store,
            Institutions institutions,
            Record record,
            InstantSource clock) {
        return new Sharing(transactions, store, institutions, record, clock);
    }

    @Bean(destroyMethod = "close")
    Outbound outbound(Settings settings) {
        Settings.Outgoing outgoing = settings.listening().flows().outgoing();
        return new Outbound(
                outgoing.hosts(),
                Limits.USUAL,
                outgoing.authorities().map(Authorities::besidesJavas));
    }

    @Bean
    Connectors connectors(Transactions transactions, Record record, InstantSource clock) {
        return new Connectors(transactions, record, clock);
    }

    @Bean(destroyMethod = "close")
    Exchange exchange(
            Connectors connectors,
            Exchange.Here here,
            Outbound outbound,
            Secrets secrets,
            InstantSource clock) {
        return new Exchange(connectors, here, outbound, secrets, clock);
    }

    @Bean
    Secrets secrets(Settings settings) {
        return new Secrets(settings.data().resolve("secrets"));
    }

    @Bean
    Peers peers(Transactions transactions, Record record, InstantSource clock) {
        return new Peers(transactions, record, clock);
    }

    @Bean
    Recalls.Out out(Transactions transactions, Outbound outbound, Secrets secrets) {
        return new Recalls.Out(outbound, secrets, Signer.open(transactions));
    }

    @Bean(destroyMethod = "close")
    Recalls recalls(
            Recalls.Here shared,
            Peers peers,
            Exchange exchange,
            Recalls.Out out,
            InstantSource clock) {
        return new Recalls(shared, peers, exchange, out, clock);
    }

    @Bean
    Recalls.Here shared(Transactions transactions, Sharing sharing, Exposure exposure) {
        return new Recalls.Here(transactions, sharing, exposure);
    }

    @Bean
    Exposure exposure(
            Transactions transactions,
            StixObjects objects,
            Sharing sharing,
            Record record,
            InstantSource clock) {
        return new Exposure(transactions, objects, sharing, record, clock);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> recalled(
            Recalls recalls, Peers peers, Parties parties, Recalls.Out out) {
        return Refusals.told(ConnectorRoutes.recalls(recalls, peers, parties, out.signer()));
    }

    // When it answers itself, and not for one command.
    @Bean
    ApplicationRunner rounds(
            Settings settings,
            Exchange exchange,
            Recalls recalls,
            Sender sender,
            SilentSensors silentSensors) {
        return started -> {
            if (settings.listening().flows().outgoing().scheduled()) {
                exchange.start();
                recalls.start();
                sender.start();
                silentSensors.start();
            }
        };
    }

    @Bean
    Exchange.Here here(
            Transactions transactions,
            Institutions institutions,
            Sharing sharing,
            Exposure exposure,
            Notices notices) {
        return new Exchange.Here(
                transactions, institutions.collections(), sharing, exposure, notices);
    }

    @Bean
    Notices notices(Transactions transactions, InstantSource clock) {
        return new Notices(transactions, clock);
    }

    @Bean(destroyMethod = "close")
    Sender sender(
            Connectors connectors,
            Notices notices,
            Outbound outbound,
            Secrets secrets,
            InstantSource clock) {
        return new Sender(connectors, notices, outbound, secrets, clock);
    }

    @Bean(destroyMethod = "close")
    SilentSensors silentSensors(Transactions transactions, Notices notices, InstantSource clock) {
        return new SilentSensors(transactions, notices, clock);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> noticed(Notices notices, Parties parties) {
        return Refusals.told(ConnectorRoutes.notices(notices, parties));
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> exchanged(
            Connectors connectors, Exchange exchange, Parties parties, Institutions institutions) {
        return Refusals.told(
                ConnectorRoutes.of(connectors, exchange, parties, institutions.collections()));
    }

    @Bean
    Intake intake(Settings settings) {
        return new Intake(settings.limits().contentBytes());
    }

    @Bean
    RouterFunction<ServerResponse> taxii(Sharing sharing, Intake intake, Settings settings) {
        Settings.Limits limits = settings.limits();
        return Refusals.toldAsTaxii(
                TaxiiRoutes.of(sharing, intake, limits.contentBytes(), limits.pageObjects()));
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> facts(Parties parties, Institutions institutions) {
        return Refusals.told(ApiRoutes.institutions(parties, institutions));
    }

    @Bean
    Directory directory(Transactions transactions, Institutions institutions, InstantSource clock) {
        return new Directory(transactions, institutions, clock);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> rulings(Sharing sharing, Directory directory) {
        return Refusals.told(RulingRoutes.of(sharing, directory));
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> requests(
            Registry registry, Drafts drafts, Institutions institutions, InstantSource clock) {
        Mailroom mailroom = new Mailroom(institutions);
        return Refusals.told(RequestRoutes.of(registry, drafts, mailroom, clock));
    }

    @Bean
    Streams streams() {
        return new Streams();
    }

    // Before the web server waits for the requests under way.
    @Bean
    ApplicationListener<ContextClosedEvent> end(Streams streams, Progress progress) {
        return closed -> {
            progress.enter(Phase.STOPPING);
            streams.close();
        };
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> collections(
            Sharing sharing,
            Directory directory,
            Intake intake,
            Streams streams,
            Settings settings) {
        int pageObjects = settings.limits().pageObjects();
        return Refusals.told(CollectionRoutes.of(sharing, directory, intake, streams, pageObjects));
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> feeds(Sharing sharing, Settings settings, InstantSource clock) {
        return Refusals.told(FeedRoutes.of(sharing, settings.limits().pageObjects(), clock));
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> misp(Sharing sharing) {
        return Refusals.told(MispRoutes.of(sharing));
    }

    // Before the API's own, whose last route takes every address that is left.
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> backup(
            Transactions transactions, Record record, InstantSource clock, KeptFiles files) {
        var backup = new Backup(transactions, clock, Optional.of(files));
        return Refusals.told(ApiRoutes.backup(backup, record));
    }

    @Bean
    Counts counts(Transactions transactions, Credentials credentials, InstantSource clock) {
        return new Counts(
                new Counts.Store(new Cells(transactions), new CellSums(transactions), credentials),
                clock);
    }

    @Bean
    @Order(1)
    RouterFunction<ServerResponse> ingest(Pipeline pipeline, InstantSource clock) {
        return Refusals.told(IngestRoutes.of(pipeline, clock));
    }

    // Behind all others below the same address: what nobody answers is refused here.
    @Bean
    @Order(2)
    RouterFunction<ServerResponse> api(Parties parties, Counts counts, Record record) {
        return Refusals.told(ApiRoutes.of(parties, counts, record));
    }

    @Bean
    @Order(1)
    RouterFunction<ServerResponse> people(
            Parties parties, Credentials credentials, SetUpLinks links, Trusted trusted) {
        return Refusals.told(PeopleRoutes.of(parties, credentials, links, trusted.people()));
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE) // before the routes that end the API
    RouterFunction<ServerResponse> taxiiApi(
            Institutions institutions, Parties parties, Sharing sharing) {
        return Refusals.told(ApiRoutes.taxii(institutions, parties, sharing));
    }
}
