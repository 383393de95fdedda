package org.commonwatch.cli.requests;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.Map;
import java.util.concurrent.Callable;

/** {@code cwatch request step}. */
@Command(
        name = "step",
        description = {
            "Drafts that a request came further otherwise than by a decision: for its party that"
                    + " it",
            "was withdrawn, or applied for again; for the body that it is under review, and so on."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch request step request-1abc re-applied --evidence letter-2def",
            "  cwatch request step request-1abc on-agenda --at 2018-11-01",
            ""
        })
public final class DraftStep implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private Drafting drafting = new Drafting();

    @Parameters(paramLabel = "REQUEST", description = "The request.")
    private String request = "";

    @Parameters(
            paramLabel = "STATE",
            description =
                    "sent, withdrawn, re-applied or appealed for its party; received, admissible,"
                        + " inadmissible, under-review, on-agenda, deferred, in-force or expired"
                        + " for the body.")
    private String state = "";

    @Option(
            names = "--at",
            paramLabel = "DATE",
            defaultValue = "",
            description = "When; when it is signed if not given.")
    private String at = "";

    @Option(
            names = "--evidence",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "By which it is shown, such as a letter's id.")
    private String evidence = "";

    @Override
    public Integer call() {
        Says step =
                new Says()
                        .put("request", request)
                        .put("to", state)
                        .put("at", at)
                        .put("evidence", evidence);
        return drafting.draft(spec.commandLine().getOut(), Map.of("step", step.properties()));
    }
}
