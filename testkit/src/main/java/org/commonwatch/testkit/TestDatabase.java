package org.commonwatch.testkit;

import org.commonwatch.database.Database;
import org.commonwatch.database.EmbeddedPostgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL, started once for a test run, with an empty schema for whoever asks. */
public final class TestDatabase {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestDatabase() {}

    /** Started when first asked for, and stopped with the test run. */
    private static final class Run {
        private static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            EmbeddedPostgres postgres =
                    EmbeddedPostgres.start(Path.of("target", "test-postgres").toAbsolutePath());
            Runtime.getRuntime().addShutdownHook(new Thread(postgres::close, "stop PostgreSQL"));
            return postgres;
        }
    }

    /** A schema that nobody else uses, with nothing in it. */
    public static Database empty() {
        Database postgres = Run.POSTGRES.database();
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
