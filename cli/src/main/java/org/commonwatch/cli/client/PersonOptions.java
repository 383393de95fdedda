package org.commonwatch.cli.client;

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

    /** Speaks as that person. */
    public Client client() {
        return Netrc.read(netrc).client(url);
    }
}
