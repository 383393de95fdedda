package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.commonwatch.access.BodyId;
import org.commonwatch.database.Database;
import org.commonwatch.database.DatabaseException;
import org.commonwatch.database.DatabaseRefusal;
import org.commonwatch.testkit.Programs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The database and all else are begun side by side, and end together whichever of them fails. */
class StartTest {
    @TempDir private Path folder = Path.of("");
    private final ClassLoader usual = Thread.currentThread().getContextClassLoader();

    /** Keeps all else from being made, before it needs the database. */
    public static final class Failing
            implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            throw new IllegalStateException("nothing can be made");
        }
    }

    private Settings settings(Optional<Database> database) {
        return new Settings(folder.resolve("data"), 0, new BodyId("commons"), database);
    }

    private Path cluster() {
        Path postgres = folder.resolve("data").resolve("postgres");
        Programs.lend(postgres);
        return postgres.resolve("cluster");
    }

    private void ofAnotherVersion(Path cluster) throws IOException {
        Files.createDirectory(cluster);
        Files.writeString(cluster.resolve("PG_VERSION"), "9\n");
    }

    private void failing() throws IOException {
        Path factories = Files.createDirectories(folder.resolve("META-INF"));
        Files.writeString(
                factories.resolve("spring.factories"),
                ApplicationContextInitializer.class.getName() + "=" + Failing.class.getName());
        URL[] there = {folder.toUri().toURL()};
        Thread.currentThread().setContextClassLoader(new URLClassLoader(there, usual));
    }

    @AfterEach
    void asUsual() {
        Thread.currentThread().setContextClassLoader(usual);
    }

    private void startsAndAnswers() throws Exception {
        try (RunningServer server = Main.start(settings(Optional.empty()));
                HttpClient http = HttpClient.newHttpClient()) {
            URI ready = URI.create(server.url() + "/readyz");
            assertThat(
                            http.send(
                                            HttpRequest.newBuilder(ready).build(),
                                            HttpResponse.BodyHandlers.discarding())
                                    .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aDatabaseThatStartsWhileAllElseFailsIsStoppedAgain() throws Exception {
        Path cluster = cluster();
        failing();
        assertThatThrownBy(() -> Main.start(settings(Optional.empty())))
                .hasMessage("nothing can be made");
        assertThat(cluster.resolve("PG_VERSION")).as("it came up").exists();
        assertThat(cluster.resolve("postmaster.pid")).as("and went").doesNotExist();
        asUsual();
        startsAndAnswers();
    }

    @Test
    void aDatabaseThatIsRefusedWhileAllElseBeginsIsToldAndNothingElse() throws Exception {
        Path cluster = cluster();
        ofAnotherVersion(cluster);
        Logger all = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var logged = new ListAppender<ILoggingEvent>();
        logged.start();
        all.addAppender(logged);
        try {
            assertThat(refusal(Optional.empty())).isInstanceOf(DatabaseRefusal.OtherVersion.class);
        } finally {
            all.detachAppender(logged);
        }
        assertThat(List.copyOf(logged.list))
                .filteredOn(each -> each.getLevel().isGreaterOrEqual(Level.WARN))
                .isEmpty();
        Files.delete(cluster.resolve("PG_VERSION"));
        Files.delete(cluster);
        startsAndAnswers();
    }

    @Test
    void aFileWhereTheArchiveIsToBeIsTold() throws Exception {
        Settings settings = settings(Optional.empty());
        cluster();
        Files.createDirectories(settings.data());
        Files.writeString(settings.archive(), "of somebody else");
        assertThatThrownBy(() -> Main.start(settings))
                .isInstanceOfSatisfying(
                        CannotStart.class,
                        refused ->
                                assertThat(refused.message())
                                        .contains(settings.archive().toString(), "something else"));
        assertThat(settings.archive()).hasContent("of somebody else");
    }

    @Test
    void aDatabaseElsewhereThatDoesNotAnswerIsTold() {
        Database nobody = Database.at("jdbc:postgresql://127.0.0.1:1/commonwatch", "us", "secret");
        assertThat(refusal(Optional.of(nobody)).message()).contains("127.0.0.1:1");
    }

    @Test
    void ofTwoReasonsThatOfTheDatabaseIsTold() throws Exception {
        ofAnotherVersion(cluster());
        failing();
        assertThat(refusal(Optional.empty())).isInstanceOf(DatabaseRefusal.OtherVersion.class);
    }

    private DatabaseRefusal refusal(Optional<Database> database) {
        return catchThrowableOfType(
                        DatabaseException.class, () -> Main.start(settings(database)).close())
                .refusal();
    }
}
