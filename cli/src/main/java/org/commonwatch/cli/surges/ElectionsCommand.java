package org.commonwatch.cli.surges;

import org.commonwatch.cli.client.AnswerOptions;
import org.commonwatch.cli.client.AskerOptions;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.ServerOptions;
import org.commonwatch.cli.terminal.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code cwatch elections}: dated occasions, and questions put down before them. */
@Command(
        name = "elections",
        description = "Elections and other dated occasions, and questions put down before them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class ElectionsCommand {
    private static final String PATH = "/api/v1/elections";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "add",
            description = "Adds one. None is changed: another date is a postponement.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {
                "  cwatch elections add council-2030 --name 'Council of the islands' \\",
                "      --date 2030-01-12 --jurisdiction XA --office council",
                ""
            })
    int add(
            @Mixin ServerOptions server,
            @Mixin AnswerOptions answer,
            @Mixin Wanted wanted,
            @Parameters(paramLabel = "ID", description = "What it is called here.") String id) {
        try (Client operator = server.operator()) {
            JsonNode added = operator.post(PATH, wanted.of(id));
            answer.tell(spec.commandLine().getOut(), added, line(added));
            return ExitCode.DONE;
        }
    }

    /** What one is. */
    static final class Wanted {
        @Option(names = "--name", required = true, paramLabel = "WORDS")
        private String name = "";

        @Option(names = "--date", required = true, paramLabel = "DATE")
        private String date = "";

        @Option(
                names = "--kind",
                paramLabel = "WORD",
                defaultValue = "election",
                description = "What it is (default: ${DEFAULT-VALUE}).")
        private String kind = "";

        @Option(names = "--jurisdiction", paramLabel = "WORDS", defaultValue = "")
        private String jurisdiction = "";

        @Option(
                names = "--office",
                paramLabel = "WORDS",
                description = "What is contested; as often as there are offices.")
        private List<String> offices = new ArrayList<>();

        private Map<String, Object> of(String id) {
            return Map.of(
                    "id",
                    id,
                    "name",
                    name,
                    "kind",
                    kind,
                    "jurisdiction",
                    jurisdiction,
                    "offices",
                    offices,
                    "date",
                    date);
        }
    }

    @Command(
            name = "postpone",
            description = "Says from which day on another date was known.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {
                "  cwatch elections postpone council-2030 --announced 2029-12-01 --to 2030-02-09",
                ""
            })
    int postpone(
            @Mixin ServerOptions server,
            @Mixin AnswerOptions answer,
            @Parameters(paramLabel = "ID", description = "Which one.") String id,
            @Option(names = "--announced", required = true, paramLabel = "DATE") String announced,
            @Option(names = "--to", required = true, paramLabel = "DATE") String to) {
        try (Client operator = server.operator()) {
            JsonNode moved =
                    operator.post(
                            PATH + "/" + Client.encoded(id) + "/postponements",
                            Map.of("announced", announced, "date", to));
            answer.tell(spec.commandLine().getOut(), moved, line(moved));
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "list",
            description = "Lists them by date.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {"  cwatch elections list --operator", ""})
    int list(@Mixin AskerOptions asker, @Mixin AnswerOptions answer) {
        try (Client client = asker.client()) {
            JsonNode all = client.get(PATH);
            List<String> lines = new ArrayList<>();
            all.path("elections").forEach(each -> lines.add(line(each)));
            answer.tell(
                    spec.commandLine().getOut(), all, String.join(System.lineSeparator(), lines));
            return lines.isEmpty() ? ExitCode.NOTHING : ExitCode.DONE;
        }
    }

    @Command(
            name = "ask",
            description = {
                "Puts down the question whether counts will have risen in the four weeks before",
                "one. Once those have begun it is too late."
            },
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {"  cwatch elections ask council-2030 --kind scan --netrc analyst.netrc", ""})
    int ask(
            @Mixin AskerOptions asker,
            @Mixin AnswerOptions answer,
            @Mixin SeriesOptions series,
            @Parameters(paramLabel = "ID", description = "Which one.") String id) {
        try (Client client = asker.client()) {
            JsonNode put =
                    client.post(PATH + "/" + Client.encoded(id) + "/ramp-tests", series.given());
            answer.tell(
                    spec.commandLine().getOut(),
                    put,
                    put.path("question").asString() + System.lineSeparator() + answered(put));
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "show",
            description = "Shows one, with what was asked about it and the answers.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {"  cwatch elections show council-2030 --netrc analyst.netrc", ""})
    int show(
            @Mixin AskerOptions asker,
            @Mixin AnswerOptions answer,
            @Parameters(paramLabel = "ID", description = "Which one.") String id) {
        try (Client client = asker.client()) {
            JsonNode told = client.get(PATH + "/" + Client.encoded(id));
            List<String> lines = new ArrayList<>();
            lines.add(line(told.path("election")));
            for (JsonNode each : told.path("rampTests")) {
                lines.add(each.path("question").asString());
                lines.add(answered(each));
            }
            answer.tell(
                    spec.commandLine().getOut(), told, String.join(System.lineSeparator(), lines));
            return ExitCode.DONE;
        }
    }

    private static String answered(JsonNode test) {
        return "    sha256 "
                + test.path("sha256").asString()
                + System.lineSeparator()
                + "    "
                + test.path("answer").asString();
    }

    private static String line(JsonNode election) {
        boolean moved = !election.path("date").equals(election.path("planned"));
        return "%s  %s  %s%s"
                .formatted(
                        election.path("date").asString(),
                        election.path("id").asString(),
                        election.path("name").asString(),
                        moved ? " (planned for " + election.path("planned").asString() + ")" : "");
    }
}
