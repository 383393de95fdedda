package org.commonwatch.testkit;

import org.commonwatch.database.Database;
import org.commonwatch.database.EmbeddedPostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL, started once for a test run, with an empty schema for whoever asks: the
 * embedded one, or that whose programs the variable {@code TEST_POSTGRES} names.
 */
public final class TestDatabase {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestDatabase() {}

    /** Started when first asked for, and stopped with the test run. */
    private static final class Run {
        private static final Database POSTGRES = start();

        private static Database start() {
            String other = System.getenv().getOrDefault("TEST_POSTGRES", "");
            if (other.isEmpty()) {
                // Several JVMs may run tests of a module at once, and each has its own.
                String fork = System.getProperty("fork", "1");
                Path folder = Path.of("target", "test-postgres-" + fork).toAbsolutePath();
                var postgres = embedded(folder);
                atEnd(postgres::close);
                return postgres.database();
            }
            Path folder = Path.of("target", "other-postgres-" + ProcessHandle.current().pid());
            var postgres = OtherPostgres.start(Path.of(other), folder.toAbsolutePath());
            atEnd(postgres::close);
            return postgres.empty("test");
        }

        private static EmbeddedPostgres embedded(Path folder) {
            Programs.lend(folder);
            Path cluster = folder.resolve("cluster");
            boolean isNew = !Files.exists(cluster);
            var postgres = EmbeddedPostgres.start(folder);
            if (!isNew) {
                return postgres;
            }
            signInFast(postgres.database());
            postgres.close();
            try {
                // A test may have several servers.
                Files.writeString(
                        cluster.resolve("postgresql.conf"),
                        "max_connections = 150\n",
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return EmbeddedPostgres.start(folder);
        }

        // A password is made slow to guess, and that would be done again for each connection.
        private static void signInFast(Database database) {
            Database asItsMaker = asSuperuser(database);
            try (Connection connection = asItsMaker.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("SET scram_iterations = 1");
                for (String role : List.of(database.user(), asItsMaker.user())) {
                    statement.execute(
                            "ALTER ROLE %s PASSWORD '%s'".formatted(role, database.password()));
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void atEnd(Runnable stop) {
            Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop PostgreSQL"));
        }
    }

    // The embedded one's role may make no databases; who made it has the same password.
    private static Database asSuperuser(Database database) {
        return Database.at(database.url(), "postgres", database.password());
    }

    /** The server, for whoever may make databases in it. */
    static Database server() {
        Database shared = Run.POSTGRES;
        return isOther() ? shared : asSuperuser(shared);
    }

    /** Who works in the databases that are made. */
    static String owner() {
        return Run.POSTGRES.user();
    }

    /** Another database of the same server, for its owner. */
    static Database called(String name) {
        Database shared = Run.POSTGRES;
        String url = shared.url().replaceFirst("(://[^/]+/)[^?]*", "$1" + name);
        return Database.at(url, shared.user(), shared.password());
    }

    private static boolean isOther() {
        return !System.getenv().getOrDefault("TEST_POSTGRES", "").isEmpty();
    }

    /** A schema that nobody else uses, with nothing in it. */
    public static Database empty() {
        Database postgres = Run.POSTGRES;
        String name = "test_" + NUMBER.incrementAndGet();
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS " + name + " CASCADE");
            statement.execute("CREATE SCHEMA " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        String url = postgres.url() + "&currentSchema=" + name;
        return Database.at(url, postgres.user(), postgres.password());
    }
}
