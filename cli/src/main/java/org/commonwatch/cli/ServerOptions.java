package org.commonwatch.cli;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/** Which server to speak to, as its operator. */
final class ServerOptions {
    static final String DATA = "${env:CWATCH_DATA:-${sys:user.home}/.local/share/commonwatch}";
    static final String PORT = "${env:CWATCH_PORT:-8674}";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = DATA,
            description = "The server's data directory (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("");

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = PORT,
            converter = Port.ToCall.class,
            description = "Its port on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
    private int port;

    /** A connection that may do what the operator may. */
    Client operator() {
        return Client.operator(url(), data.resolve("operator.token"));
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }
}
