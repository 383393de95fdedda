package org.commonwatch.server;

import org.commonwatch.database.Database;
import org.commonwatch.database.DatabaseException;
import org.commonwatch.database.EmbeddedPostgres;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.membership.Tokens;
import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Starts a server; {@link Parts} tells what it is made of. */
public final class Main {
    private Main() {}

    /**
     * Starts a server and returns when it answers. Throws {@link CannotStart}, or the database's
     * own refusal, with everything that was started stopped again.
     */
    public static RunningServer start(Settings settings) {
        checkPort(settings.port());
        makeDirectory(settings.data());
        Path token = settings.data().resolve("operator.token");
        String operator = Tokens.digest(OperatorToken.readOrMake(token));
        Optional<EmbeddedPostgres> embedded =
                settings.database().isPresent()
                        ? Optional.empty()
                        : Optional.of(EmbeddedPostgres.start(settings.data().resolve("postgres")));
        try {
            Database database =
                    settings.database()
                            .or(() -> embedded.map(EmbeddedPostgres::database))
                            .orElseThrow();
            check(database);
            ConfigurableApplicationContext context = context(settings, database, operator);
            return new RunningServer(context, embedded, url(context), token);
        } catch (RuntimeException | Error failed) {
            embedded.ifPresent(EmbeddedPostgres::close);
            throw reason(failed);
        }
    }

    private static void check(Database database) {
        try (Connection connection = database.connect()) {
            Database.checkVersion(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("a connection that was just made", e);
        }
    }

    // Spring wraps what its parts throw; a person needs what is inside.
    private static RuntimeException reason(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case DatabaseException e -> {
                    return e;
                }
                case CannotStart e -> {
                    return e;
                }
                case ProblemException e -> {
                    return new CannotStart(e.problem().message(), e.problem().remedy());
                }
                case PortInUseException e -> {
                    return inUse(e.getPort());
                }
                case FlywayException e -> {
                    return new CannotStart(
                            "The tables could not be made or brought up to date: " + firstLine(e),
                            "Give the database's user the right to create tables, or restore the"
                                    + " database from a backup.");
                }
                default -> {}
            }
        }
        return failed instanceof RuntimeException e ? e : new IllegalStateException(failed);
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }

    private static CannotStart inUse(int port) {
        return new CannotStart(
                "Port " + port + " on 127.0.0.1 is in use.",
                "Stop what listens there, or choose another with --port.");
    }

    private static String url(ConfigurableApplicationContext context) {
        WebServer web = ((WebServerApplicationContext) context).getWebServer();
        return "http://127.0.0.1:" + Objects.requireNonNull(web, "a web server").getPort();
    }

    private static ConfigurableApplicationContext context(
            Settings settings, Database database, String operator) {
        SpringApplication application = new SpringApplication(Parts.class);
        application.setAddCommandLineProperties(false);
        application.setEnvironment(new Sealed());
        application.setRegisterShutdownHook(false);
        application.addInitializers(context -> {
            // First, so that nothing in the environment changes what Settings says.
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("commonwatch", floor(settings)));
            var parts = context.getBeanFactory();
            parts.registerSingleton("settings", settings);
            parts.registerSingleton("database", database);
            parts.registerSingleton("operatorDigest", new Parts.OperatorDigest(operator));
        });
        // Nor an application.properties of whatever directory we happen to be started in.
        application.setDefaultProperties(
                Map.of(
                        "spring.config.location", "optional:classpath:/none/",
                        "spring.main.banner-mode", "off",
                        "spring.main.log-startup-info", "false"));
        return application.run();
    }

    /** Reads no variables and no properties of the machine: Settings says everything. */
    private static final class Sealed extends StandardEnvironment {
        @Override
        protected void customizePropertySources(MutablePropertySources sources) {
            // none
        }
    }

    // What Spring Boot is told about the web server and its own endpoints.
    private static Map<String, Object> floor(Settings settings) {
        Map<String, Object> floor = new HashMap<>();
        floor.put("server.address", "127.0.0.1");
        floor.put("server.port", settings.port());
        floor.put("server.shutdown", "graceful");
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

    // Before anything is started, so that a second server leaves no trace.
    private static void checkPort(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException taken) {
            throw inUse(port);
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
