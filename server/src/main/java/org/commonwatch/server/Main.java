package org.commonwatch.server;

import com.zaxxer.hikari.HikariDataSource;

import org.commonwatch.archive.events.ArchiveIntake;
import org.commonwatch.database.Database;
import org.commonwatch.database.DatabaseException;
import org.commonwatch.database.EmbeddedPostgres;
import org.commonwatch.server.backup.BackupFile;
import org.commonwatch.server.backup.Restore;
import org.commonwatch.server.health.Phase;
import org.commonwatch.server.health.Porch;
import org.commonwatch.server.health.Progress;
import org.commonwatch.server.membership.Tokens;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.synthetic.Synthetic;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Starts a server; {@link Parts} tells what it is made of. */
public final class Main {

    private Main() {}

    /**
     * Starts a server and returns when it answers. Throws {@link CannotStart}, or the database's
     * own refusal, with everything that was started stopped again.
     */
    public static RunningServer start(Settings settings) {
        return start(settings, Optional.empty());
    }

    /**
     * Starts a server on an invented world, in a store that is empty or holds that world, and marks
     * it. Throws as {@link #start(Settings)} does.
     */
    public static RunningServer start(Settings settings, Invention invention) {
        return start(settings, Optional.of(invention));
    }

    private static RunningServer start(Settings settings, Optional<Invention> invention) {
        Settings.Listening listening = settings.listening();
        listening.tls().ifPresent(WebFloor::check);
        Progress progress = new Progress();
        // Before anything is started, so that a second server leaves no trace.
        try (Porch porch = porch(listening, progress)) {
            return start(settings, new Start(progress, porch, invention));
        }
    }

    private static RunningServer start(Settings settings, Start start) {
        DataDirectory directory = DataDirectory.take(settings.data());
        try {
            return start(settings, directory, start);
        } catch (RuntimeException | Error failed) {
            directory.close();
            throw failed;
        }
    }

    /**
     * Fills an empty database with a backup: that of the data directory, or the one that the
     * settings name. Throws as {@link #start} does.
     *
     * @return how many rows there are now
     */
    public static long restore(Settings settings, BackupFile backup) {
        try (DataDirectory directory = DataDirectory.take(settings.data())) {
            try (Store store = Store.reach(settings, directory);
                    HikariDataSource pool = Parts.pool(store.database())) {
                return new Restore(pool).from(backup, settings.data());
            } catch (RuntimeException | Error failed) {
                throw reason(failed, settings.listening());
            }
        }
    }

    private static RunningServer start(Settings settings, DataDirectory directory, Start start) {
        String operator = Tokens.digest(OperatorToken.readOrMake(directory.token()));
        LoggerFactory.getILoggerFactory(); // which warns if two threads are first to ask for it
        // Spring reads for seconds before it needs the database, which takes seconds to start.
        CompletableFuture<Store> coming =
                CompletableFuture.supplyAsync(
                        () -> Store.reach(settings, directory),
                        task -> Thread.ofPlatform().name("database").start(task));
        ArchiveIntake.prepare();
        try {
            var database = new Parts.Coming(() -> coming.join().database());
            ConfigurableApplicationContext context = context(settings, database, operator, start);
            try {
                mark(context.getBean(Synthetic.class), start.invention());
            } catch (RuntimeException | Error failed) {
                context.close();
                throw failed;
            }
            start.progress().enter(Phase.READY);
            return new RunningServer(
                    context,
                    coming.join().embedded(),
                    directory,
                    Urls.of(settings.listening(), context));
        } catch (RuntimeException | Error failed) {
            throw reason(stopped(coming, failed), settings.listening());
        }
    }

    // Waits for it: a database that is half started cannot be stopped cleanly. If it was refused,
    // that is the reason to tell, whatever else failed meanwhile.
    private static Throwable stopped(CompletableFuture<Store> coming, Throwable failed) {
        try {
            coming.join().close();
            return failed;
        } catch (CompletionException refused) {
            return refused;
        }
    }

    private static void mark(Synthetic synthetic, Optional<Invention> invention) {
        invention.ifPresent(each -> synthetic.mark(each.scenario(), each.about()));
    }

    // Spring wraps what its parts throw; a person needs what is inside.
    private static RuntimeException reason(Throwable failed, Settings.Listening listening) {
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
                    return inUse(listening);
                }
                case FlywayException e -> {
                    return new CannotStart(
                            "The tables could not be made or brought up to date: " + firstLine(e),
                            "Give the database's user the right to create tables, or restore the"
                                    + " database from a backup.");
                }
                case FileSystemException e -> {
                    return unusable(e);
                }
                default -> {}
            }
        }
        return failed instanceof RuntimeException e ? e : new IllegalStateException(failed);
    }

    private static CannotStart unusable(FileSystemException e) {
        String why =
                switch (e) {
                    case AccessDeniedException denied -> "permission is denied";
                    case FileAlreadyExistsException other -> "something else has its name";
                    case NoSuchFileException gone -> "it is not there";
                    default -> Optional.ofNullable(e.getReason()).orElse("no reason was given");
                };
        return new CannotStart(
                e.getFile() + " cannot be made or used: " + why + ".",
                "Move away what is no part of the server's data, see that all the rest belongs to"
                        + " you and that the disk has room, then start again.");
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }

    private static CannotStart inUse(Settings.Listening listening) {
        return new CannotStart(
                "Port "
                        + listening.port()
                        + " on "
                        + listening.address().getHostAddress()
                        + " is in use.",
                "Stop what listens there, or choose another with --port.");
    }

    private static ConfigurableApplicationContext context(
            Settings settings, Parts.Coming database, String operator, Start start) {
        SpringApplication application = new SpringApplication(Parts.class);
        application.setAddCommandLineProperties(false);
        application.setEnvironment(new Sealed());
        application.setRegisterShutdownHook(false);
        application.addInitializers(context -> {
            // First, so that nothing in the environment changes what Settings says.
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(
                            new MapPropertySource(
                                    "commonwatch", WebFloor.of(settings.listening())));
            var parts = context.getBeanFactory();
            parts.registerSingleton("settings", settings);
            parts.registerSingleton("coming", database);
            parts.registerSingleton("operatorDigest", new Parts.OperatorDigest(operator));
            parts.registerSingleton("progress", start.progress());
            parts.registerSingleton("porch", start.porch());
            parts.registerSingleton(
                    "clock",
                    start.invention()
                            .<InstantSource>map(Invention::clock)
                            .orElse(Clock.systemUTC()));
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

    private static Porch porch(Settings.Listening listening, Progress progress) {
        try {
            return Porch.open(
                    new InetSocketAddress(listening.address(), listening.port()),
                    listening.tls().map(WebFloor::context),
                    progress);
        } catch (BindException taken) {
            throw inUse(listening);
        } catch (IOException e) {
            throw new IllegalStateException("a socket cannot be made", e);
        }
    }

    /** What others see of a server that starts. */
    private record Start(Progress progress, Porch porch, Optional<Invention> invention) {}

    /** A database of a version that will do, and what must be stopped if it is ours. */
    private record Store(Database database, Optional<EmbeddedPostgres> embedded)
            implements AutoCloseable {
        /** Starts ours, unless the settings name one; throws with nothing left running. */
        static Store reach(Settings settings, DataDirectory directory) {
            if (settings.database().isPresent()) {
                return checked(new Store(settings.database().get(), Optional.empty()));
            }
            EmbeddedPostgres ours = EmbeddedPostgres.start(directory.postgres());
            return checked(new Store(ours.database(), Optional.of(ours)));
        }

        private static Store checked(Store store) {
            try (Connection connection = store.database.connect()) {
                Database.checkVersion(connection);
                return store;
            } catch (SQLException e) {
                store.close();
                throw new IllegalStateException("a connection that was just made", e);
            } catch (RuntimeException | Error refused) {
                store.close();
                throw refused;
            }
        }

        @Override
        public void close() {
            embedded.ifPresent(EmbeddedPostgres::close);
        }
    }
}
