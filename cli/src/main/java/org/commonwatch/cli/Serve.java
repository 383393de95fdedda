package org.commonwatch.cli;

import org.commonwatch.access.BodyId;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.database.Database;
import org.commonwatch.server.RunningServer;
import org.commonwatch.server.Settings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

@Command(
        name = "serve",
        description = "Runs a server on this machine until it is interrupted.",
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch serve                      keeps its data and database in your home",
            "  cwatch serve --data DIR --port 9000",
            "  CWATCH_DATABASE_PASSWORD=… cwatch serve --database-user watch \\",
            "      --database-url jdbc:postgresql://db.example/watch",
            ""
        })
final class Serve implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ServerOptions.DATA,
            description = "Where everything is kept (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("");

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = ServerOptions.PORT,
            converter = Port.ToServe.class,
            description = "Where to listen on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--body",
            paramLabel = "NAME",
            defaultValue = "${env:CWATCH_BODY:-commons}",
            description =
                    "The body within which parties share; part of the TAXII addresses (default:"
                            + " ${DEFAULT-VALUE}).")
    private String body = "";

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            defaultValue = "${env:CWATCH_DATABASE_URL:-}",
            description = "A PostgreSQL 15 or newer to use instead of the embedded one.")
    private String databaseUrl = "";

    @Option(
            names = "--database-user",
            paramLabel = "NAME",
            defaultValue = "${env:CWATCH_DATABASE_USER:-commonwatch}",
            description =
                    "Who signs in there, with the password in CWATCH_DATABASE_PASSWORD (default:"
                            + " ${DEFAULT-VALUE}).")
    private String databaseUser = "";

    @Override
    public Integer call() throws Exception {
        var err = spec.commandLine().getErr();
        RunningServer server = Foreground.start(this::settings);
        err.println("cwatch: serving at " + server.url() + " (stop with Ctrl-C)");
        err.println("        operator's token: " + server.operatorToken());
        err.flush();
        String reason = server.end().get();
        throw new Stop(
                ExitCode.FAILED,
                reason,
                "Start the server again: nothing that was acknowledged is lost.");
    }

    private Settings settings() {
        String password = System.getenv().getOrDefault("CWATCH_DATABASE_PASSWORD", "");
        try {
            return new Settings(
                    data,
                    port,
                    new BodyId(body),
                    databaseUrl.isEmpty()
                            ? Optional.empty()
                            : Optional.of(Database.at(databaseUrl, databaseUser, password)));
        } catch (IllegalArgumentException e) {
            throw new Stop(
                    ExitCode.USAGE,
                    e.getMessage() + ".",
                    "See 'cwatch serve --help' for the form.");
        }
    }
}
