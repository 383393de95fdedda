package org.commonwatch.cli;

import org.commonwatch.access.StandingKind;
import org.commonwatch.cli.client.AnswerOptions;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.ServerOptions;
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
            return told(
                    operator.post(
                            "/api/v1/parties",
                            Map.of(
                                    "name",
                                    name,
                                    "standing",
                                    standing.name().toLowerCase(Locale.ROOT))),
                    answer);
        }
    }

    @Command(
            name = "standing",
            description =
                    "Says what a party is to a body from now on, in place of what it was before.",
            mixinStandardHelpOptions = true,
            headerHeading = "Examples:%n",
            header = {
                "  cwatch party standing CERT-XA member",
                "  cwatch party standing CERT-XB none --body forum",
                ""
            })
    int standing(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "NAME", description = "The party's name.") String name,
            @Parameters(
                            paramLabel = "KIND",
                            description = "A standing of the body's charter, or none.")
                    String kind,
            @Option(
                            names = "--body",
                            defaultValue = "",
                            paramLabel = "NAME",
                            description = "The body (default: the server's own).")
                    String body,
            @Mixin AnswerOptions answer) {
        try (Client operator = server.operator()) {
            return told(
                    operator.post(
                            "/api/v1/standings",
                            Map.of("party", name, "body", body, "standing", kind)),
                    answer);
        }
    }

    /** How exactly sightings are told. */
    enum Told {
        HOURLY,
        DAILY
    }

    @Command(
            name = "sightings",
            description =
                    "Has sightings of a party's sensors told by the hour, or only by the day and of"
                            + " all its sensors together, from now on.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {"  cwatch party sightings CERT-XA daily", ""})
    int sightings(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "NAME", description = "The party's name.") String name,
            @Parameters(paramLabel = "HOW", description = "${COMPLETION-CANDIDATES}.") Told told,
            @Mixin AnswerOptions answer) {
        try (Client operator = server.operator()) {
            JsonNode now =
                    operator.put(
                            "/api/v1/parties/" + Client.encoded(name) + "/sightings",
                            Map.of("told", told.name().toLowerCase(Locale.ROOT)));
            answer.tell(
                    spec.commandLine().getOut(),
                    now,
                    "Sightings of " + name + " are told " + now.path("told").asString() + ".");
            return ExitCode.DONE;
        }
    }

    private int told(JsonNode party, AnswerOptions answer) {
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
        return ExitCode.DONE;
    }
}
