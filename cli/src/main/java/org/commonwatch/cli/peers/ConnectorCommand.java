package org.commonwatch.cli.peers;

import org.commonwatch.cli.client.AnswerOptions;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.ServerOptions;
import org.commonwatch.cli.terminal.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code cwatch connector}: exchange with other servers. */
@Command(
        name = "connector",
        description = {
            "Exchange with other servers, and ways to tell people: what is pulled from servers and",
            "pushed to them, and what goes to webhooks, syslog and mailboxes."
        },
        mixinStandardHelpOptions = true,
        subcommands = AddConnector.class,
        synopsisSubcommandLabel = "COMMAND")
public final class ConnectorCommand {
    static final String PATH = "/api/v1/connectors";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "list",
            description = "Lists them, and what became of each last.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {"  cwatch connector list", ""})
    int list(@Mixin ServerOptions server, @Mixin AnswerOptions answer) {
        try (Client operator = server.operator()) {
            JsonNode all = operator.get(PATH);
            List<String> lines = new ArrayList<>();
            all.path("connectors").forEach(each -> lines.add(line(each)));
            answer.tell(
                    spec.commandLine().getOut(), all, String.join(System.lineSeparator(), lines));
            return lines.isEmpty() ? ExitCode.NOTHING : ExitCode.DONE;
        }
    }

    private static String line(JsonNode connector) {
        JsonNode state = connector.path("state");
        String said = state.path("said").asString();
        return "%s  %s  %s  %s  %s%s"
                .formatted(
                        connector.path("name").asString(),
                        connector.path("kind").asString(),
                        connector.path("url").asString(),
                        connector.path("party").asString(),
                        state.path("failed").asBoolean() ? "FAILED: " : "",
                        said.isEmpty() ? "has not run" : said);
    }

    @Command(
            name = "test",
            description =
                    "Tries everything that one needs, and says what to do if it is not there.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {"  cwatch connector test from-xa", ""})
    int test(
            @Mixin ServerOptions server,
            @Mixin AnswerOptions answer,
            @Parameters(paramLabel = "NAME", description = "Which one.") String name) {
        try (Client operator = server.operator()) {
            JsonNode tested = operator.post(path(name) + "/test", Map.of());
            List<String> lines = new ArrayList<>();
            for (JsonNode check : tested.path("checks")) {
                boolean holds = check.path("holds").asBoolean();
                lines.add(
                        (holds ? "good  " : "BAD   ")
                                + check.path("what").asString()
                                + ": "
                                + check.path("said").asString());
                if (!holds) {
                    lines.add("      " + check.path("remedy").asString());
                }
            }
            answer.tell(
                    spec.commandLine().getOut(),
                    tested,
                    String.join(System.lineSeparator(), lines));
            return tested.path("works").asBoolean() ? ExitCode.DONE : ExitCode.REFUSED;
        }
    }

    @Command(
            name = "notices",
            description =
                    "What was told to whom, the newest first; DEAD is what could not be for a day.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {"  cwatch connector notices", ""})
    int notices(@Mixin ServerOptions server, @Mixin AnswerOptions answer) {
        try (Client operator = server.operator()) {
            JsonNode all = operator.get("/api/v1/notices");
            List<String> lines = new ArrayList<>();
            for (JsonNode each : all.path("notices")) {
                lines.add(
                        "%s  %s  %s  %s"
                                .formatted(
                                        each.path("at").asString(),
                                        each.path("kind").asString(),
                                        each.path("party").asString(),
                                        each.path("said")
                                                .asString()
                                                .lines()
                                                .findFirst()
                                                .orElse("")));
                for (JsonNode one : each.path("sendings")) {
                    String state = one.path("state").asString();
                    lines.add(
                            "    %s  %s  %s"
                                    .formatted(
                                            one.path("connector").asString(),
                                            state.equals("dead") ? "DEAD" : state,
                                            one.path("outcome").asString()));
                }
            }
            answer.tell(
                    spec.commandLine().getOut(), all, String.join(System.lineSeparator(), lines));
            return lines.isEmpty() ? ExitCode.NOTHING : ExitCode.DONE;
        }
    }

    @Command(
            name = "run",
            description = "Runs one now, of whatever kind it is.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {"  cwatch connector run feed-xa", ""})
    int run(@Mixin RoundOptions round) {
        return round.run(spec, "");
    }

    @Command(
            name = "remove",
            description = "Ends one; what came by it stays.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {"  cwatch connector remove from-xa", ""})
    int remove(
            @Mixin ServerOptions server,
            @Mixin AnswerOptions answer,
            @Parameters(paramLabel = "NAME", description = "Which one.") String name) {
        try (Client operator = server.operator()) {
            answer.tell(
                    spec.commandLine().getOut(), operator.delete(path(name)), name + "  has ended");
            return ExitCode.DONE;
        }
    }

    static String path(String name) {
        return PATH + "/" + Client.encoded(name);
    }
}
