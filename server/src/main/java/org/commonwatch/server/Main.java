package org.commonwatch.server;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.commonwatch.access.Rulebook;
import org.commonwatch.database.Database;
import org.commonwatch.database.EmbeddedPostgres;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.api.ApiRoutes;
import org.commonwatch.server.ingest.IngestRoutes;
import org.commonwatch.server.intel.Cells;
import org.commonwatch.server.intel.Indicators;
import org.commonwatch.server.intel.StixObjects;
import org.commonwatch.server.membership.Credentials;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.pipeline.IndicatorImport;
import org.commonwatch.server.pipeline.Pipeline;
import org.commonwatch.server.sharing.Counts;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.taxii.TaxiiRoutes;
import org.commonwatch.server.web.SignIn;
import org.flywaydb.core.Flyway;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import javax.sql.DataSource;

/** Makes every part of the server, in the order in which they need each other. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class Main {
    private static final int CONNECTIONS = 10;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int KEY_BYTES = 32;

    /**
     * Starts a server and returns when it answers. Throws {@link CannotStart}, or the database's
     * own refusal, with everything that was started stopped again.
     */
    public static RunningServer start(Settings settings) {
        checkPort(settings.port());
        makeDirectory(settings.data());
        Path token = settings.data().resolve("operator.token");
        String operator = SignIn.digest(OperatorToken.readOrMake(token));
        Optional<EmbeddedPostgres> embedded =
                settings.database().isPresent()
                        ? Optional.empty()
                        : Optional.of(EmbeddedPostgres.start(settings.data().resolve("postgres")));
        try {
            Database database =
                    settings.database()
                            .or(() -> embedded.map(EmbeddedPostgres::database))
                            .orElseThrow();
            ConfigurableApplicationContext context = context(settings, database, operator);
            return new RunningServer(context, embedded, url(context), token);
        } catch (RuntimeException failed) {
            embedded.ifPresent(EmbeddedPostgres::close);
            throw failed;
        }
    }

    private static String url(ConfigurableApplicationContext context) {
        WebServer web = ((WebServerApplicationContext) context).getWebServer();
        return "http://127.0.0.1:" + Objects.requireNonNull(web, "a web server").getPort();
    }

    private static ConfigurableApplicationContext context(
            Settings settings, Database database, String operator) {
        SpringApplication application = new SpringApplication(Main.class);
        application.setAddCommandLineProperties(false);
        application.setRegisterShutdownHook(false);
        application.addInitializers(context -> {
            // First, so that nothing in the environment changes what Settings says.
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("commonwatch", floor(settings)));
            var parts = context.getBeanFactory();
            parts.registerSingleton("settings", settings);
            parts.registerSingleton("database", database);
            parts.registerSingleton("operatorDigest", new OperatorDigest(operator));
        });
        // No application.properties of whatever directory we happen to be started in.
        application.setDefaultProperties(
                Map.of(
                        "spring.config.location", "optional:classpath:/none/",
                        "spring.main.banner-mode", "off",
                        "spring.main.log-startup-info", "false"));
        return application.run();
    }

    /** SHA-256 of the operator's token. */
    record OperatorDigest(String hex) {}

    // What Spring Boot is told about the web server and its own endpoints.
    private static Map<String, Object> floor(Settings settings) {
        Map<String, Object> floor = new HashMap<>();
        floor.put("server.address", "127.0.0.1");
        floor.put("server.port", settings.port());
        floor.put("server.shutdown", "graceful");
        floor.put("server.error.include-message", "never");
        floor.put("spring.threads.virtual.enabled", true);
        floor.put("spring.web.resources.add-mappings", false);
        floor.put("spring.jackson.deserialization.fail-on-unknown-properties", true);
        floor.put("spring.jackson.deserialization.fail-on-null-creator-properties", true);
        floor.put("spring.lifecycle.timeout-per-shutdown-phase", "20s");
        floor.put("management.endpoints.access.default", "none");
        floor.put("management.endpoint.health.access", "read-only");
        floor.put("management.endpoint.health.probes.enabled", true);
        floor.put("management.endpoint.health.probes.add-additional-paths", true);
        return floor;
    }

    // the floor --------------------------------------------------------------------------------

    @Bean
    InstantSource clock() {
        return Clock.systemUTC();
    }

    @Bean(destroyMethod = "close")
    HikariDataSource pool(Database database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(CONNECT_MILLIS);
        return new HikariDataSource(config);
    }

    @Bean
    Transactions transactions(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            Database.checkVersion(connection);
        }
        Flyway.configure().dataSource(pool).load().migrate();
        return new Transactions(pool);
    }

    @Bean
    PasswordEncoder tokens() {
        return SignIn.tokenDigests();
    }

    // Signs in with the one UserDetailsService there is, the credentials.
    @Bean
    SecurityFilterChain signIn(HttpSecurity http, Settings settings) {
        return SignIn.chain(
                http,
                TaxiiRoutes.root(settings.body()),
                Refusals.beforeRoutes(TaxiiRoutes.root(settings.body())));
    }

    // membership, intel ------------------------------------------------------------------------

    @Bean
    Parties parties(Transactions transactions, Settings settings, InstantSource clock) {
        return new Parties(transactions, settings.body(), clock);
    }

    @Bean
    Credentials credentials(
            Transactions transactions, InstantSource clock, OperatorDigest operator) {
        return new Credentials(transactions, clock, operator.hex());
    }

    @Bean
    StixObjects objects(Transactions transactions) {
        return new StixObjects(transactions);
    }

    @Bean
    Indicators indicators(Transactions transactions) {
        return new Indicators(transactions);
    }

    // in ---------------------------------------------------------------------------------------

    @Bean
    Pipeline pipeline(
            Transactions transactions,
            Indicators indicators,
            Settings settings,
            InstantSource clock) {
        return new Pipeline(transactions, indicators, settings.body(), clock);
    }

    @Bean
    IndicatorImport imports(
            Indicators indicators, Pipeline pipeline, Settings settings, InstantSource clock) {
        return new IndicatorImport(indicators, pipeline, settings.body(), clock);
    }

    // out --------------------------------------------------------------------------------------

    @Bean
    Sharing sharing(
            Parties parties, StixObjects objects, Transactions transactions, InstantSource clock) {
        byte[] key = transactions.run(Main::cursorKey);
        return new Sharing(parties, objects, Rulebook.trafficLight(), key, clock);
    }

    @Bean
    RouterFunction<ServerResponse> taxii(Sharing sharing, Settings settings) {
        return TaxiiRoutes.of(settings.body(), sharing, Refusals::unavailable);
    }

    @Bean
    Counts counts(Transactions transactions, InstantSource clock) {
        return new Counts(new Cells(transactions), clock);
    }

    @Bean
    RouterFunction<ServerResponse> api(
            Parties parties,
            Credentials credentials,
            Pipeline pipeline,
            IndicatorImport imports,
            Counts counts) {
        return Refusals.told(
                IngestRoutes.of(pipeline, imports, parties)
                        .and(ApiRoutes.of(parties, credentials, counts)));
    }

    private static byte[] cursorKey(Connection connection) throws SQLException {
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO secret (name, value) VALUES ('cursor', ?)
                        ON CONFLICT (name) DO UPDATE SET value = secret.value
                        RETURNING value
                        """)) {
            statement.setBytes(1, fresh);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBytes(1);
            }
        }
    }

    // Before anything is started, so that a second server leaves no trace.
    private static void checkPort(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException taken) {
            throw new CannotStart(
                    "Port " + port + " on 127.0.0.1 is in use.",
                    "Stop what listens there, or choose another with --port.");
        }
    }

    private static void makeDirectory(Path data) {
        try {
            if (!Files.isDirectory(data)) {
                Files.createDirectories(data.toAbsolutePath().getParent());
                Files.createDirectory(
                        data,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new CannotStart(
                    "The data directory " + data + " cannot be made: " + e.getMessage() + ".",
                    "Check that the place above it belongs to you, or choose another with"
                            + " --data.");
        }
    }
}
