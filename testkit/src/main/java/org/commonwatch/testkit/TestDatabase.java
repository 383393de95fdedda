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

        private static void atEnd(Runnable stop) {
            Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop PostgreSQL"));
        }
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
