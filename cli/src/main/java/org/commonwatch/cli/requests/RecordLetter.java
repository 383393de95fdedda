package org.commonwatch.cli.requests;

import org.commonwatch.cli.client.AnswerOptions;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.PersonOptions;
import org.commonwatch.cli.terminal.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.util.concurrent.Callable;

/** {@code cwatch letter record}. */
@Command(
        name = "record",
        description = {
            "Says that a letter was received: one that came by the server, by its id, or one that",
            "came otherwise, by all that is known of it."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch letter record letter-2def --received 2018-10-01",
            "  cwatch letter record --from 'A ministry' --role applicant --channel fax \\",
            "      --sent 2018-10-18 --received 2018-10-19",
            ""
        })
final class RecordLetter implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private PersonOptions person = new PersonOptions();
    @Mixin private AnswerOptions answer = new AnswerOptions();
    @Mixin private LetterOptions letter = new LetterOptions();
    @Mixin private AboutOptions about = new AboutOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "LETTER",
            description = "The letter, if it came by the server.")
    private String id = "";

    @Option(
            names = "--received",
            paramLabel = "DATE",
            defaultValue = "",
            description = "When it came; now if not given.")
    private String received = "";

    @Option(
            names = "--from",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Who sent it, if it came otherwise.")
    private String from = "";

    @Option(
            names = "--to",
            paramLabel = "NAME",
            defaultValue = "",
            description = "To whom; to your party if not given.")
    private String to = "";

    @Option(
            names = "--shown-by",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "What shows it, such as a report of the press.")
    private String shownBy = "";

    @Override
    public Integer call() {
        try (Client client = person.client()) {
            JsonNode recorded =
                    id.isEmpty()
                            ? client.post("/api/v1/letters", otherwise().properties())
                            : client.post(
                                    "/api/v1/letters/" + Client.encoded(id) + "/receipt",
                                    new Says().put("received", received).properties());
            answer.tell(spec.commandLine().getOut(), recorded, LetterCommand.text(recorded));
        }
        return ExitCode.DONE;
    }

    private Says otherwise() {
        return about.to(letter.says())
                .put("received", received)
                .put("from", from)
                .put("to", to)
                .put("document", shownBy);
    }
}
