package org.commonwatch.cli.client;

import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/** Which server to speak to, and as which person of a party. */
public final class PersonOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:CWATCH_URL:-http://127.0.0.1:8674}",
            description = "The server's address (default: CWATCH_URL, or ${DEFAULT-VALUE}).")
    private String url = "";

    @Option(
            names = "--netrc",
            required = true,
            paramLabel = "FILE",
            defaultValue = "${env:CWATCH_NETRC}",
            description =
                    "Your name and password or token, in the form of netrc (default: what"
                            + " CWATCH_NETRC names).")
    private Path netrc = Path.of("");

    /** What is given, or what is usual if no option is. */
    public static PersonOptions given(@Nullable PersonOptions options) {
        if (options != null) {
            return options;
        }
        try {
            return CommandLine.populateCommand(new PersonOptions());
        } catch (MissingParameterException e) {
            throw new Stop(
                    ExitCode.USAGE,
                    "Nobody is named who asks.",
                    "Name the file of your name and token with --netrc, or in CWATCH_NETRC.");
        }
    }

    /** Speaks as that person. */
    public Client client() {
        return Netrc.read(netrc).client(url);
    }
}
