package org.commonwatch.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Whatever was killed, at whatever moment: the next start works and committed data is there. */
class AfterAKillTest {
    @RegisterExtension final Home home = new Home();

    @Test
    void ofThePostmaster() throws Exception {
        try (var first = EmbeddedPostgres.start(home.prepared())) {
            Probe.execute(first.database(), "CREATE TABLE kept AS SELECT 42 AS answer");
            var exit = first.onExit();
            kill(home.postmaster());
            exit.get(6, TimeUnit.SECONDS);
        }
        assertThat(home.cluster().resolve("postmaster.pid")).as("the stale file").exists();
        startsWithTheAnswer();
    }

    @Test
    void ofCommonwatchItself() throws Exception {
        home.prepared();
        ProcessHandle orphan;
        try (var child = Child.start(home.path())) {
            assertThat(child.answer()).isEqualTo("started");
            orphan = home.postmaster();
            child.kill();
        }
        assertThat(home.postmasters()).as("the server outlives its starter").containsOnly(orphan);
        try (var next = EmbeddedPostgres.start(home.path())) {
            assertThat(Probe.ask(next.database(), "SELECT 1")).isEqualTo("1");
            assertThat(home.postmasters()).hasSize(1).doesNotContain(orphan);
        }
        assertThat(home.processes()).isEmpty();
    }

    @Test
    void whatWasLeftEndsWithoutAStart() throws Exception {
        home.prepared();
        try (var child = Child.start(home.path())) {
            assertThat(child.answer()).isEqualTo("started");
            assertThatThrownBy(() -> EmbeddedPostgres.endLeftOver(home.path()))
                    .as("while the other one lives")
                    .hasMessageContaining("is in use by another Commonwatch");
            assertThat(home.postmasters()).hasSize(1);
            child.kill();
        }
        assertThat(home.postmasters()).hasSize(1);
        long logged = Files.size(home.path().resolve("postgres.log"));
        EmbeddedPostgres.endLeftOver(home.path());
        assertThat(home.processes()).isEmpty();
        assertThat(Files.readString(home.path().resolve("postgres.log")).substring((int) logged))
                .as("it was stopped, not killed, and not started again")
                .contains("database system is shut down")
                .doesNotContain("starting PostgreSQL");
        EmbeddedPostgres.endLeftOver(home.path()); // again: nothing happens
        try (var next = EmbeddedPostgres.start(home.path())) {
            assertThat(Probe.ask(next.database(), "SELECT 1")).as("not locked").isEqualTo("1");
        }
    }

    @Test
    void whatWasLeftEndsEvenIfItIsOfAnotherVersionOrItsProgramsAreGone() throws Exception {
        home.prepared();
        try (var child = Child.start(home.path())) {
            assertThat(child.answer()).isEqualTo("started");
            child.kill();
        }
        Files.writeString(home.cluster().resolve("PG_VERSION"), "15\n");
        EmbeddedPostgres.endLeftOver(home.path());
        assertThat(home.processes()).as("another version").isEmpty();
        Files.writeString(home.cluster().resolve("PG_VERSION"), Binaries.MAJOR + "\n");
        try (var child = Child.start(home.path())) {
            assertThat(child.answer()).isEqualTo("started");
            child.kill();
        }
        Path programs = home.path().resolve(Binaries.FOLDER_PREFIX + Binaries.VERSION);
        Files.delete(programs.resolve("bin/pg_ctl"));
        EmbeddedPostgres.endLeftOver(home.path());
        assertThat(home.processes()).as("without pg_ctl").isEmpty();
    }

    @Test
    void nothingLeftIsNothingToEnd() throws Exception {
        EmbeddedPostgres.endLeftOver(home.path());
        assertThat(home.path()).as("no directory").doesNotExist();
        Files.createDirectory(home.path(), Folder.OWNER_ALL);
        EmbeddedPostgres.endLeftOver(home.path());
        try (var content = Files.list(home.path())) {
            assertThat(content.map(path -> path.getFileName().toString())).containsOnly("lock");
        }
    }

    @Test
    void ofThePostmasterUnderABusyBackend() throws Exception {
        Connection busy = orphanedBackend();
        assertThat(home.processes()).as("an orphan that does not leave").hasSize(1);
        startsWithTheAnswer();
        busy.close();
    }

    /** Starts a server without the lock, and kills it under a backend that computes for ever. */
    private Connection orphanedBackend() throws Exception {
        home.prepared();
        Cluster abandoned = home.withoutLock();
        Password password = abandoned.prepare();
        Database database = Accounts.open(abandoned.start(Probe::freePort), password);
        Probe.execute(database, "CREATE TABLE kept AS SELECT 42 AS answer");
        Connection busy = database.connect();
        String endless = "DO $$ BEGIN LOOP PERFORM 1; END LOOP; END $$";
        Thread.ofVirtual().start(() -> runUntilKilled(busy, endless));
        String running = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'DO %LOOP%'";
        assertThat(Patience.until(() -> ask(database, running).equals("1"), Duration.ofSeconds(5)))
                .isTrue();
        kill(home.postmaster());
        assertThat(Patience.until(() -> home.processes().size() == 1, Duration.ofSeconds(5)))
                .isTrue();
        return busy;
    }

    @Test
    void whileSomebodyWeCannotSeeHoldsTheSharedMemory() throws Exception {
        MemorySegment held;
        try (var first = EmbeddedPostgres.start(home.prepared())) {
            Probe.execute(first.database(), "CREATE TABLE kept AS SELECT 42 AS answer");
            held = attach(sharedMemoryId());
            kill(home.postmaster());
        }
        var release =
                Thread.ofVirtual()
                        .start(() -> {
                            Patience.rest(Duration.ofMillis(500));
                            detach(held);
                        });
        startsWithTheAnswer();
        release.join();
        assertThat(Files.readString(home.path().resolve("postgres.log")))
                .contains("pre-existing shared memory block");
    }

    @Test
    void whoseNumberBelongsToAnotherProgramNow() throws Exception {
        Path file = home.prepared().resolve("cluster", "postmaster.pid");
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(
                    file, stranger.pid() + "\n" + home.cluster() + "\n1\n5432\n\n127.0.0.1\n1 1\n");
            try (var next = EmbeddedPostgres.start(home.path())) {
                assertThat(Probe.ask(next.database(), "SELECT 1")).isEqualTo("1");
            }
            assertThat(stranger.isAlive()).as("no stranger is harmed").isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void inTheMiddleOfInitdb() throws Exception {
        home.unpacked();
        Path unfinished = home.path().resolve("cluster.new");
        try (var child = Child.start(home.path())) {
            assertThat(
                            Patience.until(
                                    () -> Files.exists(unfinished.resolve("base")),
                                    Duration.ofSeconds(20)))
                    .isTrue();
            child.kill();
        }
        assertThat(home.cluster()).doesNotExist();
        assertThat(unfinished).exists();
        try (var next = EmbeddedPostgres.start(home.path())) {
            assertThat(Probe.ask(next.database(), "SELECT 1")).isEqualTo("1");
            assertThat(unfinished).doesNotExist();
            assertThat(home.postmasters()).hasSize(1);
        }
    }

    @Test
    void betweenInitdbAndOurDatabase() throws Exception {
        home.prepared();
        Cluster abandoned = home.withoutLock();
        Password password = abandoned.prepare();
        Database ours = Accounts.open(abandoned.start(Probe::freePort), password);
        String maintenance = ours.url().replace("/commonwatch?", "/postgres?");
        var superuser = Database.at(maintenance, Accounts.SUPERUSER, password.text());
        Probe.execute(superuser, "DROP DATABASE commonwatch");
        Probe.execute(superuser, "ALTER ROLE commonwatch PASSWORD NULL");
        abandoned.stop();
        try (var next = EmbeddedPostgres.start(home.path())) {
            assertThat(Probe.ask(next.database(), "SELECT current_user")).isEqualTo("commonwatch");
        }
    }

    private void startsWithTheAnswer() throws Exception {
        try (var next = EmbeddedPostgres.start(home.path())) {
            assertThat(Probe.ask(next.database(), "SELECT answer FROM kept")).isEqualTo("42");
            assertThat(home.postmasters()).hasSize(1);
        }
        assertThat(home.processes()).isEmpty();
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
    }

    private static String ask(Database database, String sql) {
        try {
            return Probe.ask(database, sql);
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    private static void runUntilKilled(Connection connection, String sql) {
        try {
            Probe.execute(connection, sql);
        } catch (SQLException e) {
            assertThat(e.getSQLState()).startsWith("08");
        }
    }

    /** The seventh line of postmaster.pid: the key and the number of the segment. */
    private int sharedMemoryId() throws IOException {
        String line = Files.readAllLines(home.cluster().resolve("postmaster.pid")).get(6);
        return Integer.parseInt(line.strip().split(" +", -1)[1]);
    }

    private static MemorySegment attach(int id) throws Exception {
        var shape =
                FunctionDescriptor.of(
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT);
        try {
            return (MemorySegment) nativeFunction("shmat", shape).invoke(id, MemorySegment.NULL, 0);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static void detach(MemorySegment memory) {
        var shape = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
        try {
            assertThat((int) nativeFunction("shmdt", shape).invoke(memory)).isZero();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle nativeFunction(String name, FunctionDescriptor shape) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), shape);
    }
}
