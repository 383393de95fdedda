package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.access.BodyId;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.server.Main;
import org.commonwatch.server.RunningServer;
import org.commonwatch.server.Settings;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every command that docs/using/gap.md shows, as it is written there. */
class GapCommandTest {
    private static final Path DOC =
            Stream.of("docs/using/gap.md", "../docs/using/gap.md")
                    .map(Path::of)
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();

    private static final String HELD =
            "value,type,source\n198.18.1.1,ipv4,s\n198.18.1.2,ipv4,s\n198.18.1.3,ipv4,s\n";

    @TempDir private Path folder = Path.of("");

    private static List<String> fenced(String language) throws IOException {
        return Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOC))
                .results()
                .map(each -> each.group(1))
                .toList();
    }

    private Cli.Result run(String line, RunningServer server) {
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        words.removeFirst();
        words.replaceAll(word ->
                word.endsWith(".netrc") || word.endsWith(".yaml")
                        ? folder.resolve(word) + ""
                        : word);
        if (line.contains("--netrc")) {
            words.addAll(List.of("--url", server.url()));
        } else {
            words.addAll(List.of("--data", folder.resolve("data").toString()));
        }
        return Cli.runHere(words.toArray(String[]::new));
    }

    private RunningServer serve() throws IOException {
        Settings settings =
                new Settings(
                        folder.resolve("data"),
                        0,
                        new BodyId("commons"),
                        Optional.of(TestDatabase.empty()));
        RunningServer server = Main.start(settings).announced();
        try (Client operator = Client.operator(server.operatorUrl(), server.operatorToken())) {
            operator.post("/api/v1/parties", Map.of("name", "CERT-XA", "standing", "member"));
            operator.post("/api/v1/parties", Map.of("name", "BUREAU-XZ", "standing", "observer"));
            operator.post(
                    "/api/v1/indicators?owner=CERT-XA&tlp=TLP:AMBER",
                    "text/csv",
                    BodyPublishers.ofString(HELD));
            operator.post(
                    "/api/v1/users",
                    Map.of(
                            "name",
                            "analyst",
                            "party",
                            "BUREAU-XZ",
                            "roles",
                            List.of("analyst"),
                            "password",
                            "password-of-analyst"));
        }
        Files.writeString(
                folder.resolve("analyst.netrc"),
                "machine 127.0.0.1 login analyst password password-of-analyst");
        Files.writeString(folder.resolve("grants.yaml"), fenced("yaml").getFirst());
        return server;
    }

    @Test
    void whatTheDocumentSaysIsDone() throws Exception {
        try (RunningServer server = serve()) {
            List<String> lines = fenced("sh").stream().flatMap(String::lines).toList();
            assertThat(lines).hasSizeGreaterThan(4).allMatch(line -> line.startsWith("cwatch "));
            List<String> said = new ArrayList<>();
            for (String line : lines) {
                Cli.Result done = run(line, server);
                assertThat(done.exitCode()).as(line + "\n" + done.out()).isEqualTo(ExitCode.DONE);
                said.add(done.out());
            }
            assertThat(said.get(0)).contains("Nothing hit your party", "not stated", "CERT-XA");
            assertThat(said.get(1)).contains("withheld         3 of 3 (100 %)");
            assertThat(said.get(2)).startsWith("{").contains("\"delayHours\":24");
            assertThat(said.get(3)).contains("as member in commons", "3 objects gained, 0 lost");
            assertThat(run(lines.getFirst(), server).out()).doesNotContain("not stated");
        }
    }

    @Test
    void whatIsNoQuestionIsRefusedWithWhatToDo() throws Exception {
        try (RunningServer server = serve()) {
            String gap = "cwatch gap BUREAU-XZ --operator --to 2030-04-01 --from ";
            for (Map.Entry<String, String> wrong :
                    Map.of(
                                    gap + "2030-05-01",
                                    "Ask for a window of 1 to",
                                    gap + "2030-01-01T05:00:00Z",
                                    "Windows are of whole days",
                                    gap + "2030-01-01 --standing emperor",
                                    "Use one of member")
                            .entrySet()) {
                Cli.Result refused = run(wrong.getKey(), server);
                assertThat(refused.exitCode()).as(wrong.getKey()).isEqualTo(ExitCode.REFUSED);
                assertThat(refused.out()).contains(wrong.getValue());
            }
        }
    }
}
