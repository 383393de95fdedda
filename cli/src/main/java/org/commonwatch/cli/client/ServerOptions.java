package org.commonwatch.cli.client;

import org.commonwatch.server.AlreadyServing;
import org.commonwatch.server.Configuration;
import org.commonwatch.server.RunningServer;
import org.commonwatch.server.Setting;
import org.commonwatch.server.Settings;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.util.Map;

/** Which server to speak to, as its operator. */
public final class ServerOptions {
    /** Where it listens for those who come over the network, as the settings have it. */
    public static final String PORT = "${env:CWATCH_PORT:-8674}";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The server's data directory (default: CWATCH_DATA, or"
                            + " ~/.local/share/commonwatch). If no server runs on it, one is"
                            + " started for this command.")
    private @Nullable String data;

    /** What is set for the server of this directory. */
    public Settings settings() {
        return Configuration.read(
                        data == null ? Map.of() : Map.of(Setting.DATA, data), System.getenv())
                .settings();
    }

    /**
     * Someone who may do what the operator may: with the server that runs, or else with one started
     * for this, which is stopped when this is closed.
     */
    public Client operator() {
        Settings settings = settings().forOneCommand();
        try {
            RunningServer server = Foreground.start(() -> settings);
            return Client.operator(server.operatorUrl(), server.operatorToken(), server::close);
        } catch (AlreadyServing running) {
            return Client.operator(
                    running.url(), settings.data().resolve("operator.token"), () -> {});
        }
    }
}
