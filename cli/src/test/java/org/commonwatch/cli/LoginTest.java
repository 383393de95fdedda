package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.access.BodyId;
import org.commonwatch.cli.client.Client;
import org.commonwatch.server.Main;
import org.commonwatch.server.RunningServer;
import org.commonwatch.server.Settings;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/** Signing in by the command, as people do. */
class LoginTest {
    private static final String PASSWORD = "four words of a colon";

    @TempDir private Path folder = Path.of("");

    @Test
    void aTokenIsKeptForTheCommandsAfterItUntilOneSignsOut() throws Exception {
        Settings settings =
                new Settings(
                        folder.resolve("data"),
                        0,
                        new BodyId("commons"),
                        Optional.of(TestDatabase.empty()));
        Path file = folder.resolve("commonwatch/login.json");
        try (RunningServer server = Main.start(settings);
                Client operator = Client.operator(server.url(), server.operatorToken())) {
            operator.post("/api/v1/parties", Map.of("name", "CERT-XA", "standing", "none"));
            operator.post(
                    "/api/v1/users",
                    Map.of("name", "alice", "party", "CERT-XA", "password", PASSWORD));
            assertThat(run("", Map.of(), "whoami").out()).contains("Nobody has signed in");
            assertThat(run("", Map.of(), "inbox").out()).contains("Nobody has signed in");
            String[] login = {
                "login", "--url", server.url(), "--name", "alice", "--password-stdin"
            };
            assertThat(run("wrong password", Map.of(), login).exitCode()).isEqualTo(4);
            assertThat(file).doesNotExist();

            Cli.Result done = run(PASSWORD + "\n", Map.of(), login);
            assertThat(done.exitCode()).as(done.out()).isZero();
            assertThat(done.out()).contains("signed in as alice until 20");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            String kept = Files.readString(file);
            assertThat(kept).doesNotContain(PASSWORD);
            Cli.Result me = run("", Map.of(), "whoami");
            assertThat(me.out()).contains("alice, reader of CERT-XA, at " + server.url());

            assertThat(run("", Map.of(), "inbox").exitCode()).as("a command of people").isZero();
            Cli.Result elsewhere = run("", Map.of(), "inbox", "--url", "http://127.0.0.1:1");
            assertThat(elsewhere.exitCode()).isEqualTo(2);
            assertThat(elsewhere.out()).contains("not to http://127.0.0.1:1.");

            String token = kept.replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
            var environment = Map.of("CWATCH_TOKEN", token, "CWATCH_URL", server.url());
            assertThat(run("", Map.of(), "logout").exitCode()).isZero();
            assertThat(file).doesNotExist();
            assertThat(run("", environment, "whoami").exitCode()).as("ended").isEqualTo(4);
        }
    }

    @Test
    void aFileThatOthersMayReadIsNotBelieved() throws Exception {
        Path file = folder.resolve("commonwatch/login.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"url\":\"http://127.0.0.1:1\",\"token\":\"t\"}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Cli.Result refused = run("", Map.of(), "whoami");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.out()).contains("Others than its owner may read");
    }

    private Cli.Result run(String input, Map<String, String> environment, String... arguments)
            throws Exception {
        ProcessBuilder command = Cli.command(arguments).redirectErrorStream(true);
        command.environment().put("XDG_CONFIG_HOME", folder.toString());
        command.environment().putAll(environment);
        Process process = command.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Cli.Result(process.waitFor(), out);
    }
}
