package org.commonwatch.cli.retention;

import org.commonwatch.cli.client.AnswerOptions;
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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

@Command(
        name = "add",
        description = {
            "Places a legal hold. What it covers stays, however old it is, until it is lifted or",
            "over; every option narrows what that is."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Example:%n",
        header = {
            "  cwatch hold add \"case 7\" --reason \"a court asked\" --class raw --class events \\",
            "      --from 2026-11-01T00:00:00Z --to 2026-12-01T00:00:00Z --about north",
            ""
        })
final class AddHold implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServerOptions server = new ServerOptions();
    @Mixin private AnswerOptions answer = new AnswerOptions();

    @Parameters(paramLabel = "REFERENCE", description = "Of the case.")
    private String reference = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
    private String reason = "";

    @Option(
            names = "--class",
            paramLabel = "CLASS",
            description = "Of this class only, as 'cwatch retention show' names it; repeatable.")
    private List<String> classes = new ArrayList<>();

    @Option(names = "--from", paramLabel = "TIME", description = "What is from then on.")
    private Optional<String> from = Optional.empty();

    @Option(names = "--to", paramLabel = "TIME", description = "What is from before then.")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--about",
            paramLabel = "ID",
            description =
                    "Of this object, delivery or party (by its id) or sensor (by its name) only;"
                            + " repeatable.")
    private List<String> about = new ArrayList<>();

    @Option(names = "--until", paramLabel = "TIME", description = "When it is over by itself.")
    private Optional<String> until = Optional.empty();

    @Override
    public Integer call() {
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("reference", reference);
        wanted.put("reason", reason);
        wanted.put("classes", classes);
        wanted.put("about", about);
        from.ifPresent(each -> wanted.put("from", each));
        to.ifPresent(each -> wanted.put("to", each));
        until.ifPresent(each -> wanted.put("until", each));
        try (Client operator = server.operator()) {
            JsonNode placed = operator.post(HoldCommand.PATH, wanted);
            answer.tell(spec.commandLine().getOut(), placed, HoldCommand.line(placed));
            return ExitCode.DONE;
        }
    }
}
