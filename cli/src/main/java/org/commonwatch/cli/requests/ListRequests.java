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

/** {@code cwatch request list}. */
@Command(
        name = "list",
        description = "Tells the requests that you may know of, and how far they have come.",
        mixinStandardHelpOptions = true,
        headerHeading = "Example:%n",
        header = {"  cwatch request list --at 2018-11-24", ""})
public final class ListRequests implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private PersonOptions person = new PersonOptions();
    @Mixin private WhenOptions when = new WhenOptions();
    @Mixin private AnswerOptions answer = new AnswerOptions();

    @Override
    public Integer call() {
        try (Client client = person.client()) {
            JsonNode all = Pages.read(client, "/api/v1/requests" + when.parameters(), "requests");
            answer.tell(spec.commandLine().getOut(), all, text(all, "No requests."));
        }
        return ExitCode.DONE;
    }

    /** A line for each request. */
    static String text(JsonNode all, String none) {
        List<String> text = new ArrayList<>();
        for (JsonNode each : all.path("requests")) {
            List<String> states = new ArrayList<>();
            each.path("states").forEach(state -> states.add(state.asString()));
            text.add(
                    String.format(
                            "%-24s %s asks %s to be %s: %s%s",
                            each.path("id").asString(),
                            each.path("party").asString(),
                            each.path("body").asString(),
                            each.path("seeks").asString(),
                            states.isEmpty() ? "not drafted then" : String.join(" or ", states),
                            due(each)));
        }
        return text.isEmpty() ? none : String.join(System.lineSeparator(), text);
    }

    /** By when, and how many days that leaves; nothing if no answer is awaited. */
    static String due(JsonNode item) {
        if (item.path("due").isNull()) {
            return "";
        }
        long left = item.path("daysLeft").asLong();
        return ", due "
                + item.path("due").asString()
                + (left < 0 ? ", " + -left + " days over" : ", " + left + " days left");
    }
}
