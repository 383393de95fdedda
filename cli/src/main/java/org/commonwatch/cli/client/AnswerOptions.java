package org.commonwatch.cli.client;

import picocli.CommandLine.Option;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.util.Map;

/** In which form a command tells what a server answered. */
public final class AnswerOptions {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Option(names = "--json", description = "Prints the answer as one JSON object.")
    private boolean json;

    /** Prints what was done if it is to be JSON; else it is told elsewhere. */
    public void tellIfJson(PrintWriter out, Map<String, String> done) {
        if (json) {
            out.println(JSON.writeValueAsString(done));
        }
    }

    /** Prints the answer as JSON, or the words that say the same. */
    public void tell(PrintWriter out, JsonNode answer, String words) {
        out.println(json ? answer.toString() : words);
    }
}
