package org.commonwatch.cli;

import org.commonwatch.cli.client.Foreground;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.server.RunningServer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

@Command(
        name = "serve",
        description = {
            "Runs a server on this machine until it is interrupted. Each option can also be set in",
            "the environment (CWATCH_PORT) or in the file commonwatch.yaml in the data directory."
        },
        mixinStandardHelpOptions = true,
        modelTransformer = SettingOptions.class,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch serve                      keeps its data and database in your home",
            "  cwatch serve --data DIR --port 9000",
            "  cwatch serve --address 192.0.2.1 --tls-certificate chain.pem --tls-key key.pem",
            "  CWATCH_DATABASE_PASSWORD=… cwatch serve --database-user watch \\",
            "      --database-url jdbc:postgresql://db.example/watch",
            ""
        })
final class Serve implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        var err = spec.commandLine().getErr();
        var configuration = SettingOptions.configuration(spec);
        var settings = configuration.settings();
        configuration.logFormat().use();
        RunningServer server = Foreground.start(() -> settings).announced();
        err.println("cwatch: serving at " + server.url() + " (stop with Ctrl-C)");
        err.println("        operator's token: " + server.operatorToken());
        server.firstLink()
                .ifPresent(link ->
                        err.println("        choose an operator's name within a day: " + link));
        err.flush();
        String reason = server.end().get();
        throw new Stop(
                ExitCode.FAILED,
                reason,
                "Start the server again: nothing that was acknowledged is lost.");
    }
}
