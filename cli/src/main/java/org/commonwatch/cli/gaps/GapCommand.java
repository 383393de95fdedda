package org.commonwatch.cli.gaps;

import org.commonwatch.cli.client.AnswerOptions;
import org.commonwatch.cli.client.AskerOptions;
import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.terminal.ExitCode;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code cwatch gap}. */
@Command(
        name = "gap",
        description = {
            "Tells of what hit a party how much others knew before and could not let it read,",
            "why, what single acts would have released, and what the party knew and could not",
            "give. An analyst is told of its own party what that may know; an auditor or",
            "operator everything."
        },
        mixinStandardHelpOptions = true,
        headerHeading = "Examples:%n",
        header = {
            "  cwatch gap --from 2026-01-01 --to 2026-04-01 --netrc analyst.netrc",
            "  cwatch gap BUREAU-XZ --from 2026-01-01 --to 2026-04-01 --operator",
            "  cwatch gap BUREAU-XZ --from 2026-01-01 --to 2026-04-01 --operator \\",
            "      --standing observer --since 2025-10-01 --cost 0.5 --json",
            ""
        })
public final class GapCommand implements Callable<Integer> {
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private AskerOptions asker = new AskerOptions();
    @Mixin private AnswerOptions answer = new AnswerOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "PARTY",
            description = "Of which party: its name or identity; one's own if absent.")
    private @Nullable String party;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DATE",
            description = "The first day of the window.")
    private String from = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DATE",
            description = "The first day after it.")
    private String to = "";

    @Option(
            names = "--delay",
            paramLabel = "HOURS",
            description = "How long it takes to make use of what is read (default: 0).")
    private @Nullable String delay;

    @Option(
            names = "--standing",
            paramLabel = "TYPE",
            description = "Tells also what this standing would have changed.")
    private @Nullable String standing;

    @Option(
            names = "--body",
            paramLabel = "BODY",
            description = "In which body (default: the one that the server serves).")
    private @Nullable String body;

    @Option(
            names = "--since",
            paramLabel = "DATE",
            description = "Since when it would have had it (default: always).")
    private @Nullable String since;

    @Option(
            names = "--cost",
            paramLabel = "N",
            description = "How many warned sessions a false alarm is worth (default: 0).")
    private @Nullable String cost;

    @Override
    public Integer call() {
        Map<String, String> given = new LinkedHashMap<>();
        put(given, "party", party);
        put(given, "from", time(from));
        put(given, "to", time(to));
        put(given, "delay", delay);
        put(given, "standing", standing);
        put(given, "body", body);
        put(given, "since", since == null ? null : time(since));
        put(given, "cost", cost);
        String query =
                given.entrySet().stream()
                        .map(each -> each.getKey() + "=" + Client.encoded(each.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
        try (Client client = asker.client()) {
            JsonNode told = client.get("/api/v1/gap" + query);
            answer.tell(spec.commandLine().getOut(), told, GapLines.of(told));
            return ExitCode.DONE;
        }
    }

    private static String time(String text) {
        return DAY.matcher(text).matches() ? text + "T00:00:00Z" : text;
    }

    private static void put(Map<String, String> given, String name, @Nullable String value) {
        if (value != null) {
            given.put(name, value);
        }
    }
}
