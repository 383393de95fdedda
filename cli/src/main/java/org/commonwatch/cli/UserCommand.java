package org.commonwatch.cli;

import org.commonwatch.cli.client.AnswerOptions;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.ServerOptions;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

@Command(
        name = "user",
        description = "Users of parties, who act for them as rulings permit.",
        mixinStandardHelpOptions = true)
final class UserCommand {
    private static final int LONGEST_SECRET = 64 << 10;

    @Spec private CommandSpec spec = CommandSpec.create();

    /** Whose user, and what for. */
    static final class For {
        @Option(
                names = "--party",
                required = true,
                paramLabel = "NAME",
                description = "The party the user acts for.")
        private String party = "";

        @Option(
                names = "--role",
                split = ",",
                defaultValue = "reader",
                paramLabel = "ROLE",
                description =
                        "What for: reader, clerk, signer, secretary, analyst, auditor; several with"
                                + " commas (default: ${DEFAULT-VALUE}).")
        private List<String> roles = List.of();
    }

    /** With what a user signs in. */
    static final class Secret {
        @Option(
                names = "--password-stdin",
                required = true,
                description = "With the password on standard input; a line's end is no part of it.")
        private boolean stdin;

        @Option(
                names = "--certificate",
                required = true,
                paramLabel = "FILE",
                description = "With this certificate of a client, in the form PEM.")
        private @Nullable Path certificate;

        Map<String, String> property() throws IOException {
            if (!stdin && certificate != null) {
                return Map.of("certificate", Files.readString(certificate));
            }
            byte[] bytes = System.in.readNBytes(LONGEST_SECRET);
            String text = new String(bytes, StandardCharsets.UTF_8).replaceFirst("\r?\n$", "");
            if (text.isEmpty()) {
                throw new Stop(
                        ExitCode.USAGE,
                        "There is no password on standard input.",
                        "Give it there, such as with 'cwatch user add … < FILE'.");
            }
            return Map.of("password", text);
        }
    }

    @Command(
            name = "add",
            description = "Adds a user of a party.",
            mixinStandardHelpOptions = true,
            headerHeading = "Examples:%n",
            header = {
                "  cwatch user add alice --party CERT-XA --password-stdin < password",
                "  cwatch user add feed --party CERT-XA --certificate client.pem",
                "  cwatch user add bo --party CERT-XA --role clerk --password-stdin < password",
                ""
            })
    int add(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "NAME", description = "Name to sign in with.") String name,
            @ArgGroup(exclusive = false, multiplicity = "1") For wanted,
            @ArgGroup(multiplicity = "1") Secret secret,
            @Mixin AnswerOptions answer)
            throws IOException {
        var asked =
                new TreeMap<String, Object>(
                        Map.of("name", name, "party", wanted.party, "roles", wanted.roles));
        asked.putAll(secret.property());
        try (Client operator = server.operator()) {
            JsonNode added = operator.post("/api/v1/users", asked);
            answer.tell(spec.commandLine().getOut(), added, name + " signs in for " + wanted.party);
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "change",
            description = "Gives a user another password or certificate, at once.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {"  cwatch user change alice --password-stdin < password", ""})
    int change(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "NAME", description = "Who.") String name,
            @ArgGroup(multiplicity = "1") Secret secret,
            @Mixin AnswerOptions answer)
            throws IOException {
        Map<String, String> wanted = secret.property();
        try (Client operator = server.operator()) {
            JsonNode changed = operator.put("/api/v1/users/" + Client.encoded(name), wanted);
            answer.tell(spec.commandLine().getOut(), changed, name + " is changed");
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "link",
            description = {
                "Makes a link with which somebody becomes an operator with a name and a password"
                        + " of",
                "the server's own. It serves once and for a day; those before serve no more."
            },
            mixinStandardHelpOptions = true)
    int link(@Mixin ServerOptions server, @Mixin AnswerOptions answer) {
        try (Client operator = server.operator()) {
            JsonNode made = operator.post("/api/v1/set-up-links", Map.of());
            answer.tell(
                    spec.commandLine().getOut(),
                    made,
                    "below the server's address: " + made.path("path").asString());
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "end",
            description =
                    "Lets a user, a reader or a sensor sign in no more, at once; the name is not"
                            + " given again.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {"  cwatch user end alice", ""})
    int end(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "NAME", description = "Who.") String name,
            @Mixin AnswerOptions answer) {
        try (Client operator = server.operator()) {
            JsonNode ended = operator.delete("/api/v1/names/" + Client.encoded(name));
            answer.tell(spec.commandLine().getOut(), ended, name + " signs in no more");
        }
        return ExitCode.DONE;
    }
}
