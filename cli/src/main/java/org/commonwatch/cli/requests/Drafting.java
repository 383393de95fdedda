package org.commonwatch.cli.requests;

import org.commonwatch.cli.client.AnswerOptions;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.PersonOptions;
import org.commonwatch.cli.terminal.ExitCode;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tools.jackson.databind.JsonNode;

import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;

/** Hands in a draft, and says who is to sign it. */
final class Drafting {
    @Mixin private PersonOptions person = new PersonOptions();
    @Mixin private AnswerOptions answer = new AnswerOptions();

    @Option(
            names = "--paper",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "What is signed, such as 'letter of 25 September'.")
    private String paper = "";

    /** Drafts facts, each under its sort. */
    int draft(PrintWriter out, Map<String, Object> facts) {
        Map<String, Object> says = new TreeMap<>(facts);
        if (!paper.isEmpty()) {
            says.put("document", paper);
        }
        try (Client client = person.client()) {
            JsonNode draft = client.post("/api/v1/drafts", says);
            StringBuilder text = new StringBuilder();
            text.append(draft.path("id").asString())
                    .append("  waits for another person of your party to sign it");
            draft.path("says")
                    .properties()
                    .forEach(fact -> {
                        String id = fact.getValue().path("id").asString("");
                        if (!id.isEmpty()) {
                            text.append(System.lineSeparator()).append("  ").append(id);
                        }
                    });
            answer.tell(out, draft, text.toString());
        }
        return ExitCode.DONE;
    }
}
