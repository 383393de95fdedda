package org.commonwatch.cli;

import org.commonwatch.cli.client.AnswerOptions;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.Netrc;
import org.commonwatch.cli.client.ServerOptions;
import org.commonwatch.cli.terminal.ExitCode;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

@Command(
        name = "token",
        description = "Tokens with which readers and sensors sign in.",
        mixinStandardHelpOptions = true)
final class TokenCommand {
    @Spec private CommandSpec spec = CommandSpec.create();

    /** What a token is for. */
    enum Role {
        READER,
        SENSOR
    }

    /** Whose token, and for what. */
    static final class For {
        @Option(
                names = "--party",
                required = true,
                paramLabel = "NAME",
                description = "The party it acts for.")
        private String party = "";

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "${COMPLETION-CANDIDATES}: reads over TAXII, or delivers lines.")
        private Role role = Role.READER;

        @Option(
                names = "--tlp",
                defaultValue = "TLP:AMBER",
                paramLabel = "LEVEL",
                description =
                        "Marking of what a sensor's sightings become (default: ${DEFAULT-VALUE}).")
        private String tlp = "";
    }

    @Command(
            name = "add",
            description =
                    "Makes a token and writes it to a new file that only you may read, in the form"
                            + " that 'cwatch ingest' and 'curl --netrc-file' take.",
            mixinStandardHelpOptions = true,
            headerHeading = "Examples:%n",
            header = {
                "  cwatch token add north --party CERT-XA --role sensor --out north.netrc",
                "  cwatch token add reader-xb --party CERT-XB --role reader --out xb.netrc",
                ""
            })
    int add(
            @Mixin ServerOptions server,
            @Parameters(
                            paramLabel = "NAME",
                            description =
                                    "Name to sign in with; of a sensor,"
                                            + " its name in every count.")
                    String name,
            @ArgGroup(exclusive = false, multiplicity = "1") For wanted,
            @Option(
                            names = "--out",
                            required = true,
                            paramLabel = "FILE",
                            description = "The file to write.")
                    Path out,
            @Mixin AnswerOptions answer)
            throws IOException {
        // First of all, for a token that cannot be kept is lost.
        Netrc.create(out);
        try (Client operator = server.operator()) {
            ask(operator, name, wanted).write(out);
        } catch (RuntimeException refused) {
            Files.deleteIfExists(out);
            throw refused;
        }
        spec.commandLine().getErr().println("cwatch: wrote " + out);
        answer.tellIfJson(
                spec.commandLine().getOut(), Map.of("name", name, "file", out.toString()));
        return ExitCode.DONE;
    }

    private static Netrc ask(Client operator, String name, For wanted) {
        JsonNode added =
                operator.post(
                        "/api/v1/tokens",
                        Map.of(
                                "name",
                                name,
                                "party",
                                wanted.party,
                                "role",
                                wanted.role.name().toLowerCase(Locale.ROOT),
                                "tlp",
                                wanted.tlp));
        return new Netrc(name, added.path("token").asString());
    }
}
