package org.commonwatch.cli.indicators;

import org.commonwatch.cli.client.AnswerOptions;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.ServerOptions;
import org.commonwatch.cli.terminal.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code cwatch indicators status}. */
@Command(
        name = "status",
        description = "Tells how many indicators a server looks for, and why not for others.",
        mixinStandardHelpOptions = true,
        headerHeading = "Example:%n",
        header = {"  cwatch indicators status", ""})
public final class IndicatorStatus implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOptions server = new ServerOptions();
    @Mixin private AnswerOptions answer = new AnswerOptions();

    @Override
    public Integer call() {
        try (Client operator = server.operator()) {
            JsonNode status = operator.get("/api/v1/matching");
            List<String> text = new ArrayList<>();
            text.add(line(status, "indicators", "indicators are looked for"));
            text.add(line(status, "things", "things that they mean"));
            text.add(line(status, "coming", "not valid yet"));
            text.add(line(status, "expired", "valid no more"));
            text.add(line(status, "unmatched", "not yet matched with all that came before"));
            text.add(line(status, "untold", "sightings found there that are yet to be told"));
            each(text, status.path("leftOut"), "not looked for: ");
            each(text, status.path("knownGood"), "kept out by the list ");
            answer.tell(
                    spec.commandLine().getOut(), status, String.join(System.lineSeparator(), text));
        }
        return ExitCode.DONE;
    }

    private static String line(JsonNode status, String name, String meaning) {
        return "%,12d  %s".formatted(status.path(name).asLong(), meaning);
    }

    private static void each(List<String> text, JsonNode numbers, String meaning) {
        numbers.properties()
                .forEach(each ->
                        text.add(
                                "%,12d  %s%s"
                                        .formatted(
                                                each.getValue().asLong(), meaning, each.getKey())));
    }
}
