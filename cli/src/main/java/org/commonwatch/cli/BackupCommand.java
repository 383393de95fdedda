package org.commonwatch.cli;

import org.commonwatch.archive.WholeFile;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.ServerOptions;
import org.commonwatch.cli.terminal.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

@Command(
        name = "backup",
        description = {
            "Writes all that is in the database at this moment, and the files that it names, to"
                    + " one",
            "file, while the server goes on. The file has its name only when it is whole."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Example:%n",
        header = {"  cwatch backup commonwatch-backup.zip", ""})
final class BackupCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "FILE", description = "The file to write.")
    private Path file = Path.of("");

    @Option(
            names = "--without-files",
            description = "Leaves out the archive of events and the deliveries as they came.")
    private boolean withoutFiles;

    @Override
    public Integer call() throws IOException {
        try (WholeFile whole = WholeFile.closedAt(file);
                Client operator = server.operator()) {
            operator.get("/api/v1/backup" + (withoutFiles ? "?files=false" : ""), whole.out());
            whole.finish();
        }
        spec.commandLine().getErr().printf("cwatch: wrote %s, %,d bytes%n", file, Files.size(file));
        return ExitCode.DONE;
    }
}
