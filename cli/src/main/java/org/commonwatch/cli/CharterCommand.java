package org.commonwatch.cli;

import org.commonwatch.archive.world.CharterFile;
import org.commonwatch.cli.access.CharterCheck;
import org.commonwatch.cli.client.ServerOptions;
import org.commonwatch.cli.terminal.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;

/** {@code cwatch charter}: the rules of bodies. */
@Command(
        name = "charter",
        description = "The rules of a body: checks them in a file, and has a server adopt them.",
        mixinStandardHelpOptions = true,
        subcommands = CharterCheck.class,
        synopsisSubcommandLabel = "COMMAND",
        headerHeading = "Examples:%n",
        header = {
            "  cwatch charter check my-forum.yaml",
            "  cwatch charter adopt my-forum.yaml",
            ""
        })
final class CharterCommand {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "adopt",
            description = {
                "Has a server rule by a charter, from the date on that it says itself.",
                "Its body must be an API root of the server."
            },
            mixinStandardHelpOptions = true,
            headerHeading = "Example:%n",
            header = {"  cwatch charter adopt my-forum.yaml", ""})
    int adopt(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "FILE", description = "The charter, as YAML.") Path file,
            @Option(names = "--json", description = "Answers as JSON.") boolean json)
            throws IOException {
        CharterFile.read(file); // or refused, with the line that is wrong
        JsonNode adopted =
                server.operator()
                        .post("/api/v1/charters", "application/yaml", BodyPublishers.ofFile(file));
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? adopted
                                : adopted.path("body").asString()
                                        + " rules by version "
                                        + adopted.path("version").asInt()
                                        + " of its charter: "
                                        + adopted.path("title").asString());
        return ExitCode.DONE;
    }
}
