package org.commonwatch.cli;

import org.commonwatch.archive.LineFile;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.ServerOptions;
import org.commonwatch.cli.matching.CompileIndicators;
import org.commonwatch.cli.terminal.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;

@Command(
        name = "indicators",
        description = "What a server or a count looks for.",
        mixinStandardHelpOptions = true,
        subcommands = CompileIndicators.class)
final class IndicatorsCommand {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "add",
            description = "Takes a CSV list (value,type,source; plain or gzip) into a server.",
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {"  cwatch indicators add list.csv.gz --owner CERT-XA --tlp TLP:AMBER", ""})
    int add(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "FILE", description = "The list.") Path file,
            @Option(
                            names = "--owner",
                            required = true,
                            paramLabel = "PARTY",
                            description = "The party that says so.")
                    String owner,
            @Option(
                            names = "--tlp",
                            required = true,
                            paramLabel = "LEVEL",
                            description = "Who may learn it, such as TLP:AMBER.")
                    String tlp)
            throws IOException {
        LineFile.open(file).close(); // or refused, before anything is sent
        JsonNode imported;
        try (Client operator = server.operator()) {
            imported =
                    operator.post(
                            "/api/v1/indicators?owner="
                                    + Client.encoded(owner)
                                    + "&tlp="
                                    + Client.encoded(tlp),
                            "text/csv",
                            BodyPublishers.ofFile(file));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%,d rows: %,d new, %,d known or repeated, %,d rejected%n",
                imported.path("rows").asLong(),
                imported.path("added").asLong(),
                imported.path("kept").asLong() - imported.path("added").asLong(),
                imported.path("rejected").asLong());
        imported.path("firstRejected")
                .forEach(reason -> spec.commandLine().getErr().println("  " + reason.asString()));
        return imported.path("rejected").asLong() > 0 ? ExitCode.PARTIAL : ExitCode.DONE;
    }
}
