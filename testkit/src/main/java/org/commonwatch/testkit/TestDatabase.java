package org.commonwatch.testkit;

import org.commonwatch.database.Database;
import org.commonwatch.database.EmbeddedPostgres;

import java.nio.file.Path;
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
                var postgres =
                        EmbeddedPostgres.start(Path.of("target", "test-postgres").toAbsolutePath());
                atEnd(postgres::close);
                return postgres.database();
            }
            Path folder = Path.of("target", "other-postgres-" + ProcessHandle.current().pid());
            var postgres = OtherPostgres.start(Path.of(other), folder.toAbsolutePath());
            atEnd(postgres::close);
            return postgres.empty("test");
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
