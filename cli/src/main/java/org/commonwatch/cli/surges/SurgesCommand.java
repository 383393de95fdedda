package org.commonwatch.cli.surges;

import org.commonwatch.cli.client.AnswerOptions;
import org.commonwatch.cli.client.AskerOptions;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.terminal.ExitCode;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code cwatch surges}. */
@Command(
        name = "surges",
        description = {
            "Tells what rose above what was to be expected, when it began, by how much, and which",
            "dated occasion is near. Alarms keep a budget of false ones; nothing is said of why",
            "anything rose. It takes twelve weeks of history; days of less are judged by EARS."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch surges --netrc analyst.netrc",
            "  cwatch surges --each kind --netrc analyst.netrc",
            "  cwatch surges --unit probe --kind scan --to 2030-01-12T00:00:00Z --operator",
            ""
        })
public final class SurgesCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private AskerOptions asker = new AskerOptions();
    @Mixin private SeriesOptions series = new SeriesOptions();
    @Mixin private AnswerOptions answer = new AnswerOptions();

    @Option(
            names = "--cadence",
            paramLabel = "C",
            description = "Counts by the day (if not given) or hour.")
    private @Nullable String cadence;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Looks at nothing before it (default: two years before the end).")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "Looks at nothing from it on (default: all that was counted).")
    private @Nullable String to;

    @Option(
            names = "--each",
            paramLabel = "PART",
            description = "Looks at each kind, or each sector, by itself.")
    private @Nullable String each;

    @Override
    public Integer call() {
        Map<String, String> given = series.given();
        SeriesOptions.put(given, "cadence", cadence);
        SeriesOptions.put(given, "from", from);
        SeriesOptions.put(given, "to", to);
        SeriesOptions.put(given, "each", each);
        try (Client client = asker.client()) {
            JsonNode told = client.get("/api/v1/surges" + SeriesOptions.query(given));
            List<String> text = new ArrayList<>();
            told.path("surges").forEach(surge -> text.add(line(surge)));
            if (text.isEmpty()) {
                text.add("Nothing rose above what was to be expected.");
            }
            text.add(judged(told));
            text.add(told.path("method").path("why").asString());
            answer.tell(
                    spec.commandLine().getOut(), told, String.join(System.lineSeparator(), text));
            return told.path("surges").isEmpty() ? ExitCode.NOTHING : ExitCode.DONE;
        }
    }

    private static String line(JsonNode surge) {
        String of = surge.path("of").asString("");
        return of.isEmpty()
                ? surge.path("reason").asString()
                : of + ": " + surge.path("reason").asString();
    }

    private static String judged(JsonNode told) {
        JsonNode budget = told.path("budget");
        return ("Judged: %ss by the %s from %s to %s, counted under %s; %.0f false alarm in %d"
                        + " days is accepted.")
                .formatted(
                        told.path("unit").asString(),
                        told.path("cadence").asString(),
                        told.path("judgedFrom").asString(),
                        told.path("judgedTo").asString(),
                        told.path("rule").asString(),
                        budget.path("episodes").asDouble(),
                        budget.path("days").asInt());
    }
}
