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

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The commands about TAXII, on a real server: those of the page about it first, as they stand. */
class TaxiiTest {
    private static final String COLLECTION = "6b2f4c1e-53a8-4d7b-9f60-2f1d8c0a7e94";
    private static final Pattern BLOCKS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern WORDS = Pattern.compile("'([^']*)'|(\\S+)");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir private Path folder = Path.of("");

    @Test
    void collectionsAreMadeAndFilledAsThePageTells() throws Exception {
        Path data = folder.resolve("data");
        Settings settings =
                new Settings(data, 0, new BodyId("commons"), Optional.of(TestDatabase.empty()));
        try (RunningServer server = Main.start(settings).announced()) {
            assertThat(server.url()).isNotEmpty();
            List<String> where = List.of("--data", data.toString());
            Path bundle =
                    Files.writeString(
                            folder.resolve("bundle.json"),
                            "{\"type\":\"bundle\",\"id\":\"bundle--%s\",\"objects\":[%s]}"
                                    .formatted(UUID.randomUUID(), indicators(1, 2_500)));
            List<List<String>> commands = commandsOfThePage();
            assertThat(commands).hasSizeGreaterThan(5);
            for (List<String> command : commands) {
                Cli.Result result = run(command, bundle, where);
                assertThat(result.exitCode()).as(command + ": " + result.out()).isZero();
            }
            assertThat(run(List.of("taxii", "collection", "list"), bundle, where).out())
                    .contains(COLLECTION + "  shop/indicators  Indicators");
            assertThat(imported(bundle, where).path("kept").asLong()).isEqualTo(2_500);

            datesComeAlongAndWhatIsWrongIsTold(where);
        }
    }

    private void datesComeAlongAndWhatIsWrongIsTold(List<String> where) throws Exception {
        Path old =
                Files.writeString(
                        folder.resolve("old.ndjson"),
                        """
                        {"__meta":{"date_added":"2020-01-02T03:04:05.678000Z"},%s
                        {"__meta":{"date_added":"yesterday"},%s
                        {"type":"indicator"}
                        """
                                .formatted(
                                        indicator(3_001).substring(1),
                                        indicator(3_002).substring(1)));
        Cli.Result result = run(importing(old, "--json"), old, where);
        assertThat(result.exitCode()).as(result.out()).isEqualTo(ExitCode.PARTIAL);
        assertThat(result.out())
                .contains("\"kept\":1")
                .contains("\"rejected\":2")
                .contains("its date_added is \"yesterday\", which is no time")
                .contains("is no object with an id");

        Path broken = Files.writeString(folder.resolve("broken.json"), "[" + indicator(1) + ";");
        Cli.Result refused = run(importing(broken), broken, where);
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.out()).contains("Instead of a comma or the end of the list");

        List<String> nowhere =
                List.of("taxii", "collection", "add", "--root", "nowhere", "--title", "T");
        assertThat(run(nowhere, old, where).exitCode()).isEqualTo(ExitCode.REFUSED);
        List<String> taken = List.of("taxii", "root", "add", "api");
        assertThat(run(taken, old, where).exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    private static JsonNode imported(Path file, List<String> where) throws Exception {
        return JSON.readTree(run(importing(file, "--json"), file, where).out());
    }

    private static List<String> importing(Path file, String... more) {
        List<String> command = new ArrayList<>();
        command.addAll(List.of("taxii", "import", file.toString()));
        command.addAll(List.of("--collection", COLLECTION, "--owner", "CERT-XA"));
        command.addAll(List.of(more));
        return command;
    }

    private static Cli.Result run(List<String> command, Path bundle, List<String> where) {
        List<String> all = new ArrayList<>(command);
        all.replaceAll(word -> word.equals("bundle.json") ? bundle.toString() : word);
        all.addAll(where);
        return Cli.runHere(all.toArray(String[]::new));
    }

    private static List<List<String>> commandsOfThePage() throws IOException {
        Path page = Path.of(System.getProperty("house"), "docs", "using", "taxii.md");
        String commands =
                BLOCKS.matcher(Files.readString(page))
                        .results()
                        .map((MatchResult block) -> block.group(1))
                        .collect(Collectors.joining())
                        .replace("\\\n", " ");
        return commands.lines().map(TaxiiTest::words).toList();
    }

    private static List<String> words(String line) {
        return WORDS.matcher(line)
                .results()
                .map((MatchResult word) -> word.group(1) == null ? word.group(2) : word.group(1))
                .skip(1) // cwatch itself
                .toList();
    }

    private static String indicators(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(TaxiiTest::indicator)
                .collect(Collectors.joining(","));
    }

    private static String indicator(int n) {
        return """
        {"type":"indicator","spec_version":"2.1","id":"indicator--%s",\
        "created":"2030-01-01T00:00:00.000Z","modified":"2030-01-01T00:00:00.000Z",\
        "pattern_type":"stix","pattern":"[domain-name:value = 'n%d.example']",\
        "valid_from":"2030-01-01T00:00:00Z"}\
        """
                .formatted(new UUID(0x4000, 0x8000_0000_0000_0000L | n), n);
    }
}
