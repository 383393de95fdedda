package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.access.BodyId;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.server.Main;
import org.commonwatch.server.RunningServer;
import org.commonwatch.server.Settings;
import org.commonwatch.testkit.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The operator's commands before a server runs, while it runs, and beside each other. */
class OperatorCommandsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PASSWORD = "four words and one more";

    @TempDir private Path folder = Path.of("");

    @Test
    void whatWasAddedBeforeAServerRanIsThereWhenItRuns() throws Exception {
        Path data = folder.resolve("data");
        // What a killed server left must not mislead: nobody holds the directory.
        Files.createDirectory(data);
        Files.writeString(data.resolve("server.url"), "1 http://127.0.0.1:1\n");
        JsonNode party = json(command("", "party", "add", "CERT-XA", "--data", "" + data));
        assertThat(party.path("name").asString()).isEqualTo("CERT-XA");
        assertThat(party.path("id").asString()).startsWith("identity--");
        assertThat(data.resolve("server.url")).doesNotExist();
        JsonNode user =
                json(
                        command(
                                PASSWORD + "\n",
                                "user",
                                "add",
                                "alice",
                                "--party",
                                "CERT-XA",
                                "--password-stdin",
                                "--data",
                                "" + data));
        assertThat(user.path("name").asString()).isEqualTo("alice");

        try (RunningServer server = Main.start(settings(data)).announced()) {
            assertThat(data.resolve("server.url")).content().contains(server.url());
            assertThat(discovers(server, "alice", PASSWORD)).isTrue();
            assertThat(discovers(server, "alice", PASSWORD + "\n")).isFalse();
            Cli.Result refused =
                    command(
                            PASSWORD,
                            "user",
                            "add",
                            "alice",
                            "--party",
                            "CERT-XA",
                            "--password-stdin",
                            "--data",
                            "" + data);
            assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
            command(
                    "another password",
                    "user",
                    "change",
                    "alice",
                    "--password-stdin",
                    "--data",
                    "" + data);
            assertThat(discovers(server, "alice", PASSWORD)).isFalse();
            assertThat(discovers(server, "alice", "another password")).isTrue();
            assertThat(Cli.runHere("user", "end", "alice", "--data", "" + data).exitCode())
                    .isZero();
            assertThat(discovers(server, "alice", "another password")).isFalse();
        }
        assertThat(data.resolve("server.url")).doesNotExist();
        assertThat(Cli.processesIn(folder)).isEmpty();
    }

    @Test
    void commandsBesideEachOtherWaitForEachOther() throws Exception {
        Path data = folder.resolve("data");
        Programs.lend(data.resolve("postgres"));
        List<Process> commands = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            commands.add(
                    Cli.command("party", "add", "CERT-" + i, "--data", "" + data)
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("log" + i).toFile())
                            .start());
        }
        for (int i = 0; i < 3; i++) {
            assertThat(commands.get(i).waitFor())
                    .as(Files.readString(folder.resolve("log" + i)))
                    .isZero();
        }
        assertThat(Cli.processesIn(folder)).isEmpty();
    }

    @Test
    void whatIsSetIsShownWithWhereItWasSetAndNoSecret() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("commonwatch.yaml"), "page-limit: 50\nport: 1\n");
        ProcessBuilder show = Cli.command("config", "show", "--origin", "--json", "--port", "9000");
        show.environment().put("CWATCH_DATA", data.toString());
        show.environment().put("CWATCH_BODY", "alliance");
        show.environment().put("CWATCH_DATABASE_PASSWORD", "very-secret");
        Cli.Result shown = result(show.start());
        assertThat(shown.out()).doesNotContain("very-secret");
        JsonNode all = JSON.readTree(shown.out());
        assertThat(all.path("port").toString())
                .contains("\"value\":\"9000\"")
                .contains("\"origin\":\"--port\"");
        assertThat(all.path("page-limit").path("value").asString()).isEqualTo("50");
        assertThat(all.path("page-limit").path("origin").asString()).endsWith("commonwatch.yaml");
        assertThat(all.path("body").path("origin").asString()).isEqualTo("CWATCH_BODY");
        assertThat(all.path("address").path("origin").asString()).isEqualTo("default");
        assertThat(all.path("database-password").path("value").asString()).isEqualTo("(secret)");
    }

    private static JsonNode json(Cli.Result result) {
        assertThat(result.exitCode()).as(result.out()).isZero();
        return JSON.readTree(result.out());
    }

    private static Settings settings(Path data) {
        return new Settings(data, 0, new BodyId("commons"), Optional.empty());
    }

    private static boolean discovers(RunningServer server, String name, String password) {
        try (Client client = new Client(server.url(), name, password)) {
            return client.getTaxii("/taxii2/").statusCode() == 200;
        }
    }

    private static Cli.Result command(String input, String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of(arguments));
        line.add("--json");
        Process process = Cli.command(line.toArray(String[]::new)).start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        return result(process);
    }

    private static Cli.Result result(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        try (InputStream said = process.getInputStream()) {
            String out = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            return new Cli.Result(process.waitFor(), out);
        }
    }
}
