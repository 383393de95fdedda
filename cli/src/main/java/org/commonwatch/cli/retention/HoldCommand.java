package org.commonwatch.cli.retention;

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

/** {@code cwatch hold}: what stays however old it is. */
@Command(
        name = "hold",
        description = "Legal holds: what stays however old it is.",
        mixinStandardHelpOptions = true,
        subcommands = AddHold.class,
        synopsisSubcommandLabel = "COMMAND")
public final class HoldCommand {
    static final String PATH = "/api/v1/holds";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "list",
            description = "Lists those that are not lifted.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {"  cwatch hold list", ""})
    int list(@Mixin ServerOptions server, @Mixin AnswerOptions answer) {
        try (Client operator = server.operator()) {
            JsonNode all = operator.get(PATH);
            List<String> lines = new ArrayList<>();
            all.path("holds").forEach(each -> lines.add(line(each)));
            answer.tell(
                    spec.commandLine().getOut(), all, String.join(System.lineSeparator(), lines));
            return lines.isEmpty() ? ExitCode.NOTHING : ExitCode.DONE;
        }
    }

    static String line(JsonNode hold) {
        return "hold %d  %s  %s  %s  from %s to %s  about %s  by %s  until %s"
                .formatted(
                        hold.path("number").asLong(),
                        hold.path("reference").asString(),
                        hold.path("reason").asString(),
                        words(hold.path("classes"), "all classes"),
                        hold.path("from").asString("ever"),
                        hold.path("to").asString("ever"),
                        words(hold.path("about"), "anything"),
                        hold.path("placedBy").asString(),
                        hold.path("until").asString("lifted"));
    }

    private static String words(JsonNode array, String none) {
        List<String> words = new ArrayList<>();
        array.forEach(each -> words.add(each.asString()));
        return words.isEmpty() ? none : String.join(", ", words);
    }

    @Command(
            name = "lift",
            description = "Lifts one; what it held goes when it is old.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {"  cwatch hold lift 1", ""})
    int lift(
            @Mixin ServerOptions server,
            @Mixin AnswerOptions answer,
            @Parameters(paramLabel = "NUMBER", description = "Which one.") long number) {
        try (Client operator = server.operator()) {
            JsonNode lifted = operator.delete(PATH + "/" + number);
            answer.tell(spec.commandLine().getOut(), lifted, "lifted: " + line(lifted));
            return ExitCode.DONE;
        }
    }
}
