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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code cwatch inbox}. */
@Command(
        name = "inbox",
        description = "Tells what waits for you, by the days that are left.",
        mixinStandardHelpOptions = true,
        headerHeading = "Example:%n",
        header = {"  cwatch inbox", ""})
public final class Inbox implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private PersonOptions person = new PersonOptions();
    @Mixin private WhenOptions when = new WhenOptions();
    @Mixin private AnswerOptions answer = new AnswerOptions();

    @Override
    public Integer call() {
        try (Client client = person.client()) {
            JsonNode all = client.get("/api/v1/inbox" + when.parameters());
            List<String> text = new ArrayList<>();
            for (JsonNode each : all.path("waiting")) {
                text.add(
                        String.format(
                                "%-8s %-24s %s%s",
                                each.path("act").asString(),
                                each.path("id").asString(),
                                each.path("about").asString(),
                                ListRequests.due(each)));
            }
            answer.tell(
                    spec.commandLine().getOut(),
                    all,
                    text.isEmpty()
                            ? "Nothing waits for you."
                            : String.join(System.lineSeparator(), text));
        }
        return ExitCode.DONE;
    }
}
