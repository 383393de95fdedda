package org.commonwatch.cli;

import org.commonwatch.archive.world.AssertionFile;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.ServerOptions;
import org.commonwatch.cli.terminal.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.io.PrintWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;

/** {@code cwatch world}: what a server knows about parties and bodies. */
@Command(
        name = "world",
        description = "What is claimed about parties and bodies, and by whom.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        headerHeading = "Examples:%n",
        header = {"  cwatch world assert decisions.yaml", ""})
final class WorldCommand {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "assert",
            description = {
                "Records assertions in the order of the file, as a world's file has them.",
                "Parties go by their names. The first that is refused ends it; those before it"
                        + " are recorded."
            },
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {"  cwatch world assert decisions.yaml --json", ""})
    int claim(
            @Mixin ServerOptions server,
            @Parameters(
                            paramLabel = "FILE",
                            description = "One assertion or a list of them, as YAML or JSON.")
                    Path file,
            @Option(names = "--json", description = "Answers as JSON, a line for each.")
                    boolean json) {
        List<String> claims = AssertionFile.read(file);
        Client operator = server.operator();
        PrintWriter out = spec.commandLine().getOut();
        for (String each : claims) {
            JsonNode added =
                    operator.post(
                            "/api/v1/assertions",
                            "application/json",
                            BodyPublishers.ofString(each));
            out.println(
                    json
                            ? added
                            : added.path("id").asString()
                                    + "  "
                                    + added.path("source").asString()
                                    + "  "
                                    + added.path("recorded").asString());
        }
        return ExitCode.DONE;
    }
}
