package org.commonwatch.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

import tools.jackson.databind.JsonNode;

/** Whether a command answers for programs. */
final class AsJson {
    @Option(names = "--json", description = "Answers in JSON, on one line.")
    private boolean json;

    /** Prints what the server answered, or what it comes to for a person. */
    void tell(CommandSpec spec, JsonNode answer, String text) {
        spec.commandLine().getOut().println(json ? answer.toString() : text);
    }
}
