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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

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

        @Option(
                names = "--days",
                defaultValue = "365",
                paramLabel = "N",
                description = "How long it opens the door (default: ${DEFAULT-VALUE}).")
        private int days;

        @Option(names = "--read-only", description = "It changes nothing.")
        private boolean readOnly;

        @Option(
                names = "--path",
                paramLabel = "PATH",
                description =
                        "With what the addresses begin that it opens, such as"
                                + " /api/v1/ingest; several times for several.")
        private List<String> paths = List.of();
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

    @Command(
            name = "list",
            description = "Every token that opens the door, the newest first; never its secret.",
            mixinStandardHelpOptions = true)
    int list(@Mixin ServerOptions server, @Mixin AnswerOptions answer) {
        try (Client operator = server.operator()) {
            JsonNode found = operator.get("/api/v1/tokens");
            StringJoiner lines = new StringJoiner(System.lineSeparator());
            found.path("tokens")
                    .forEach(each ->
                            lines.add(
                                    "%s  %s  until %s  used %s  %s"
                                            .formatted(
                                                    each.path("id").asString(),
                                                    each.path("name").asString(),
                                                    each.path("expires").asString("it is ended"),
                                                    each.path("used").asString(),
                                                    each.path("label").asString())));
            answer.tell(spec.commandLine().getOut(), found, lines.toString());
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "end",
            description = "Ends a token at once.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {"  cwatch token end 3d6f6a0e-2d5c-4d0a-9a53-51c0a7e0b6f1", ""})
    int end(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "ID", description = "As 'cwatch token list' shows it.")
                    String id,
            @Mixin AnswerOptions answer) {
        try (Client operator = server.operator()) {
            JsonNode ended = operator.delete("/api/v1/tokens/" + Client.encoded(id));
            answer.tell(spec.commandLine().getOut(), ended, id + " opens nothing any more");
        }
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
                                wanted.tlp,
                                "days",
                                wanted.days,
                                "readOnly",
                                wanted.readOnly,
                                "paths",
                                wanted.paths));
        return new Netrc(name, added.path("token").asString());
    }
}
