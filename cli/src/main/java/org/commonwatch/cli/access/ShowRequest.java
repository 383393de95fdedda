package org.commonwatch.cli.access;

import org.commonwatch.cli.client.AnswerOptions;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.client.PersonOptions;
import org.commonwatch.cli.requests.WhenOptions;
import org.commonwatch.cli.terminal.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code cwatch request show}. */
@Command(
        name = "show",
        description = "Tells how far a request has come, step by step, and what moved nothing.",
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch request show request-1abc --at 2018-11-24",
            "  cwatch request show request-1abc --contested assembly/general-secretariat",
            ""
        })
final class ShowRequest implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private PersonOptions person = new PersonOptions();
    @Mixin private WhenOptions when = new WhenOptions();
    @Mixin private AnswerOptions answer = new AnswerOptions();

    @Parameters(paramLabel = "REQUEST", description = "The request.")
    private String request = "";

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "Whom to believe, the first most; everybody if not given.")
    private List<String> sources = List.of();

    @Option(
            names = "--contested",
            paramLabel = "BODY/ORGAN",
            description = "An organ that is not taken for competent.")
    private List<String> contested = List.of();

    @Override
    public Integer call() {
        StringBuilder path = new StringBuilder("/api/v1/requests/");
        path.append(Client.encoded(request)).append(when.parameters());
        sources.forEach(each -> path.append("&source=").append(Client.encoded(each)));
        contested.forEach(each -> path.append("&contested=").append(Client.encoded(each)));
        try (Client client = person.client()) {
            JsonNode told = client.get(path.toString());
            List<String> text = new ArrayList<>(ways(told).text(request));
            JsonNode due = told.path("request").path("due");
            if (!due.isNull()) {
                text.add("  answer due " + due.asString());
            }
            told.path("organs").forEach(organ -> text.add("  ask " + organ.asString()));
            answer.tell(
                    spec.commandLine().getOut(), told, String.join(System.lineSeparator(), text));
        }
        return ExitCode.DONE;
    }

    private static RequestWays ways(JsonNode told) {
        List<RequestWays.Way> ways = new ArrayList<>();
        for (JsonNode way : told.path("ways")) {
            List<RequestWays.Step> steps = new ArrayList<>();
            way.path("steps").forEach(each -> steps.add(step(each)));
            ways.add(new RequestWays.Way(way.path("state").asString(), steps));
        }
        if (ways.isEmpty()) {
            ways.add(new RequestWays.Way("unknown at that time", List.of()));
        }
        List<String> because = new ArrayList<>();
        told.path("because").forEach(each -> because.add(each.asString()));
        return new RequestWays(ways.size() == 1, ways, because);
    }

    private static RequestWays.Step step(JsonNode step) {
        return new RequestWays.Step(
                step.path("at").asString(),
                step.path("recorded").asString(),
                step.path("state").asString(),
                step.path("moved").asBoolean(),
                step.path("why").asString(),
                step.path("evidence").asString());
    }
}
