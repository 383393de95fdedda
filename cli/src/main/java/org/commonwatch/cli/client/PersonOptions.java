package org.commonwatch.cli.client;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Which server to speak to, and as which person of a party. */
public final class PersonOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The server's address (default: where you have signed in, CWATCH_URL, or "
                            + Login.USUAL_URL
                            + ").")
    private Optional<String> url = Optional.empty();

    @Option(
            names = "--netrc",
            paramLabel = "FILE",
            defaultValue = "${env:CWATCH_NETRC}",
            description =
                    "Your name and password or token, in the form of netrc (default: what"
                            + " CWATCH_NETRC names, or as whom you have signed in with 'cwatch"
                            + " login').")
    private @Nullable Path netrc;

    /** Speaks as that person. */
    public Client client() {
        Map<String, String> environment = System.getenv();
        return netrc == null
                ? Login.current(environment, url).client()
                : Netrc.read(netrc)
                        .client(url.orElse(environment.getOrDefault(Login.URL, Login.USUAL_URL)));
    }
}
