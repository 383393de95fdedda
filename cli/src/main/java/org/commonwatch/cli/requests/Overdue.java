package org.commonwatch.cli.requests;

import org.commonwatch.cli.client.AnswerOptions;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.PersonOptions;
import org.commonwatch.cli.terminal.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.util.concurrent.Callable;

/** {@code cwatch overdue}. */
@Command(
        name = "overdue",
        description = "Tells the requests that were not answered in time.",
        mixinStandardHelpOptions = true,
        headerHeading = "Example:%n",
        header = {"  cwatch overdue --at 2018-12-31", ""})
public final class Overdue implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private PersonOptions person = new PersonOptions();
    @Mixin private WhenOptions when = new WhenOptions();
    @Mixin private AnswerOptions answer = new AnswerOptions();

    @Override
    public Integer call() {
        try (Client client = person.client()) {
            JsonNode all = client.get("/api/v1/overdue" + when.parameters());
            answer.tell(
                    spec.commandLine().getOut(),
                    all,
                    ListRequests.text(all, "Nothing is overdue."));
        }
        return ExitCode.DONE;
    }
}
