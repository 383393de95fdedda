package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.access.BodyId;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.server.Main;
import org.commonwatch.server.RunningServer;
import org.commonwatch.server.Settings;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** Why a party may read an object of a server, asked from the command line. */
class ExplainCommandTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void whyIsToldForOneselfAndByRightForAnother() throws Exception {
        Settings settings =
                new Settings(
                        folder.resolve("data"),
                        0,
                        new BodyId("commons"),
                        Optional.of(TestDatabase.empty()));
        try (RunningServer server = Main.start(settings).announced()) {
            run("party", "add", "CERT-XA", "--standing", "member");
            run("party", "add", "CERT-XB", "--standing", "observer");
            String reader = token("xa", "CERT-XA");
            String id = "malware--" + UUID.randomUUID();
            post(server, "xa", reader, malware(id));
            String url = server.url();
            Path netrc = folder.resolve("xa.netrc");
            Cli.Result own = Cli.runHere("explain", id, "--netrc", netrc.toString(), "--url", url);
            assertThat(own.out()).contains("permit in commons", "An owner always reads its own.");
            Cli.Result other =
                    Cli.runHere(
                            "explain",
                            id,
                            "--party",
                            "CERT-XB",
                            "--netrc",
                            "" + netrc,
                            "--url",
                            url);
            assertThat(other.exitCode()).isEqualTo(ExitCode.REFUSED);
            Cli.Result absent =
                    Cli.runHere("explain", "malware--x", "--netrc", "" + netrc, "--url", url);
            assertThat(absent.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(absent.out()).contains("There is no object 'malware--x' that you can read.");
        }
    }

    @Test
    void whatIsAskedAboutMustBePlain() {
        assertThat(Cli.runHere("explain", "a", "b").out()).contains("from these 2 names");
        assertThat(Cli.runHere("explain", "--world", "2018", "a").out())
                .contains("from these 1 names");
        assertThat(Cli.runHere("standing", "a", "b").out()).contains("No world is named.");
    }

    private static String malware(String id) {
        return ("{\"objects\":[{\"type\":\"malware\",\"spec_version\":\"2.1\",\"id\":\"%s\","
                        + "\"created\":\"2026-01-01T00:00:00.000Z\","
                        + "\"modified\":\"2026-01-01T00:00:00.000Z\","
                        + "\"name\":\"lake\",\"is_family\":false}]}")
                .formatted(id);
    }

    private Cli.Result run(String... words) {
        String[] all = new String[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--data";
        all[words.length + 1] = folder.resolve("data").toString();
        Cli.Result result = Cli.runHere(all);
        assertThat(result.exitCode()).as(result.out()).isZero();
        return result;
    }

    private String token(String name, String party) throws Exception {
        Path netrc = folder.resolve(name + ".netrc");
        run("token", "add", name, "--party", party, "--role", "reader", "--out", netrc.toString());
        return Files.readString(netrc).strip().replaceFirst(".*password ", "");
    }

    private static void post(RunningServer server, String name, String token, String body)
            throws Exception {
        String all = "/api/v1/collections/5f0c2b1e-8a47-4f6b-b3d9-2e6a1c7d9f05/objects";
        String pair = name + ":" + token;
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        try (HttpClient http = HttpClient.newHttpClient()) {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(URI.create(server.url() + all))
                                    .header("Authorization", "Basic " + basic)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }
}
