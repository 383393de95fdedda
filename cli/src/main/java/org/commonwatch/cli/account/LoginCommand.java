package org.commonwatch.cli.account;

import org.commonwatch.cli.client.AnswerOptions;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.Login;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/** Signs in, and keeps a token for the commands after it. */
@Command(
        name = "login",
        description = {
            "Signs in to a server and keeps a token for the commands after it, in a file that only",
            "you may read. The password is asked for, or read from standard input; it is not kept."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch login --url https://watch.example --name alice",
            "  cwatch login --name alice --password-stdin < password",
            "  cwatch login --issuer-token-stdin < token     with a token of the server's issuer",
            ""
        })
public final class LoginCommand implements Callable<Integer> {
    private static final int LONGEST_SECRET = 64 << 10;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--url",
            defaultValue = "${env:CWATCH_URL:-" + Login.USUAL_URL + "}",
            paramLabel = "URL",
            description = "The server (default: ${DEFAULT-VALUE}).")
    private String url = "";

    @Option(
            names = "--days",
            defaultValue = "30",
            paramLabel = "N",
            description = "How long to stay signed in (default: ${DEFAULT-VALUE}).")
    private int days;

    @ArgGroup(multiplicity = "1")
    private Who who = new Who();

    @Mixin private AnswerOptions answer = new AnswerOptions();

    /** As whom. */
    static final class Who {
        @ArgGroup(exclusive = false)
        private @Nullable Named named;

        @Option(
                names = "--issuer-token-stdin",
                description = "With a token of the server's issuer on standard input.")
        private boolean issuerToken;
    }

    /** With a name of the server's own. */
    static final class Named {
        @Option(
                names = "--name",
                required = true,
                paramLabel = "NAME",
                description = "Your name there.")
        private String name = "";

        @Option(names = "--password-stdin", description = "Reads the password from standard input.")
        private boolean stdin;
    }

    @Override
    public Integer call() throws IOException {
        Path file = Login.file(System.getenv());
        try (Client client = client()) {
            JsonNode issued =
                    client.post("/api/v1/me/tokens", Map.of("label", "cwatch login", "days", days));
            new Login(url, issued.path("token").asString()).keep(file);
            String name = issued.path("name").asString();
            String until = issued.path("expires").asString();
            spec.commandLine().getErr().println("cwatch: wrote " + file);
            answer.tellIfJson(
                    spec.commandLine().getOut(),
                    Map.of("name", name, "url", url, "until", until, "file", file.toString()));
            spec.commandLine().getErr().println("cwatch: signed in as " + name + " until " + until);
        }
        return ExitCode.DONE;
    }

    private Client client() throws IOException {
        Named named = who.named;
        if (named == null || who.issuerToken) {
            return Client.bearer(url, fromStdin());
        }
        return new Client(url, named.name, named.stdin ? fromStdin() : asked());
    }

    private static String fromStdin() throws IOException {
        String text =
                new String(System.in.readNBytes(LONGEST_SECRET), StandardCharsets.UTF_8)
                        .replaceFirst("\r?\n$", "");
        if (text.isEmpty()) {
            throw new Stop(
                    ExitCode.USAGE,
                    "There is nothing on standard input.",
                    "Give the secret there, such as with 'cwatch login … < FILE'.");
        }
        return text;
    }

    private static String asked() {
        Console console = Objects.requireNonNull(System.console());
        char @Nullable [] password =
                console.isTerminal() ? console.readPassword("Password: ") : null;
        if (password == null) {
            throw new Stop(
                    ExitCode.USAGE,
                    "There is no terminal to ask for the password.",
                    "Give it on standard input, with --password-stdin.");
        }
        return new String(password);
    }
}
