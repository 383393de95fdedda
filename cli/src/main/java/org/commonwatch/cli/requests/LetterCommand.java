package org.commonwatch.cli.requests;

import org.commonwatch.cli.client.AnswerOptions;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.PersonOptions;
import org.commonwatch.cli.terminal.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/** {@code cwatch letter}: letters in and out. */
@Command(
        name = "letter",
        description =
                "Letters of your party, in and out, with the dates they were sent and received.",
        mixinStandardHelpOptions = true,
        subcommands = {DraftLetter.class, RecordLetter.class, Sign.class, Withdraw.class},
        synopsisSubcommandLabel = "COMMAND",
        headerHeading = "Examples:%n",
        header = {"  cwatch letter list --request request-1abc", ""})
public final class LetterCommand {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "list",
            description = "Tells the letters that you may know of.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {"  cwatch letter list --request request-1abc --json", ""})
    int list(
            @Mixin PersonOptions person,
            @Option(
                            names = "--request",
                            paramLabel = "ID",
                            defaultValue = "",
                            description = "Only those about this request.")
                    String request,
            @Mixin AnswerOptions answer) {
        String question =
                "/api/v1/letters"
                        + (request.isEmpty() ? "" : "?request=" + Client.encoded(request));
        try (Client client = person.client()) {
            JsonNode letters = Pages.read(client, question, "letters");
            List<String> text = new ArrayList<>();
            letters.path("letters").forEach(each -> text.add(text(each)));
            answer.tell(
                    spec.commandLine().getOut(),
                    letters,
                    text.isEmpty() ? "No letters." : String.join(System.lineSeparator(), text));
        }
        return ExitCode.DONE;
    }

    static String text(JsonNode letter) {
        return String.format(
                "%-24s %s to %s, sent %s by %s, %s",
                letter.path("id").asString(),
                letter.path("from").asString(),
                letter.path("to").asString(),
                letter.path("sent").asString(),
                letter.path("channel").asString(),
                letter.path("received").isNull()
                        ? "not known to be received"
                        : "received " + letter.path("received").asString());
    }
}
