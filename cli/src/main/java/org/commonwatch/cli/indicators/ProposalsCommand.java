package org.commonwatch.cli.indicators;

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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code cwatch indicators proposals}. */
@Command(
        name = "proposals",
        description = {
            "What several sensors of yours saw, until an analyst of your party decides: nothing is",
            "looked for or told before."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class ProposalsCommand {
    private static final String PATH = "/api/v1/proposals";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "list",
            description = "Lists what waits, with how often it was seen.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {"  cwatch indicators proposals list", ""})
    int list(@Mixin PersonOptions person, @Mixin AnswerOptions answer) {
        try (Client analyst = person.client()) {
            JsonNode all = analyst.get(PATH);
            List<String> lines = new ArrayList<>();
            for (JsonNode each : all.path("proposals")) {
                lines.add(
                        "%s  %s %s  %,d events, %d sensors, %d hours, last %s"
                                .formatted(
                                        each.path("id").asString(),
                                        each.path("type").asString(),
                                        each.path("value").asString(),
                                        each.path("events").asLong(),
                                        each.path("sensors").asInt(),
                                        each.path("hours").asInt(),
                                        each.path("lastSeen").asString()));
            }
            answer.tell(
                    spec.commandLine().getOut(),
                    all,
                    lines.isEmpty()
                            ? "Nothing waits."
                            : String.join(System.lineSeparator(), lines));
            return lines.isEmpty() ? ExitCode.NOTHING : ExitCode.DONE;
        }
    }

    @Command(
            name = "accept",
            description = "Makes one an indicator of your party, which is looked for and shared.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {
                "  cwatch indicators proposals accept 0b0f2a52-6c0e-4c2e-8d0b-0e4f7a9d2c35 \\",
                "      --tlp TLP:GREEN --valid-until 2030-01-01T00:00:00Z",
                ""
            })
    int accept(
            @Mixin PersonOptions person,
            @Mixin AnswerOptions answer,
            @Parameters(paramLabel = "ID", description = "Which one.") String id,
            @Option(
                            names = "--tlp",
                            required = true,
                            paramLabel = "LEVEL",
                            description = "Who may learn it, such as TLP:AMBER.")
                    String tlp,
            @Option(
                            names = "--valid-until",
                            required = true,
                            paramLabel = "TIME",
                            description = "When to end to look for it.")
                    String validUntil) {
        return decide(
                person,
                answer,
                id,
                Map.of("decision", "accept", "tlp", tlp, "validUntil", validUntil));
    }

    @Command(
            name = "dismiss",
            description = "Has one not be put forward again.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {
                "  cwatch indicators proposals dismiss 0b0f2a52-6c0e-4c2e-8d0b-0e4f7a9d2c35",
                ""
            })
    int dismiss(
            @Mixin PersonOptions person,
            @Mixin AnswerOptions answer,
            @Parameters(paramLabel = "ID", description = "Which one.") String id) {
        return decide(person, answer, id, Map.of("decision", "dismiss"));
    }

    private int decide(
            PersonOptions person, AnswerOptions answer, String id, Map<String, String> decision) {
        try (Client analyst = person.client()) {
            JsonNode told = analyst.post(PATH + "/" + Client.encoded(id), decision);
            answer.tell(
                    spec.commandLine().getOut(),
                    told,
                    "%s %s  %sed"
                            .formatted(
                                    told.path("type").asString(),
                                    told.path("value").asString(),
                                    decision.get("decision")));
            return ExitCode.DONE;
        }
    }
}
