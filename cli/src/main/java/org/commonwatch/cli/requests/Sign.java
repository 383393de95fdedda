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

/** {@code cwatch request sign}, and the same of letters and decisions. */
@Command(
        name = "sign",
        description = {
            "Signs what another person of your party drafted: what it says is claimed, and stays.",
            "'cwatch inbox' tells what waits; --show tells what it says, and signs nothing."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch request sign draft-3ghi --show",
            "  cwatch request sign draft-3ghi",
            ""
        })
public final class Sign implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private PersonOptions person = new PersonOptions();
    @Mixin private AnswerOptions answer = new AnswerOptions();

    @Parameters(paramLabel = "DRAFT", description = "What to sign.")
    private String draft = "";

    @Option(
            names = {"-n", "--show"},
            description = "Tells what it says, and signs nothing.")
    private boolean show;

    @Override
    public Integer call() {
        String path = "/api/v1/drafts/" + Client.encoded(draft);
        try (Client client = person.client()) {
            JsonNode told =
                    show ? client.get(path) : client.post(path + "/sign", new Says().properties());
            answer.tell(spec.commandLine().getOut(), told, text(told));
        }
        return ExitCode.DONE;
    }

    private String text(JsonNode told) {
        if (show) {
            return told.path("drafter").asString() + " drafted: " + told.path("says");
        }
        StringBuilder text = new StringBuilder(draft).append("  is signed");
        told.path("claims")
                .forEach(each ->
                        text.append(System.lineSeparator())
                                .append("  ")
                                .append(each.path("id").asString()));
        return text.toString();
    }
}
