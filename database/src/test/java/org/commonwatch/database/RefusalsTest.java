package org.commonwatch.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** What cannot be is refused with a sentence and an instruction, and leaves no process. */
class RefusalsTest {
    @RegisterExtension final Home home = new Home();

    @Test
    void twoInOneProcess() throws Exception {
        try (var first = EmbeddedPostgres.start(home.prepared())) {
            for (int attempt = 1; attempt <= 2; attempt++) {
                assertThat(refusal())
                        .isEqualTo(
                                new DatabaseRefusal.InUse(
                                        home.path(), "" + ProcessHandle.current().pid()));
            }
            // The refused attempts must not have loosened the lock for other processes.
            try (var child = Child.start(home.path())) {
                assertThat(child.answer()).startsWith("refused: InUse");
            }
            assertThat(Probe.ask(first.database(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void twoProcesses() throws Exception {
        home.prepared();
        try (var child = Child.start(home.path())) {
            assertThat(child.answer()).isEqualTo("started");
            DatabaseRefusal refusal = refusal();
            assertThat(refusal.message())
                    .isEqualTo(
                            "%s is in use by another Commonwatch (process %d)."
                                    .formatted(home.path(), child.pid()));
            assertThat(home.postmasters()).as("the other one's server lives on").hasSize(1);
        }
    }

    @Test
    void anotherMajorVersion() throws Exception {
        Files.writeString(home.prepared().resolve("cluster", "PG_VERSION"), "17\n");
        assertThat(refusal())
                .isEqualTo(new DatabaseRefusal.OtherVersion(home.cluster(), "17", "18"));
        assertThat(refusal().message()).contains("PostgreSQL 17", "PostgreSQL 18");
    }

    @Test
    void somethingElseInThePlaceOfTheData() throws Exception {
        Files.delete(home.prepared().resolve("cluster", "PG_VERSION"));
        assertThat(refusal()).isEqualTo(new DatabaseRefusal.NotACluster(home.cluster()));
    }

    @Test
    void damagedData() throws Exception {
        Path control = home.prepared().resolve("cluster", "global", "pg_control");
        Files.write(control, new byte[8192]);
        DatabaseRefusal refusal = refusal();
        assertThat(refusal).isInstanceOf(DatabaseRefusal.NotStarted.class);
        assertThat(refusal.message()).contains("FATAL", "PG_CONTROL_VERSION");
        assertThat(home.processes()).isEmpty();
    }

    @Test
    void aLostOrForeignPassword() throws Exception {
        Path file = home.prepared().resolve("password");
        Files.writeString(file, "of another cluster\n");
        assertThat(refusal()).isEqualTo(new DatabaseRefusal.PasswordLost(file));
        assertThat(home.processes()).isEmpty();
        Files.delete(file);
        assertThat(refusal()).isEqualTo(new DatabaseRefusal.PasswordLost(file));
    }

    @Test
    void aPathThatAShellWouldReadOtherwise() {
        for (String name : List.of("a\"b", "a$b", "a`b", "a\\b", "a\nb")) {
            Path path = home.path().resolve(name);
            var e =
                    catchThrowableOfType(
                            DatabaseException.class, () -> EmbeddedPostgres.start(path));
            assertThat(e.refusal()).isEqualTo(new DatabaseRefusal.UnusablePath(path));
        }
    }

    @Test
    void aDirectoryThatOthersMayWriteTo() throws Exception {
        Files.setPosixFilePermissions(
                home.prepared(), PosixFilePermissions.fromString("rwxrwx---"));
        assertThat(refusal()).isEqualTo(new DatabaseRefusal.Exposed(home.path()));
    }

    @Test
    void aFileInThePlaceOfTheDirectory() throws Exception {
        Files.writeString(home.path(), "a file");
        assertThat(refusal()).isInstanceOf(DatabaseRefusal.Unwritable.class);
        assertThat(refusal().message()).contains(home.path().toString());
    }

    @Test
    void anInitdbThatFails() throws Exception {
        Path programs = home.unpacked().resolve("binaries-" + Binaries.VERSION, "bin");
        Files.delete(programs.resolve("postgres"));
        DatabaseRefusal refusal = refusal();
        assertThat(refusal).isInstanceOf(DatabaseRefusal.NotCreated.class);
        assertThat(refusal.message()).contains("\"postgres\" is needed by initdb");
        assertThat(home.cluster()).doesNotExist();
    }

    @Test
    void rootWithoutUserNamespaces() throws Exception {
        Path empty = Files.createDirectories(home.prepared().resolveSibling("empty"));
        try (var child = Child.start(home.path(), List.of(), Map.of("PATH", empty.toString()))) {
            boolean root = System.getProperty("user.name").equals("root");
            assertThat(child.answer()).startsWith(root ? "refused: RootOnly" : "started");
        }
    }

    @Test
    void aRefusalLeavesTheDirectoryFree() throws Exception {
        Path version = home.prepared().resolve("cluster", "PG_VERSION");
        Files.writeString(version, "17\n");
        assertThat(refusal()).isInstanceOf(DatabaseRefusal.OtherVersion.class);
        Files.writeString(version, "18\n");
        EmbeddedPostgres.start(home.path()).close();
    }

    private DatabaseRefusal refusal() {
        var e =
                catchThrowableOfType(
                        DatabaseException.class, () -> EmbeddedPostgres.start(home.path()).close());
        assertThat(e).as("a refusal").isNotNull();
        assertThat(e).hasMessage(e.refusal().message());
        assertThat(e.refusal().remedy()).endsWith(".");
        return e.refusal();
    }
}
