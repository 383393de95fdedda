package org.commonwatch.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What the embedded server promises while nobody does it harm. */
class EmbeddedPostgresTest {
    @RegisterExtension final Home fresh = new Home();

    /** For all tests that leave the data whole; copying it takes longer than a start. */
    private static final Home home = new Home();

    @BeforeAll
    static void prepare() throws IOException {
        home.prepared();
    }

    @AfterAll
    static void remove() {
        home.remove();
    }

    @Test
    void dataSurvivesARestart() throws Exception {
        try (var first = EmbeddedPostgres.start(home.path())) {
            Probe.execute(first.database(), "CREATE TABLE kept (word text)");
            Probe.execute(first.database(), "INSERT INTO kept VALUES ('Grüße')");
        }
        try (var second = EmbeddedPostgres.start(home.path())) {
            assertThat(Probe.ask(second.database(), "SELECT word FROM kept")).isEqualTo("Grüße");
        }
    }

    @Test
    void theServerRunsAsPromised() throws Exception {
        try (var postgres = EmbeddedPostgres.start(home.path())) {
            Database database = postgres.database();
            Map<String, String> promised =
                    Map.of(
                            "fsync", "on",
                            "synchronous_commit", "on",
                            "full_page_writes", "on",
                            "listen_addresses", "127.0.0.1",
                            "password_encryption", "scram-sha-256",
                            "data_checksums", "on",
                            "server_encoding", "UTF8",
                            "shared_buffers", Cluster.SHARED_BUFFERS,
                            "max_connections", Integer.toString(Cluster.MAX_CONNECTIONS));
            for (var setting : promised.entrySet()) {
                assertThat(Probe.ask(database, "SHOW " + setting.getKey()))
                        .as(setting.getKey())
                        .isEqualTo(setting.getValue());
            }
            assertThat(Probe.ask(asSuperuser(database), "SHOW unix_socket_directories")).isEmpty();
            assertThat(Probe.ask(database, "SHOW server_version") + ".0")
                    .as("the constant and the POM name the same binaries")
                    .isEqualTo(Binaries.VERSION);
            assertThat(Probe.ask(database, "SELECT upper('straße é') || ('a' < 'B')::text"))
                    .as("PostgreSQL's own rules: letters beyond ASCII, order by code point")
                    .isEqualTo("STRAßE Éfalse");
        }
    }

    @Test
    void theCommandLineOverrulesAConfigurationThatWouldLoseData() throws Exception {
        Path configuration = home.path().resolve("cluster", "postgresql.conf");
        Files.writeString(
                configuration,
                Files.readString(configuration)
                        + "\nfsync = off\nsynchronous_commit = off\nlisten_addresses = '*'\n");
        try (var postgres = EmbeddedPostgres.start(home.path())) {
            assertThat(Probe.ask(postgres.database(), "SHOW fsync")).isEqualTo("on");
            assertThat(Probe.ask(postgres.database(), "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(Probe.ask(postgres.database(), "SHOW listen_addresses"))
                    .isEqualTo("127.0.0.1");
        }
    }

    @Test
    void onlyTheRightPasswordOpensIt() throws Exception {
        try (var postgres = EmbeddedPostgres.start(home.path())) {
            Database right = postgres.database();
            for (String user : List.of(right.user(), Accounts.SUPERUSER)) {
                assertThat(Probe.ask(Database.at(right.url(), user, right.password()), "SELECT 1"))
                        .isEqualTo("1");
                for (String wrong : List.of("", "wrong", right.password() + "x")) {
                    assertThatThrownBy(() -> Database.at(right.url(), user, wrong).connect())
                            .isInstanceOf(DatabaseException.class);
                }
                // Without the driver's own insistence on SCRAM: does the server ask?
                String lenient = right.url().replace("&requireAuth=scram-sha-256", "");
                assertThatThrownBy(() -> Database.at(lenient, user, "wrong").connect())
                        .hasMessageContaining("28P01");
            }
        }
    }

    @Test
    void ourRoleHasNoPowerOverTheServer() throws Exception {
        try (var postgres = EmbeddedPostgres.start(home.path())) {
            Database database = postgres.database();
            assertThatThrownBy(() -> Probe.execute(database, "COPY (SELECT 1) TO PROGRAM 'cat'"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> Probe.execute(database, "ALTER SYSTEM SET fsync = off"))
                    .hasMessageContaining("permission denied");
            Probe.execute(database, "CREATE SCHEMA ours"); // it owns its database
        }
    }

    @Test
    void aFirstStartAfterAKilledOneIsClosedToOthersWhateverTheUmask() throws Exception {
        Path halfUnpacked = fresh.path().resolve("binaries-" + Binaries.VERSION + ".new");
        Path halfMade = fresh.path().resolve("cluster.new");
        for (Path half : List.of(halfUnpacked, halfMade)) {
            Files.createDirectories(half.resolve("bin"), Folder.OWNER_ALL);
            Files.createSymbolicLink(half.resolve("loop"), fresh.path());
        }
        Path elsewhere = Files.createDirectories(fresh.around().resolve("tmp"));
        var temporary =
                Map.of("TMPDIR", elsewhere.toString(), "java.io.tmpdir", elsewhere.toString());
        try (var child =
                Child.start(
                        fresh.path(),
                        List.of("sh", "-c", "umask 0; exec \"$@\"", "sh"),
                        temporary)) {
            assertThat(child.answer()).isEqualTo("started");
            try (var all = Files.walk(fresh.path())) {
                for (Path each : (Iterable<Path>) all::iterator) {
                    if (!Files.isSymbolicLink(each)) {
                        assertThat(mode(each)).as(each.toString()).endsWith("------");
                    }
                }
            }
            assertThat(halfUnpacked).doesNotExist();
            assertThat(halfMade).doesNotExist();
            assertThat(mode(fresh.path())).isEqualTo("rwx------");
            assertThat(mode(fresh.cluster())).isEqualTo("rwx------");
            assertThat(mode(fresh.path().resolve("password"))).isEqualTo("rw-------");
            try (var strays = Files.list(elsewhere)) {
                assertThat(strays).isEmpty();
            }
        }
        String password = Files.readString(fresh.path().resolve("password")).strip();
        assertThat(password).as("256 bits").matches("[0-9a-f]{64}");
        assertThat(Files.readString(fresh.path().resolve("postgres.log"))).doesNotContain(password);
        asNobody();
    }

    @Test
    void programsThatCameWithUsAreNotUnpackedAgain() throws Exception {
        Path shipped = Binaries.in(new Folder(home.path())).folder();
        try (var child =
                Child.start(
                        fresh.path(), List.of(), Map.of(Binaries.SHIPPED, shipped.toString()))) {
            // Wherever its program lies, it is found should it outlive us.
            assertThat(Patience.until(() -> runsInitdb(fresh.path()), Duration.ofMinutes(1)))
                    .isTrue();
            assertThat(child.answer()).isEqualTo("started");
            assertThat(fresh.cluster()).isDirectory();
            assertThat(EmbeddedPostgres.programs(fresh.path())).doesNotExist();
        }
    }

    private static boolean runsInitdb(Path home) {
        return new Occupants(home)
                .all().stream()
                        .flatMap(process -> process.info().command().stream())
                        .anyMatch(program -> program.endsWith("/initdb"));
    }

    private void asNobody() throws Exception {
        if (!System.getProperty("user.name").equals("root")) {
            return; // only root can become somebody else; the modes above say the same
        }
        Path readable = fresh.around().resolve("readable");
        Files.writeString(readable, "for all");
        Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(catAsNobody("readable")).as("nobody can read at all").isEqualTo("for all");
        assertThat(catAsNobody("pg/password")).contains("Permission denied");
        assertThat(catAsNobody("pg/cluster/PG_VERSION")).contains("Permission denied");
        assertThat(catAsNobody("pg/postgres.log")).contains("Permission denied");
    }

    /** By a relative path, so that only our own directories decide. */
    private String catAsNobody(String file) throws IOException {
        List<String> words =
                List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "cat", file);
        Path place = fresh.around();
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
        Process cat =
                new ProcessBuilder(words)
                        .directory(place.toFile())
                        .redirectErrorStream(true)
                        .start();
        return new String(cat.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void closingLeavesNoProcessAndTellsWhoWaits() throws Exception {
        var postgres = EmbeddedPostgres.start(home.path());
        var exit = postgres.onExit();
        try (var busy = postgres.database().connect()) {
            busy.setAutoCommit(false);
            Probe.execute(busy, "CREATE TABLE unfinished ()");
            assertThat(home.processes()).isNotEmpty();
            assertThat(exit).isNotDone();
            postgres.close();
            assertThat(home.processes()).isEmpty();
            exit.get(6, TimeUnit.SECONDS);
        }
        postgres.close(); // again: nothing happens
    }

    @Test
    void anInterruptedThreadStillStopsTheServer() throws Exception {
        var postgres = EmbeddedPostgres.start(home.path());
        Thread.currentThread().interrupt();
        postgres.close();
        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        assertThat(home.processes()).isEmpty();
    }

    @Test
    void aCtrlCMeantForUsDoesNotReachTheServer() throws Exception {
        try (var postgres = EmbeddedPostgres.start(home.path())) {
            long postmaster = home.postmaster().pid();
            Process ps = new ProcessBuilder("ps", "-o", "pgid=", "-p", "" + postmaster).start();
            String group = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(group.strip())
                    .as("the process group of %s", postgres.database())
                    .isEqualTo("" + postmaster);
        }
    }

    @Test
    void aPortTakenFromUnderUsCostsOneMoreAttempt() throws Exception {
        try (var taken = new ServerSocket(0)) {
            int freePort = Probe.freePort();
            var calls = new AtomicInteger();
            try (var postgres =
                    EmbeddedPostgres.start(
                            home.path(),
                            () -> calls.getAndIncrement() == 0 ? taken.getLocalPort() : freePort)) {
                assertThat(calls).hasValue(2);
                assertThat(postgres.database().url()).contains(":" + freePort + "/");
            }
        }
    }

    @Test
    void portsThatAreAlwaysTakenEndInARefusal() throws Exception {
        try (var taken = new ServerSocket(0)) {
            var calls = new AtomicInteger();
            assertThatThrownBy(() ->
                            EmbeddedPostgres.start(
                                    home.path(),
                                    () -> {
                                        calls.incrementAndGet();
                                        return taken.getLocalPort();
                                    }))
                    .hasMessageContaining("Address already in use");
            assertThat(calls).hasValue(Cluster.PORT_ATTEMPTS);
            assertThat(home.processes()).isEmpty();
        }
    }

    private static Database asSuperuser(Database ours) {
        return Database.at(ours.url(), Accounts.SUPERUSER, ours.password());
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    }
}
