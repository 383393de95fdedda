package org.commonwatch.cli;

import org.commonwatch.cli.client.ServerOptions;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.server.Main;
import org.commonwatch.server.backup.BackupFile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

@Command(
        name = "restore",
        description = {
            "Puts a backup into an empty database: that of a new data directory, or the one that",
            "the settings name. A damaged file, or a database that is not empty, is refused."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Example:%n",
        header = {"  cwatch restore commonwatch-backup.zip --data DIR", ""})
final class RestoreCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "FILE", description = "What 'cwatch backup' wrote.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException {
        try (BackupFile backup = BackupFile.open(file)) {
            long rows = Main.restore(server.settings(), backup);
            spec.commandLine().getErr().printf("cwatch: restored %,d rows%n", rows);
        }
        return ExitCode.DONE;
    }
}
