package org.commonwatch.cli.requests;

import org.commonwatch.cli.client.AnswerOptions;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.PersonOptions;
import org.commonwatch.cli.terminal.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** {@code cwatch request withdraw}, and the same of letters and decisions. */
@Command(
        name = "withdraw",
        description = "Withdraws a draft of your party, which then cannot be signed any more.",
        mixinStandardHelpOptions = true,
        headerHeading = "Example:%n",
        header = {"  cwatch request withdraw draft-3ghi", ""})
public final class Withdraw implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private PersonOptions person = new PersonOptions();
    @Mixin private AnswerOptions answer = new AnswerOptions();

    @Parameters(paramLabel = "DRAFT", description = "What to withdraw.")
    private String draft = "";

    @Override
    public Integer call() {
        try (Client client = person.client()) {
            answer.tell(
                    spec.commandLine().getOut(),
                    client.post(
                            "/api/v1/drafts/" + Client.encoded(draft) + "/withdraw",
                            new Says().properties()),
                    draft + "  is withdrawn");
        }
        return ExitCode.DONE;
    }
}
