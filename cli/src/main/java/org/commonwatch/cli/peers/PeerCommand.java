package org.commonwatch.cli.peers;

import org.commonwatch.cli.client.AnswerOptions;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.ServerOptions;
import org.commonwatch.cli.terminal.ExitCode;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code cwatch peer}: other Commonwatches. */
@Command(
        name = "peer",
        description = "Other Commonwatches, which heed recalls and are known by their keys.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class PeerCommand {
    private static final String PATH = "/api/v1/peers";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "key",
            description = "Prints the key of this server, for the operators of others.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {"  cwatch peer key", ""})
    int key(@Mixin ServerOptions server) {
        try (Client operator = server.operator()) {
            spec.commandLine().getOut().println(operator.get(PATH).path("key").asString());
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "add",
            description = {
                "Adds another Commonwatch, known by this key from now on: have its operator tell",
                "it by another way than the network."
            },
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {
                "  cwatch peer add xa --party CERT-XA --url https://watch.example \\",
                "      --key MCowBQYDK2VwAyEA… --secret-file xa.secret",
                ""
            })
    int add(
            @Mixin ServerOptions server,
            @Mixin AnswerOptions answer,
            @Parameters(paramLabel = "NAME", description = "What it is called.") String name,
            @Mixin Other other)
            throws IOException {
        try (Client operator = server.operator()) {
            JsonNode added =
                    operator.post(
                            PATH,
                            Map.of(
                                    "name", name,
                                    "party", other.party,
                                    "url", other.url,
                                    "key", other.key));
            if (other.secret != null) {
                SecretFile.keep(server.settings().data(), name, other.secret);
            }
            answer.tell(spec.commandLine().getOut(), added, name + "  is added");
            return ExitCode.DONE;
        }
    }

    /** What is told of another. */
    static final class Other {
        @Option(
                names = "--party",
                required = true,
                paramLabel = "P",
                description = "The party whose server it is.")
        private String party = "";

        @Option(
                names = "--url",
                required = true,
                paramLabel = "URL",
                description = "Where its addresses begin.")
        private String url = "";

        @Option(
                names = "--key",
                required = true,
                paramLabel = "KEY",
                description = "What 'cwatch peer key' prints there.")
        private String key = "";

        @Option(
                names = "--secret-file",
                paramLabel = "FILE",
                description = "With what we sign in there: NAME:PASSWORD, or a token alone.")
        private @Nullable Path secret;
    }

    @Command(
            name = "list",
            description = "Lists them.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {"  cwatch peer list", ""})
    int list(@Mixin ServerOptions server, @Mixin AnswerOptions answer) {
        try (Client operator = server.operator()) {
            JsonNode all = operator.get(PATH);
            List<String> lines = new ArrayList<>();
            for (JsonNode each : all.path("peers")) {
                lines.add(
                        each.path("name").asString()
                                + "  "
                                + each.path("party").asString()
                                + "  "
                                + each.path("url").asString());
            }
            answer.tell(
                    spec.commandLine().getOut(), all, String.join(System.lineSeparator(), lines));
            return lines.isEmpty() ? ExitCode.NOTHING : ExitCode.DONE;
        }
    }

    @Command(
            name = "recalls",
            description = "What was taken back or narrowed, and who may still have it.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {"  cwatch peer recalls", ""})
    int recalls(@Mixin ServerOptions server, @Mixin AnswerOptions answer) {
        try (Client operator = server.operator()) {
            JsonNode all = operator.get("/api/v1/recalls");
            List<String> lines = new ArrayList<>();
            for (JsonNode each : all.path("recalls")) {
                JsonNode concerned = each.path("concerned");
                lines.add(
                        "%s  %s  of %s  exposed: %d"
                                .formatted(
                                        each.path("object").asString(),
                                        each.path("reason").asString(),
                                        each.path("owner").asString(),
                                        concerned.path("exposed").asLong()));
                for (JsonNode one : concerned.path("parties")) {
                    String done = one.path("done").asString();
                    lines.add(
                            "    %s  %s  %s"
                                    .formatted(
                                            one.path("party").asString(),
                                            one.path("way").asString(),
                                            done.isEmpty() ? "still has it" : "gone " + done));
                }
            }
            for (JsonNode each : all.path("exposed")) {
                lines.add(
                        "%s may still have %d objects  %s  since %s"
                                .formatted(
                                        each.path("party").asString(),
                                        each.path("objects").asLong(),
                                        each.path("way").asString(),
                                        each.path("since").asString()));
            }
            answer.tell(
                    spec.commandLine().getOut(), all, String.join(System.lineSeparator(), lines));
            return lines.isEmpty() ? ExitCode.NOTHING : ExitCode.DONE;
        }
    }
}
