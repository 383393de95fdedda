package org.commonwatch.cli;

import org.commonwatch.access.StandingKind;
import org.commonwatch.cli.terminal.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.util.Locale;
import java.util.Map;

@Command(
        name = "party",
        description = "Parties and what they are to the body.",
        mixinStandardHelpOptions = true)
final class PartyCommand {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "add",
            description = "Adds a party.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {"  cwatch party add CERT-XA --standing member", ""})
    int add(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "NAME", description = "The party's name.") String name,
            @Option(
                            names = "--standing",
                            defaultValue = "none",
                            paramLabel = "KIND",
                            description = "${COMPLETION-CANDIDATES} (default: none).")
                    StandingKind standing,
            @Mixin AnswerOptions answer) {
        try (Client operator = server.operator()) {
            JsonNode party =
                    operator.post(
                            "/api/v1/parties",
                            Map.of(
                                    "name",
                                    name,
                                    "standing",
                                    standing.name().toLowerCase(Locale.ROOT)));
            answer.tell(
                    spec.commandLine().getOut(),
                    party,
                    party.path("id").asString()
                            + "  "
                            + party.path("name").asString()
                            + "  "
                            + party.path("standing").asString()
                            + " in "
                            + party.path("body").asString());
        }
        return ExitCode.DONE;
    }
}
